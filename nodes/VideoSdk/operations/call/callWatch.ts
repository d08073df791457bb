import type { Failure } from '../../errors/failure.ts';
import { outcomeOf } from '../../errors/outcome.ts';
import { sleep } from '../../time/sleep.ts';
import type { Api } from '../../api/exchange.ts';
import { createCallLooks } from './callLooks.ts';
import type { Watched } from './watchedCall.ts';

const SHORTEST_PAUSE_SECONDS = 1;
const LONGEST_PAUSE_SECONDS = 15;
/** The pause grows with the time for which the youngest call has been watched. */
const PAUSE_PER_SECOND = 0.25;
/** Steps in which a pause is waited for, as a call that joins may shorten it. */
const STEP_MS = 500;
/** How long a look may still take when the time of a call is up. */
const LAST_LOOK_MS = 2000;

interface Waiting extends Watched {
	since: number;
	resolve: () => void;
	reject: (failure: Failure) => void;
}

/**
 * Watches many calls with few requests: looks at all of them tick by tick. Ticks widen as time goes
 * by, and rate limits are waited for.
 */
export function createCallWatch(api: Api, signal?: AbortSignal) {
	const waiting = new Set<Waiting>();
	let isRunning = false;
	let lastLookAt = 0;
	const looks = createCallLooks(api, waiting, dismiss);

	/** Resolves when the call need not be watched any more, its time is up, or it is given up. */
	async function watch(watched: Watched): Promise<void> {
		return await new Promise<void>((resolve, reject) => {
			waiting.add({ ...watched, since: Date.now(), resolve, reject });
			if (!isRunning) void run();
		});
	}

	async function run(): Promise<void> {
		isRunning = true;
		lastLookAt = Date.now();
		while (waiting.size > 0) {
			const paused = await outcomeOf(pause());
			if (!paused.ok) {
				for (const call of waiting) call.reject(paused.failure);
				waiting.clear();
				break;
			}
			lastLookAt = Date.now();
			await lookInTime();
		}
		isRunning = false;
	}

	async function pause(): Promise<void> {
		for (let left = dueAt() - Date.now(); left > 0; left = dueAt() - Date.now()) {
			await sleep(Math.min(left, STEP_MS), signal);
		}
		await sleep(0, signal);
	}

	function dueAt(): number {
		const calls = [...waiting];
		const youngest = (Date.now() - Math.max(...calls.map(({ since }) => since))) / 1000;
		const seconds = Math.min(
			Math.max(youngest * PAUSE_PER_SECOND, SHORTEST_PAUSE_SECONDS),
			LONGEST_PAUSE_SECONDS,
		);
		const nearest = Math.min(...calls.map(({ deadline }) => deadline));
		const due = Math.max(lastLookAt + seconds * 1000, looks.limitedUntil());
		return Math.min(due, Math.max(nearest, lastLookAt));
	}

	/** A look that takes long, because of a rate limit for one, does not keep a call over its time. */
	async function lookInTime(): Promise<void> {
		let isLooking = true;
		const looking = outcomeOf(looks.look()).then(() => {
			isLooking = false;
		});
		while (isLooking && waiting.size > 0) {
			// In short steps: a rest that nobody waits for any more runs on to its end.
			await Promise.race([looking, outcomeOf(sleep(STEP_MS, signal))]);
			if (signal?.aborted) return;
			dismiss(({ deadline, since }) => Math.max(deadline, since) + LAST_LOOK_MS <= Date.now());
		}
		// Whoever came too late for this look has a right to one, be its time up as well.
		dismiss(({ deadline, since }) => deadline <= Date.now() && since <= lastLookAt);
	}

	function dismiss(isOver: (call: Waiting) => boolean): void {
		for (const call of [...waiting].filter(isOver)) {
			waiting.delete(call);
			call.resolve();
		}
	}

	return { watch };
}
