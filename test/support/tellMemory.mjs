// Runs inside n8n (node --import): on a signal, sweeps up and writes how much memory is in use.
import { setTimeout as sleep } from 'node:timers/promises';

const SWEEPS = 3;

process.on('SIGUSR2', () => {
	void (async () => {
		// What one sweep lets go of may free more: the next one finds it.
		for (let sweep = 0; sweep < SWEEPS; sweep++) {
			globalThis.gc?.();
			await sleep(50);
		}
		const { heapUsed, external } = process.memoryUsage();
		process.stderr.write(`memory in use: ${heapUsed + external} bytes\n`);
	})();
});
