import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { withAddresses } from './lockfile.mjs';
import { runNpm } from './npm.mjs';
import { withProgress } from './progress.mjs';

// Install scripts stay off: dozens of them would run, and one of n8n's (a Kafka driver that nobody
// needs here) fails on most machines.
const CI = ['ci', '--ignore-scripts', '--no-audit', '--no-fund'];

/** Installs what a lockfile says into `folder`, which has its package.json. */
export async function installLocked(label, lockfile, { folder, execPath, args = [] }) {
	const registry = (await runNpm(['config', 'get', 'registry'], { cwd: folder, execPath })).trim();
	const located = withAddresses(lockfile, registry);
	await writeFile(join(folder, 'package-lock.json'), JSON.stringify(located));
	const wanted = Object.entries(lockfile.packages)
		// Neither the root itself, nor what may be only for other platforms.
		.filter(([path, { optional }]) => path !== '' && !optional)
		.map(([path]) => path);
	const isUnpacked = (path) => existsSync(join(folder, path, 'package.json'));
	await withProgress(
		label,
		async () => await runNpm([...CI, ...args], { cwd: folder, execPath }),
		async () => `${wanted.filter(isUnpacked).length} of ${wanted.length} packages`,
	);
}
