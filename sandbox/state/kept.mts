/** Things of one kind that an account has, each known by an id. */
export interface Kept<T> {
	/** Oldest first, as they were set up. */
	all(): readonly T[];
	get(id: string): T | undefined;
	add(item: T): T;
	change(id: string, changes: Partial<T>): T | undefined;
	/** Whether there was such a thing. */
	remove(id: string): boolean;
	/** As it was at first. */
	reset(): void;
}

/**
 * @param seed what is there at first
 * @param isEmpty whether the account shows nothing of the seed now
 */
export function keep<T extends object>(
	seed: readonly T[],
	idOf: (item: T) => string,
	isEmpty: () => boolean,
): Kept<T> {
	const seeded = new Set(seed.map(idOf));
	const items = new Map<string, T>();
	const reset = () => {
		items.clear();
		for (const item of seed) items.set(idOf(item), structuredClone(item));
	};
	const isThere = (item: T) => !isEmpty() || !seeded.has(idOf(item));
	const get = (id: string) => {
		const item = items.get(id);
		return item && isThere(item) ? item : undefined;
	};
	reset();
	return {
		all: () => [...items.values()].filter(isThere),
		get,
		add(item) {
			items.set(idOf(item), item);
			return item;
		},
		change(id, changes) {
			const item = get(id);
			return item && Object.assign(item, changes);
		},
		remove: (id) => get(id) !== undefined && items.delete(id),
		reset,
	};
}
