/** Does work with the same key one piece after the other, and work with other keys beside it. */
export class KeyedMutex {
	/** The last piece of each key that has work. */
	readonly #last = new Map<string, Promise<unknown>>();

	/** How many keys have work that is under way. */
	get size(): number {
		return this.#last.size;
	}

	/**
	 * Does the work as soon as all that came before it with this key is over. That it failed is no
	 * reason not to.
	 */
	async run<T>(key: string, work: () => Promise<T>): Promise<T> {
		const before = this.#last.get(key) ?? Promise.resolve();
		const own = before.then(work, work);
		this.#last.set(key, own);
		try {
			return await own;
		} finally {
			if (this.#last.get(key) === own) this.#last.delete(key);
		}
	}
}
