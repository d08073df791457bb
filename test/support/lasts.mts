import { setTimeout as sleep } from 'node:timers/promises';

const STEP_MS = 20;

/**
 * How long something takes in milliseconds, counted by short timers of this process: when the machine
 * is busy they are as late as everything else, and what is late for that reason is not counted.
 */
export async function lasts(work: Promise<unknown>): Promise<number> {
	let isOver = false;
	const over = work.finally(() => (isOver = true));
	let passed = 0;
	while (!isOver) {
		await Promise.race([over, sleep(STEP_MS)]);
		passed += STEP_MS;
	}
	await over;
	return passed;
}
