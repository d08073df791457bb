import { sleep as wait } from 'n8n-workflow';

/** The user has stopped the workflow while something was waited for. */
export class Stopped extends Error {
	constructor() {
		super('The workflow was stopped');
	}
}

/**
 * Waits, and stops waiting as soon as the user stops the workflow.
 *
 * @throws Stopped when the workflow was stopped
 */
export async function sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
	throwIfStopped(signal);
	if (milliseconds <= 0) return;
	let stop = () => {};
	const stopped = new Promise<void>((resolve) => {
		stop = resolve;
		signal?.addEventListener('abort', stop);
	});
	// n8n-workflow 2.41.0 has no sleep that can be aborted: its timer is left to run out unheard.
	await Promise.race([wait(milliseconds), stopped]);
	signal?.removeEventListener('abort', stop);
	throwIfStopped(signal);
}

/** A timer that is left over must not live for days; and the clock may be set meanwhile. */
const LONGEST_SLEEP_MS = 15 * 60_000;

/**
 * Waits until a moment, in milliseconds since 1970.
 *
 * @throws Stopped when the workflow was stopped
 */
export async function sleepUntil(moment: number, signal?: AbortSignal): Promise<void> {
	throwIfStopped(signal);
	for (let left = moment - Date.now(); left > 0; left = moment - Date.now()) {
		await sleep(Math.min(left, LONGEST_SLEEP_MS), signal);
	}
}

/** @throws Stopped when the workflow was stopped */
export function throwIfStopped(signal?: AbortSignal): void {
	if (signal?.aborted) throw new Stopped();
}
