// The real n8n of both lines (for `npm start` and the e2e tests) and the engine of n8n's 1.x line (for
// the integration tests), installed once per user from the lockfiles in scripts/hosts/.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { cached } from './cacheFolder.mjs';
import { installLocked } from './installLocked.mjs';
import { withoutPackages, type Lockfile } from './lockfile.mjs';
import { WHOLE_N8N, type N8nLine } from './n8nLines.mts';
import { node24 } from './nodeRuntime.mjs';
import { runNpm } from './npm.mjs';
import { withProgress } from './progress.mjs';

export const N8N_CORE_1X_VERSION = '1.122.48';

const HOSTS = join(import.meta.dirname, 'hosts');
/** The only native module that n8n cannot do without. */
const SQLITE = 'sqlite3';
/** Half the time of a build for speed, which a database of some workflows has no use for. */
const QUICK_BUILD = { CFLAGS: '-O1', CXXFLAGS: '-O1' };

/** The folder in whose `node_modules` the n8n of this line is installed. */
export async function installN8nHost(line: N8nLine = '2.x'): Promise<string> {
	const name = `n8n-${WHOLE_N8N[line].version}`;
	const lockfile = await readLockfile(name);
	return await cached(name, keyOf(lockfile.text), async (folder) => {
		await installWithSqlite(line, lockfile.content, folder);
	});
}

/** The folder in whose `node_modules` n8n-core and n8n-workflow of that version are installed. */
export async function installN8nCore(version: string = N8N_CORE_1X_VERSION): Promise<string> {
	const name = `n8n-core-${version}`;
	const lockfile = await readLockfile(name);
	return await cached(name, keyOf(lockfile.text), async (folder) => {
		await installHost(`n8n-core ${version}`, name, lockfile.content, folder);
	});
}

interface ReadLockfile {
	text: string;
	content: Lockfile;
}

async function readLockfile(name: string): Promise<ReadLockfile> {
	const text = await readFile(join(HOSTS, name, 'package-lock.json'), 'utf8').catch(() => {
		throw new Error(`There is no lockfile for ${name} in ${HOSTS}. Add the folder ${name} there.`);
	});
	return { text, content: JSON.parse(text) as Lockfile };
}

function keyOf(lockfile: string): string {
	const hash = createHash('sha256').update(lockfile).digest('hex');
	return `${process.platform}-${process.arch} ${hash}`;
}

/** The driver is built elsewhere meanwhile: both take a processor for about a minute. */
async function installWithSqlite(line: N8nLine, lockfile: Lockfile, folder: string): Promise<void> {
	const name = `n8n-${WHOLE_N8N[line].version}`;
	const workshop = join(folder, 'sqlite');
	await Promise.all([
		installHost(`n8n ${WHOLE_N8N[line].version}`, name, lockfile, folder),
		buildSqlite(line, lockfile, workshop),
	]);
	const built = join('node_modules', SQLITE, 'build');
	await cp(join(workshop, built), join(folder, built), { recursive: true });
	await rm(workshop, { recursive: true });
}

/** @param name of the folder in scripts/hosts/ */
async function installHost(
	what: string,
	name: string,
	lockfile: Lockfile,
	folder: string,
): Promise<void> {
	await copyFile(join(HOSTS, name, 'package.json'), join(folder, 'package.json'));
	const { execPath } = await node24();
	const args = ['--omit=dev'];
	await installLocked(`Installing ${what} (first time only)`, lockfile, { folder, execPath, args });
}

async function buildSqlite(line: N8nLine, lockfile: Lockfile, folder: string): Promise<void> {
	const { version } = lockfile.packages[`node_modules/${SQLITE}`];
	const manifest = {
		name: 'sqlite-driver',
		private: true,
		dependencies: { [SQLITE]: version ?? '' },
	};
	const packages = { ...lockfile.packages, '': manifest };
	const itself = withoutPackages({ ...lockfile, packages }, new Set());
	await mkdir(folder);
	await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
	// npm may be too new for Node 20, so it runs on Node 24, with the headers of the Node that will load
	// what it builds: a driver for Node 24 does not run on Node 20.
	const { execPath } = await node24();
	const { headers } = await WHOLE_N8N[line].node();
	// Without the headers node-gyp would download them; with another Node's it builds nonsense.
	const env = { ...QUICK_BUILD, ...(headers && { npm_config_nodedir: headers }) };
	await installLocked('Fetching its SQLite driver', itself, { folder, execPath });
	const driver = join(folder, 'node_modules', SQLITE, 'build/Release/node_sqlite3.node');
	try {
		await withProgress(
			'Building the SQLite driver, where none can be downloaded (one to five minutes)',
			async () =>
				await runNpm(['rebuild', SQLITE, '--ignore-scripts=false'], { cwd: folder, execPath, env }),
		);
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
