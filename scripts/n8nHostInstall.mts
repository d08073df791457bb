// The real n8n of both lines (for `npm start` and the e2e tests) and the engine of n8n's 1.x line (for
// the integration tests), installed once per user from the lockfiles in scripts/hosts/.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { cached } from './cacheFolder.mjs';
import { WHOLE_N8N, type N8nLine } from './n8nLines.mts';
import { node24 } from './nodeRuntime.mjs';
import { runNpm } from './npm.mjs';
import { withProgress } from './progress.mjs';

export const N8N_CORE_1X_VERSION = '1.122.48';

const HOSTS = join(import.meta.dirname, 'hosts');
// Install scripts stay off: dozens of them would run, and one (a Kafka driver that nobody
// needs here) fails on most machines. SQLite is the only native module n8n cannot do without.
const CI = ['ci', '--ignore-scripts', '--omit=dev', '--no-audit', '--no-fund'];

/** The folder in whose `node_modules` the n8n of this line is installed. */
export async function installN8nHost(line: N8nLine = '2.x'): Promise<string> {
	const { version } = WHOLE_N8N[line];
	const name = `n8n-${version}`;
	return await cached(name, await keyOf(name), async (folder) => {
		await withProgress(
			`Installing n8n ${version} (first time only; about 4 minutes and 3 GB)`,
			async () => await installLocked(name, folder),
		);
		await withProgress('Building its SQLite driver (about a minute)', async () => {
			await buildSqlite(line, folder);
		});
	});
}

/** The folder in whose `node_modules` n8n-core and n8n-workflow of that version are installed. */
export async function installN8nCore(version: string = N8N_CORE_1X_VERSION): Promise<string> {
	const name = `n8n-core-${version}`;
	return await cached(name, await keyOf(name), async (folder) => {
		await withProgress(
			`Installing n8n-core ${version} (first time only; about half a minute)`,
			async () => await installLocked(name, folder),
		);
	});
}

async function keyOf(name: string): Promise<string> {
	const lockfile = await readFile(join(HOSTS, name, 'package-lock.json')).catch(() => {
		throw new Error(`There is no lockfile for ${name} in ${HOSTS}. Add the folder ${name} there.`);
	});
	const hash = createHash('sha256').update(lockfile).digest('hex');
	return `${process.platform}-${process.arch} ${hash}`;
}

async function installLocked(name: string, folder: string): Promise<void> {
	for (const file of ['package.json', 'package-lock.json']) {
		await copyFile(join(HOSTS, name, file), join(folder, file));
	}
	const { execPath } = await node24();
	await runNpm(CI, { cwd: folder, execPath });
}

async function buildSqlite(line: N8nLine, folder: string): Promise<void> {
	// npm may be too new for Node 20, so it runs on Node 24, with the headers of the Node that will load
	// what it builds: a driver for Node 24 does not run on Node 20.
	const { execPath } = await node24();
	const { headers } = await WHOLE_N8N[line].node();
	// Without the headers node-gyp would download them; with another Node's it builds nonsense.
	const env: Record<string, string> = headers ? { npm_config_nodedir: headers } : {};
	const driver = join(folder, 'node_modules/sqlite3/build/Release/node_sqlite3.node');
	try {
		await runNpm(['rebuild', 'sqlite3', '--ignore-scripts=false'], { cwd: folder, execPath, env });
		if (!existsSync(driver)) throw new Error(`${driver} was not made.`);
	} catch (error) {
		throw new Error(
			'The SQLite driver of n8n could neither be downloaded nor built. Building it needs ' +
				'Python 3, make and a C++ compiler (Debian: apt-get install python3 make g++; macOS: ' +
				`xcode-select --install). Install them and run the same command again.\n${String(error)}`,
			{ cause: error },
		);
	}
}
