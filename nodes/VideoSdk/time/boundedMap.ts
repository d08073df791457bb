/** A map of so many entries at most: with one more, the one that was set longest ago is dropped. */
export class BoundedMap<K, V> {
	readonly #most: number;
	/** In the order in which they were set, the oldest first. */
	readonly #entries = new Map<K, V>();

	constructor(most: number) {
		this.#most = most;
	}

	get size(): number {
		return this.#entries.size;
	}

	get(key: K): V | undefined {
		return this.#entries.get(key);
	}

	has(key: K): boolean {
		return this.#entries.has(key);
	}

	/** The keys, the one that was set longest ago first. */
	keys(): IterableIterator<K> {
		return this.#entries.keys();
	}

	/** The entry is the newest from now on, also where there was one with this key. */
	set(key: K, value: V): this {
		this.#entries.delete(key);
		this.#entries.set(key, value);
		if (this.#entries.size > this.#most) {
			const [oldest] = this.#entries.keys();
			this.#entries.delete(oldest);
		}
		return this;
	}

	delete(key: K): boolean {
		return this.#entries.delete(key);
	}
}
