/** What is done in one go. */
interface Batch<T, R> {
	asked: T[];
	results: Promise<readonly R[]>;
}

/** Work that costs about as much for many as for one: who asks while it is under way shares the next. */
export class Batches<T, R> {
	readonly #work: (asked: readonly T[]) => Promise<readonly R[]>;
	#last: Promise<unknown> = Promise.resolve();
	#next: Batch<T, R> | undefined;

	/** @param work gives a result for each that has asked, in order */
	constructor(work: (asked: readonly T[]) => Promise<readonly R[]>) {
		this.#work = work;
	}

	/** @throws what the work throws, which is told to all that share it */
	async add(one: T): Promise<R> {
		this.#next ??= this.#begin();
		const { asked, results } = this.#next;
		const index = asked.push(one) - 1;
		return (await results)[index];
	}

	#begin(): Batch<T, R> {
		const asked: T[] = [];
		const work = async () => {
			this.#next = undefined;
			return await this.#work(asked);
		};
		const results = this.#last.then(work, work);
		this.#last = results;
		return { asked, results };
	}
}
