import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';

/** A folder with the project in it, in whatever state. */
export interface Checkout {
	folder: string;
	/** Its folder and its commit. */
	name: string;
}

export function checkoutAt(path: string): Checkout {
	const folder = resolve(path);
	if (!existsSync(join(folder, 'nodes/VideoSdk/VideoSdk.node.ts'))) {
		throw new Error(`There is no checkout of this project in ${folder}.`);
	}
	return { folder, name: `${basename(folder)} ${commitOf(folder)}` };
}

function commitOf(folder: string): string {
	const git = (...args: string[]) =>
		execFileSync('git', ['--no-optional-locks', ...args], {
			cwd: folder,
			encoding: 'utf8',
			stdio: 'pipe',
		}).trim();
	try {
		const changed = git(
			'status',
			'--porcelain',
			'--',
			'nodes',
			'credentials',
			'telephony',
			'videosdk',
		);
		return git('rev-parse', '--short', 'HEAD') + (changed ? '+' : '');
	} catch {
		return '(no commit)';
	}
}
