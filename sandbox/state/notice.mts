/** Tells whoever waits that something has changed, so that nobody has to look again and again. */
export interface Notice {
	tell(): void;
	/** Gives back how to stop listening. */
	listen(listener: () => void): () => void;
}

export function createNotice(): Notice {
	const listeners = new Set<() => void>();
	return {
		tell: () => [...listeners].forEach((listener) => listener()),
		listen(listener) {
			listeners.add(listener);
			return () => void listeners.delete(listener);
		},
	};
}
