import { rest } from './rest.ts';

export interface Pace {
	/** How many pieces of work may be under way at the same time. */
	atOnce: number;
	/** How many may begin within a second; 0 = no limit. */
	perSecond: number;
}

/**
 * Does pieces of work, some at once, in order of their place. The work is told to begin by
 * `whenPaced`, which spreads the beginnings over time. Pieces in one group follow each other.
 *
 * @param groups the places of the pieces, those that must not overlap in one group
 * @param work must not throw: a failure is a result like any other
 */
export async function runPool(
	groups: readonly number[][],
	pace: Pace,
	signal: AbortSignal | undefined,
	work: (place: number, whenPaced: () => Promise<void>) => Promise<void>,
): Promise<void> {
	const whenPaced = pacer(pace.perSecond, signal);
	let next = 0;
	const worker = async () => {
		while (next < groups.length) {
			const group = groups[next++];
			for (const place of group) await work(place, whenPaced);
		}
	};
	const workers = Math.max(1, Math.min(Math.floor(pace.atOnce) || 1, groups.length));
	await Promise.all(Array.from({ length: workers }, worker));
}

/** The places of items by a key: those with the same key in one group, in order. */
export function groupPlaces(keys: ReadonlyMap<number, string>): number[][] {
	const groups = new Map<string, number[]>();
	for (const [place, key] of keys) {
		const group = groups.get(key);
		if (group) group.push(place);
		else groups.set(key, [place]);
	}
	return [...groups.values()];
}

function pacer(perSecond: number, signal?: AbortSignal): () => Promise<void> {
	if (!(perSecond > 0)) return async () => await rest(0, signal);
	let nextStart = 0;
	return async () => {
		const now = performance.now();
		const start = Math.max(now, nextStart);
		nextStart = start + 1000 / perSecond;
		await rest(start - now, signal);
	};
}
