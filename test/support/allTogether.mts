interface Asked {
	work: () => Promise<void>;
	resolve: () => void;
	reject: (error: unknown) => void;
}

/** Several who go their own ways, and now and then want something to be done once for all of them. */
export class AllTogether {
	#present: number;
	#asked: Asked[] = [];

	constructor(present: number) {
		this.#present = present;
	}

	/** Resolves when the work is done: once, as soon as all who are present have asked for it. */
	async once(work: () => Promise<void>): Promise<void> {
		const done = new Promise<void>((resolve, reject) => {
			this.#asked.push({ work, resolve, reject });
		});
		this.#workWhenAllAsk();
		await done;
	}

	/** Whoever has come to the end is waited for no longer. */
	leave(): void {
		this.#present--;
		this.#workWhenAllAsk();
	}

	#workWhenAllAsk(): void {
		if (this.#asked.length === 0 || this.#asked.length < this.#present) return;
		const asked = this.#asked.splice(0);
		asked[0].work().then(
			() => asked.forEach(({ resolve }) => resolve()),
			(error: unknown) => asked.forEach(({ reject }) => reject(error)),
		);
	}
}
