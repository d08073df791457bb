import type { Api } from '../../api/index.ts';
import { settled } from '../../errors/failureOf.ts';
import { sleep } from '../../time/sleep.ts';
import { CallPoller } from './callPoller.ts';
import { WaitingCalls } from './waitingCalls.ts';
import type { WatchedCall } from './watchedCall.ts';

const SHORTEST_PAUSE_SECONDS = 1;
const LONGEST_PAUSE_SECONDS = 15;
/** The pause grows with the time for which the youngest call has been watched. */
const PAUSE_PER_SECOND = 0.25;
/** Steps in which a pause is waited for, as a call that joins may shorten it. */
const STEP_MS = 500;
/** How long a poll may still take when the time of a call is up. */
const LAST_POLL_MS = 2000;

/**
 * Watches many calls with few requests: polls all of them tick by tick. Ticks widen as time goes by,
 * and rate limits are waited for.
 */
export class CallWatch {
	readonly #signal: AbortSignal | undefined;
	readonly #waiting = new WaitingCalls();
	readonly #poller: CallPoller;
	#isRunning = false;
	/** When the last poll began, in milliseconds since 1970. */
	#polledAt = 0;

	constructor(api: Api, signal?: AbortSignal) {
		this.#signal = signal;
		this.#poller = new CallPoller(api, this.#waiting);
	}

	/**
	 * Resolves when the call need not be watched any more, its time is up, or it is given up.
	 *
	 * @throws Failure `cancelled` when the signal stops it
	 */
	async watch(call: WatchedCall): Promise<void> {
		const dismissed = this.#waiting.add(call);
		if (!this.#isRunning) void this.#run();
		await dismissed;
	}

	async #run(): Promise<void> {
		this.#isRunning = true;
		this.#polledAt = Date.now();
		while (this.#waiting.size > 0) {
			const paused = await settled(this.#pause());
			if (!paused.ok) {
				this.#waiting.rejectAll(paused.failure);
				break;
			}
			this.#polledAt = Date.now();
			await this.#pollInTime();
		}
		this.#isRunning = false;
	}

	async #pause(): Promise<void> {
		for (let left = this.#pauseLeft(); left > 0; left = this.#pauseLeft()) {
			await sleep(Math.min(left, STEP_MS), this.#signal);
		}
		await sleep(0, this.#signal);
	}

	/** In milliseconds. */
	#pauseLeft(): number {
		const youngest = (Date.now() - this.#waiting.youngestSince()) / 1000;
		const seconds = Math.min(
			Math.max(youngest * PAUSE_PER_SECOND, SHORTEST_PAUSE_SECONDS),
			LONGEST_PAUSE_SECONDS,
		);
		const due = Math.max(this.#polledAt + seconds * 1000, this.#poller.limitedUntil);
		const latest = Math.max(this.#waiting.nearestDeadline(), this.#polledAt);
		return Math.min(due, latest) - Date.now();
	}

	/** A poll that takes long, because of a rate limit for one, does not keep a call over its time. */
	async #pollInTime(): Promise<void> {
		let isPolling = true;
		const polling = settled(this.#poller.poll()).then(() => {
			isPolling = false;
		});
		while (isPolling && this.#waiting.size > 0) {
			// In short steps: a sleep that nobody waits for any more runs on to its end.
			await Promise.race([polling, settled(sleep(STEP_MS, this.#signal))]);
			if (this.#signal?.aborted) return;
			this.#waiting.dismissWhere(
				({ deadline }, since) => Math.max(deadline, since) + LAST_POLL_MS <= Date.now(),
			);
		}
		// Whoever came too late for this poll has a right to one, be its time up as well.
		this.#waiting.dismissWhere(
			({ deadline }, since) => deadline <= Date.now() && since <= this.#polledAt,
		);
	}
}
