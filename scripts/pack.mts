import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { runNpm } from './npm.mjs';
import { withProgress } from './progress.mjs';
import { PROJECT, SCRATCH } from './projectFolders.mts';
import { runTool } from './runTool.mts';

/** All that decides what is in the package. */
const SOURCES = [
	'nodes',
	'credentials',
	'telephony',
	'videosdk',
	'icons',
	'scripts/shims',
	'gulpfile.js',
	'package.json',
	'package-lock.json',
	'tsconfig.json',
	'README.md',
	'LICENSE.md',
];
const PACKED = join(SCRATCH, 'package');
const STAMP = join(PACKED, 'packed.json');

/** The packed package (a .tgz). Builds and packs only when the sources changed since. */
export async function packPackage({ always = false } = {}): Promise<string> {
	const sources = await hashOf(SOURCES);
	const last = JSON.parse(await readFile(STAMP, 'utf8').catch(() => '{}')) as {
		sources?: string;
		tarball?: string;
	};
	if (!always && last.sources === sources && last.tarball) {
		const tarball = join(PACKED, last.tarball);
		if (existsSync(tarball)) return tarball;
	}
	return await withProgress('Building and packing the package', async () => {
		await rm(PACKED, { recursive: true, force: true });
		await mkdir(PACKED, { recursive: true });
		await runTool('gulp', ['--silent'], { quietStdout: true });
		await runNpm(['pack', '--ignore-scripts', '--pack-destination', PACKED], { cwd: PROJECT });
		const tarball = (await readdir(PACKED)).find((file) => file.endsWith('.tgz'));
		if (!tarball) throw new Error(`npm pack left no .tgz in ${PACKED}.`);
		await writeFile(STAMP, JSON.stringify({ sources, tarball }));
		return join(PACKED, tarball);
	});
}

async function hashOf(paths: string[]): Promise<string> {
	const hash = createHash('sha256');
	for (const file of (await Promise.all(paths.map(filesIn))).flat()) {
		hash.update(`${file}\0`).update(await readFile(join(PROJECT, file)));
	}
	return hash.digest('hex');
}

async function filesIn(path: string): Promise<string[]> {
	const absolute = join(PROJECT, path);
	if (!existsSync(absolute)) return [];
	const entries = await readdir(absolute, { recursive: true, withFileTypes: true }).catch(
		(error: NodeJS.ErrnoException) => {
			if (error.code === 'ENOTDIR') return undefined;
			throw error;
		},
	);
	if (!entries) return [path];
	return entries
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name).slice(PROJECT.length + 1))
		.sort();
}
