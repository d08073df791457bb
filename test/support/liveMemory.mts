import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { expect } from 'vitest';
import type { N8nHost } from './n8nHost.mts';

const TELL_MEMORY = resolve(import.meta.dirname, 'tellMemory.mjs');
const MEGABYTE = 2 ** 20;

/** With these flags of Node, n8n can be asked what it holds in memory. */
export const TELLS_MEMORY = ['--expose-gc', `--import=${pathToFileURL(TELL_MEMORY).href}`];

const TIMES = 3;
const PAUSE_MS = 1000;

/**
 * What n8n holds in memory, in megabytes, once all is swept up that nobody holds any more. Without the
 * sweeping the figure goes up and down by a hundred megabytes, as it happens. The lowest of a few, as
 * something may be under way.
 */
export async function liveMemoryMb(host: N8nHost): Promise<number> {
	const told = () => [...host.log().matchAll(/^memory in use: (\d+) bytes$/gm)];
	const from = told().length;
	for (let time = 1; time <= TIMES; time++) {
		process.kill(host.pid, 'SIGUSR2');
		await expect.poll(() => told().length).toBe(from + time);
		await sleep(PAUSE_MS);
	}
	const bytes = told()
		.slice(from)
		.map(([, digits]) => Number(digits));
	return Math.round((Math.min(...bytes) / MEGABYTE) * 10) / 10;
}
