import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';

import { withProgress } from './progress.mjs';

/** Installs a program of Debian where that can be done without asking; elsewhere does nothing. */
export async function installWithApt(what: string, packageName: string): Promise<void> {
	if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return;
	await withProgress(`Installing ${what} (apt-get install ${packageName})`, async () => {
		const run = promisify(execFile);
		const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
		await run('apt-get', ['update', '-qq'], { env });
		await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', packageName], { env });
	});
}
