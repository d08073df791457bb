// Loads the files that it is given, as n8n does: each has one class, of which one is made.
import { createRequire } from 'node:module';

export interface Load {
	milliseconds: number;
	cpuMs: number;
	/** How much more memory the process has, in MB. */
	residentMb: number;
	heapMb: number;
	/** Of the heap, what is left once all is swept up that nobody holds. */
	keptMb: number;
}

const MEGABYTE = 2 ** 20;

const require = createRequire(import.meta.url);
// n8n has that anyway.
require('n8n-workflow');
globalThis.gc?.();

const before = process.memoryUsage();
const cpuBefore = process.cpuUsage();
const startedAt = performance.now();
const made = process.argv
	.slice(2)
	.map((file) =>
		Object.values(require(file) as Record<string, new () => object>).map((Class) => new Class()),
	);
const milliseconds = performance.now() - startedAt;
const { user, system } = process.cpuUsage(cpuBefore);
const after = process.memoryUsage();
globalThis.gc?.();
const kept = process.memoryUsage();
const load: Load = {
	milliseconds,
	cpuMs: (user + system) / 1000,
	residentMb: (after.rss - before.rss) / MEGABYTE,
	heapMb: (after.heapUsed - before.heapUsed) / MEGABYTE,
	keptMb: (kept.heapUsed - before.heapUsed) / MEGABYTE,
};
console.log(JSON.stringify(load));
// What was made is held until here.
if (made.length === 0) process.exitCode = 1;
