import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type { N8nHost } from './n8nHost.mts';

const MEGABYTE = 2 ** 20;
const COLLECTOR = resolve(import.meta.dirname, 'collectGarbage.mjs');
const TIMES = 5;
const PAUSE_MS = 1000;

/** What n8n needs in its environment for it. */
export const MEASURED = {
	N8N_METRICS: 'true',
	NODE_OPTIONS: `--import=${pathToFileURL(COLLECTOR).href}`,
};

/**
 * How many megabytes n8n itself says are in use after it has swept up, which otherwise is a matter of
 * chance: the lowest of a few times, as something may be under way.
 */
export async function memoryInUse({ url, pid }: N8nHost): Promise<number> {
	const seen: number[] = [];
	for (let time = 0; time < TIMES; time++) {
		process.kill(pid, 'SIGUSR2');
		await sleep(PAUSE_MS);
		const metrics = await (await fetch(`${url}/metrics`)).text();
		const of = (name: string) => Number(new RegExp(`^${name} (.*)$`, 'm').exec(metrics)?.[1]);
		const bytes = of('n8n_nodejs_heap_size_used_bytes') + of('n8n_nodejs_external_memory_bytes');
		seen.push(Math.round(bytes / MEGABYTE));
	}
	return Math.min(...seen);
}
