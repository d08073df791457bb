// n8n 2.x wants Node >= 24. A user with an older Node gets Node 24 from the npm registry into
// the cache folder: the npm package `node` is a thin shell around one package per platform
// that carries the binary and the headers, and needs no install script.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

import { cached } from './cacheFolder.mjs';
import { runNpm } from './npm.mjs';
import { withProgress } from './progress.mjs';

const WANTED_MAJOR = 24;
const WANTED_VERSION = '24.21.0';

/**
 * A Node >= 24: the one that runs us, or one from the cache.
 * `headers` is the folder that holds `include/node`, for building native modules.
 */
export async function node24() {
	if (Number(process.versions.node.split('.')[0]) >= WANTED_MAJOR) {
		return describe(process.execPath);
	}
	const payload = payloadName();
	const folder = await cached(`node-${WANTED_VERSION}`, payload, (draft) =>
		withProgress(
			`Installing Node ${WANTED_MAJOR} for n8n (this is Node ${process.versions.node}; first time only)`,
			() => installPayload(payload, draft),
		),
	);
	return describe(executableIn(folder, payload));
}

async function installPayload(payload, folder) {
	// A package.json of its own keeps npm from looking for a project further up.
	await writeFile(join(folder, 'package.json'), '{ "name": "node-runtime", "private": true }');
	const install = (version) =>
		runNpm(['install', '--ignore-scripts', '--no-audit', '--no-fund', `${payload}@${version}`], {
			cwd: folder,
		});
	try {
		// Not every platform has every version.
		await install(WANTED_VERSION).catch(() => install(WANTED_MAJOR));
		await promisify(execFile)(executableIn(folder, payload), ['--version']);
	} catch (error) {
		throw new Error(
			`Node ${WANTED_MAJOR} could not be installed from the npm registry for this platform. ` +
				`Install Node ${WANTED_MAJOR} or newer from nodejs.org, then run the same command again.\n` +
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
