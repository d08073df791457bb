// n8n 2.x wants Node >= 24, and n8n 1.x is run on Node 20, the oldest that it takes. Which of the two
// the user does not have comes from the npm registry into the cache folder: the npm package `node` is
// a thin shell around one package per platform that carries the binary and the headers, and needs no
// install script.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

import { cached } from './cacheFolder.mjs';
import { runNpm } from './npm.mjs';
import { withProgress } from './progress.mjs';

const VERSION_OF_24 = '24.21.0';
const VERSION_OF_20 = '20.20.2';

/**
 * A Node >= 24: the one that runs us, or one from the cache.
 * `headers` is the folder that holds `include/node`, for building native modules.
 */
export async function node24() {
	return ourMajor() >= majorOf(VERSION_OF_24)
		? describe(process.execPath)
		: await fromTheCache(VERSION_OF_24);
}

/** A Node 20: the one that runs us, or one from the cache. */
export async function node20() {
	return ourMajor() === majorOf(VERSION_OF_20)
		? describe(process.execPath)
		: await fromTheCache(VERSION_OF_20);
}

const majorOf = (version) => Number(version.split('.')[0]);
const ourMajor = () => majorOf(process.versions.node);

async function fromTheCache(version) {
	const payload = payloadName();
	const folder = await cached(`node-${version}`, payload, (draft) =>
		withProgress(
			`Installing Node ${majorOf(version)} for n8n (this is Node ${process.versions.node}; first time only)`,
			() => installPayload(payload, version, draft),
		),
	);
	return describe(executableIn(folder, payload));
}

async function installPayload(payload, wanted, folder) {
	// A package.json of its own keeps npm from looking for a project further up.
	await writeFile(join(folder, 'package.json'), '{ "name": "node-runtime", "private": true }');
	const install = (version) =>
		runNpm(['install', '--ignore-scripts', '--no-audit', '--no-fund', `${payload}@${version}`], {
			cwd: folder,
		});
	try {
		// Not every platform has every version.
		await install(wanted).catch(() => install(majorOf(wanted)));
		await promisify(execFile)(executableIn(folder, payload), ['--version']);
	} catch (error) {
		throw new Error(
			`Node ${majorOf(wanted)} could not be installed from the npm registry for this platform. ` +
				'Install Node 24 or newer from nodejs.org, then run the same command again.\n' +
				error.message,
		);
	}
}

function payloadName() {
	const platform = process.platform === 'win32' ? 'win' : process.platform;
	const prefix = platform === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node';
	return `${prefix}-${platform}-${process.arch}`;
}

function executableIn(folder, payload) {
	const file = process.platform === 'win32' ? 'node.exe' : 'node';
	return join(folder, 'node_modules', payload, 'bin', file);
}

function describe(execPath) {
	const root = join(dirname(execPath), '..');
	const hasHeaders = existsSync(join(root, 'include', 'node', 'node.h'));
	return { execPath, headers: hasHeaders ? root : undefined };
}
