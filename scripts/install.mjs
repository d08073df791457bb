import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { runNpm } from './npm.mjs';
import { withProgress } from './progress.mjs';

/** Brings the project's node_modules to what package-lock.json says, unless they are there. */
export async function installDependencies(project, execPath) {
	if (await matchesLockfile(project)) return;
	await withProgress('Installing the dependencies (first time takes about a minute)', () =>
		runNpm(['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: project, execPath }),
	);
}

/**
 * npm writes down what it has installed, as the last thing it does. Comparing that with the
 * lockfile also covers a `git pull` that changed it and an `npm install` that was broken off.
 */
async function matchesLockfile(project) {
	const wanted = await packagesOf(join(project, 'package-lock.json'));
	if (!wanted) throw new Error('package-lock.json is missing. Get it back: git checkout -- .');
	const installed = await packagesOf(join(project, 'node_modules', '.package-lock.json'));
	if (!installed) return false;
	return Object.entries(wanted).every(([path, { version, integrity, optional }]) => {
		// The root itself, and what is only for other platforms.
		if (path === '' || optional) return true;
		const found = installed[path];
		return found && found.version === version && found.integrity === integrity;
	});
}

async function packagesOf(lockfile) {
	try {
		return JSON.parse(await readFile(lockfile, 'utf8')).packages;
	} catch {
		return undefined;
	}
}
