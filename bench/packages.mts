import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

import { say } from '../scripts/progress.mjs';
import { PROJECT, SCRATCH } from '../scripts/projectFolders.mts';
import { checkoutAt } from './checkout.mts';

const run = promisify(execFile);

export interface PackageUnderTest {
	name: string;
	tarball: string;
}

/** For `parseArgs`: which packages are measured. */
export const PACKAGE_FLAGS = {
	package: { type: 'string', multiple: true, default: [] as string[] },
	against: { type: 'string', multiple: true, default: [] as string[] },
} as const;

/** The packages that the flags name: those of commits first, and this checkout's when no other is given. */
export async function packagesIn(flags: {
	package: string[];
	against: string[];
}): Promise<PackageUnderTest[]> {
	const packages: PackageUnderTest[] = [];
	for (const revision of flags.against) packages.push(await packageOfCommit(revision));
	const given = flags.package.length > 0 ? flags.package : [PROJECT];
	for (const path of given) packages.push(await packageAt(path));
	return packages;
}

/** @param path a packed package (.tgz), or a checkout, which is packed by its own script */
async function packageAt(path: string): Promise<PackageUnderTest> {
	if (path.endsWith('.tgz')) return { name: path, tarball: path };
	const { folder, name } = checkoutAt(path);
	return { name, tarball: await pack(folder, name) };
}

/** The package of a commit, built with the libraries of this checkout. It is kept for the next time. */
async function packageOfCommit(revision: string): Promise<PackageUnderTest> {
	const commit = await git('rev-parse', '--short', `${revision}^{commit}`);
	const folder = join(SCRATCH, 'commits', commit);
	if (!existsSync(folder)) {
		const unfinished = `${folder}-${process.pid}`;
		await mkdir(unfinished, { recursive: true });
		const archive = `${unfinished}.tar`;
		await git('archive', '--output', archive, commit);
		await run('tar', ['-xf', archive, '-C', unfinished]);
		await rm(archive);
		await symlink(join(PROJECT, 'node_modules'), join(unfinished, 'node_modules'), 'dir');
		await rename(unfinished, folder);
	}
	return { name: commit, tarball: await pack(folder, commit) };
}

async function git(...args: string[]): Promise<string> {
	const { stdout } = await run('git', ['--no-optional-locks', ...args], { cwd: PROJECT });
	return stdout.trim();
}

async function pack(folder: string, name: string): Promise<string> {
	say(`${name}: packing`);
	const script = pathToFileURL(join(folder, 'scripts/pack.mts')).href;
	const code = `import(${JSON.stringify(script)}).then(async (m) => console.log(await m.packPackage()))`;
	const { stdout } = await run(process.execPath, ['-e', code], { cwd: folder });
	return stdout.trim().split('\n').at(-1) ?? '';
}
