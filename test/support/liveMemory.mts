import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from 'vitest';
import type { N8nHost } from './n8nHost.mts';

const TELL_MEMORY = resolve(import.meta.dirname, 'tellMemory.mjs');
const MEGABYTE = 2 ** 20;

/** With these flags of Node, n8n can be asked what it holds in memory. */
export const TELLS_MEMORY = ['--expose-gc', `--import=${pathToFileURL(TELL_MEMORY).href}`];

/**
 * What n8n holds in memory, in megabytes, once all is swept up that nobody holds any more. Without the
 * sweeping the figure goes up and down by a hundred megabytes, as it happens.
 */
export async function liveMemoryMb(host: N8nHost): Promise<number> {
	const told = () => [...host.log().matchAll(/^memory in use: (\d+) bytes$/gm)];
	const before = told().length;
	process.kill(host.pid, 'SIGUSR2');
	await expect.poll(() => told().length).toBeGreaterThan(before);
	return Math.round((Number(told().at(-1)?.[1]) / MEGABYTE) * 10) / 10;
}
