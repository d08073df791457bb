import { Limiter } from './limiter.ts';

export interface Pace {
	/** How many pieces of work may be under way at the same time. */
	atOnce: number;
	/** How many may begin within a second; 0 = no limit. */
	perSecond: number;
}

/**
 * Does a piece of work for each item, some at once, begun in order.
 *
 * @param atOnce how many may be under way at the same time; what makes no sense counts as 1
 * @param work must not throw: a failure is a result like any other
 * @returns the results in the order of the items
 */
export async function mapInPool<T, R>(
	items: readonly T[],
	atOnce: number,
	work: (item: T) => Promise<R>,
): Promise<R[]> {
	const results: R[] = [];
	let next = 0;
	const worker = async () => {
		while (next < items.length) {
			const index = next++;
			results[index] = await work(items[index]);
		}
	};
	await Promise.all(Array.from({ length: workersFor(items, atOnce) }, worker));
	return results;
}

function workersFor(work: readonly unknown[], atOnce: number): number {
	return Math.max(1, Math.min(Math.floor(atOnce) || 1, work.length));
}

/**
 * Does pieces of work, some at once, in order of their index. The work asks the limiter, which is one
 * for all, when it may begin. Pieces in one group follow each other.
 *
 * @param groups the indexes of the pieces, those that must not overlap in one group
 * @param work must not throw: a failure is a result like any other
 */
export async function runPool(
	groups: readonly number[][],
	pace: Pace,
	signal: AbortSignal | undefined,
	work: (index: number, limiter: Limiter) => Promise<void>,
): Promise<void> {
	const limiter = new Limiter(pace, signal);
	let next = 0;
	const worker = async () => {
		while (next < groups.length) {
			for (const index of groups[next++]) await work(index, limiter);
		}
	};
	await Promise.all(Array.from({ length: workersFor(groups, pace.atOnce) }, worker));
}

/** The indexes of items by a key: those with the same key in one group, in order. */
export function groupIndexes(keys: ReadonlyMap<number, string>): number[][] {
	const groups = new Map<string, number[]>();
	for (const [index, key] of keys) {
		const group = groups.get(key);
		if (group) group.push(index);
		else groups.set(key, [index]);
	}
	return [...groups.values()];
}
