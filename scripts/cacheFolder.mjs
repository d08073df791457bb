// What is big and the same for every checkout (Node 24, n8n) lies once per user in a cache
// folder. An install happens in a sibling folder that is renamed when it is complete, so a
// folder with the final name is never half an install, whatever interrupts it.
import { mkdir, readFile, readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { homedir, hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { say } from './progress.mjs';

const COMPLETE = '.complete';
const LOCK_REFRESH_MS = 5_000;
const LOCK_STALE_MS = 60_000;

export function cacheFolder() {
	const { env } = process;
	if (env.N8N_NODES_VIDEOSDK_CACHE) return env.N8N_NODES_VIDEOSDK_CACHE;
	const name = 'n8n-nodes-videosdk';
	if (env.XDG_CACHE_HOME) return join(env.XDG_CACHE_HOME, name);
	if (process.platform === 'win32') {
		return join(env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), name);
	}
	if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', name);
	return join(homedir(), '.cache', name);
}

/**
 * The folder `name` of the cache, made by `install(folder)` unless a complete one with the same
 * key is there. Another key (a changed lockfile, say) means: install again. `cache` is another
 * folder than the user's, for what belongs to one checkout alone.
 */
export async function cached(name, key, install, cache = cacheFolder()) {
	const target = join(cache, name);
	if (await isComplete(target, key)) return target;

	await mkdir(cache, { recursive: true });
	const release = await lock(join(cache, `${name}.lock`));
	try {
		if (await isComplete(target, key)) return target;
		await removeLeftovers(cache, name);
		const draft = join(cache, `${name}.installing-${process.pid}`);
		await mkdir(draft);
		await install(draft);
		await writeFile(join(draft, COMPLETE), key);
		await rm(target, { recursive: true, force: true });
		await rename(draft, target);
		return target;
	} finally {
		await release();
	}
}

async function isComplete(folder, key) {
	const found = await readFile(join(folder, COMPLETE), 'utf8').catch(() => undefined);
	return found === key;
}

/** Drafts of installs that were interrupted; whoever calls this holds the lock. */
async function removeLeftovers(cache, name) {
	for (const entry of await readdir(cache)) {
		if (entry.startsWith(`${name}.installing-`)) {
			await rm(join(cache, entry), { recursive: true, force: true });
		}
	}
}

async function lock(file) {
	const mine = JSON.stringify({ pid: process.pid, host: hostname() });
	for (let told = false; ; ) {
		try {
			await writeFile(file, mine, { flag: 'wx' });
			break;
		} catch (error) {
			if (error.code !== 'EEXIST') throw error;
		}
		if (await isAbandoned(file)) {
			await rm(file, { force: true });
			continue;
		}
		if (!told) say(`Waiting for another install to finish (its lock: ${file}) ...`);
		told = true;
		await sleep(1_000);
	}
	const refresh = setInterval(() => {
		const now = new Date();
		utimes(file, now, now).catch(() => {});
	}, LOCK_REFRESH_MS);
	return async () => {
		clearInterval(refresh);
		await rm(file, { force: true });
	};
}

/** The holder is dead, or (on another host that shares the folder) has stopped refreshing. */
async function isAbandoned(file) {
	try {
		const age = Date.now() - (await stat(file)).mtimeMs;
		const { pid, host } = JSON.parse(await readFile(file, 'utf8'));
		return age > LOCK_STALE_MS || (host === hostname() && !isAlive(pid));
	} catch {
		// Just removed, or not yet written: look again.
		return false;
	}
}

function isAlive(pid) {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return error.code === 'EPERM';
	}
}
