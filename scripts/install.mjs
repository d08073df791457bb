import { copyFile, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { installLocked } from './installLocked.mjs';

const MANIFESTS = ['package.json', '.npmrc'];

/**
 * Brings the project's node_modules to what package-lock.json says, unless they are there. They are
 * installed elsewhere, with a lockfile that says more, and moved when they are complete.
 */
export async function installDependencies(project, execPath) {
	const lockfile = await readLockfile(join(project, 'package-lock.json'));
	if (!lockfile) throw new Error('package-lock.json is missing. Get it back: git checkout -- .');
	if (await isInstalled(project, lockfile.packages)) return;
	const folder = join(project, '.sandbox', 'dependencies');
	const clear = async () => await rm(folder, { recursive: true, force: true, maxRetries: 10 });
	// Of an install that was broken off.
	await clear();
	try {
		await mkdir(folder, { recursive: true });
		for (const file of MANIFESTS) await copyFile(join(project, file), join(folder, file));
		const label = 'Installing the dependencies of the project (first time only)';
		await installLocked(label, lockfile, { folder, execPath });
		await rm(join(project, 'node_modules'), { recursive: true, force: true });
		await rename(join(folder, 'node_modules'), join(project, 'node_modules'));
	} finally {
		await clear();
	}
}

/**
 * npm writes down what it has installed, as the last thing it does. Comparing that with the
 * lockfile also covers a `git pull` that changed it and an `npm install` that was broken off.
 */
async function isInstalled(project, wanted) {
	const installed = await readLockfile(join(project, 'node_modules', '.package-lock.json'));
	if (!installed) return false;
	return Object.entries(wanted).every(([path, { version, integrity, optional }]) => {
		// The root itself, and what is only for other platforms.
		if (path === '' || optional) return true;
		const found = installed.packages[path];
		return found && found.version === version && found.integrity === integrity;
	});
}

async function readLockfile(file) {
	try {
		return JSON.parse(await readFile(file, 'utf8'));
	} catch {
		return undefined;
	}
}
