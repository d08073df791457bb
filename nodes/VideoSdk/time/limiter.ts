import { sleep } from './sleep.ts';

/** Spreads beginnings over time, in the order in which they were asked for. */
export class Limiter {
	readonly #perSecond: number;
	readonly #signal: AbortSignal | undefined;
	/** When the next may begin, by the clock of `performance.now()`. */
	#nextStart = 0;
	/** The beginning that was asked for last. */
	#last: Promise<void> = Promise.resolve();

	/** @param limits how many may begin within a second; 0 = no limit */
	constructor({ perSecond }: { perSecond: number }, signal?: AbortSignal) {
		this.#perSecond = perSecond;
		this.#signal = signal;
	}

	/**
	 * Waits for the moment to begin.
	 *
	 * @param getReady is done at the end of the waiting; should it take long, the next beginning is put
	 * off as well. What it throws is thrown, and uses up no turn
	 * @throws Stopped when the workflow was stopped
	 */
	async acquire(getReady?: () => Promise<void>): Promise<void> {
		if (!(this.#perSecond > 0)) return await this.#begin(getReady);
		const begin = async () => {
			await this.#begin(getReady);
			this.#nextStart = performance.now() + 1000 / this.#perSecond;
		};
		this.#last = this.#last.then(begin, begin);
		await this.#last;
	}

	async #begin(getReady?: () => Promise<void>): Promise<void> {
		await sleep(this.#nextStart - performance.now(), this.#signal);
		if (getReady) await getReady();
		await sleep(0, this.#signal);
	}
}
