/** Lets so many pieces of work go on at the same time, in the order in which they came. */
export class Slots {
	#free: number;
	readonly #waiting: Array<() => void> = [];

	/** @param atOnce what makes no sense counts as 1 */
	constructor(atOnce: number) {
		this.#free = Math.max(1, Math.floor(atOnce) || 1);
	}

	async run<T>(work: () => Promise<T>): Promise<T> {
		if (this.#free > 0) this.#free -= 1;
		else await new Promise<void>((resolve) => this.#waiting.push(resolve));
		try {
			return await work();
		} finally {
			const next = this.#waiting.shift();
			// Handed on, so that nobody who comes just now gets in between.
			if (next) next();
			else this.#free += 1;
		}
	}
}
