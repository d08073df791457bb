import { sleep } from './sleep.ts';

export interface Pace {
	/** How many pieces of work may be under way at the same time. */
	atOnce: number;
	/** How many may begin within a second; 0 = no limit. */
	perSecond: number;
}

/**
 * Waits for the moment to begin. What `getReady` does is done at the end of the waiting; should it
 * take long, the next beginning is put off as well. What it throws is thrown, and uses up no turn.
 */
export type WhenPaced = (getReady?: () => Promise<void>) => Promise<void>;

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
	work: (place: number, whenPaced: WhenPaced) => Promise<void>,
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

function pacer(perSecond: number, signal?: AbortSignal): WhenPaced {
	let nextStart = 0;
	const begin = async (getReady?: () => Promise<void>) => {
		await sleep(nextStart - performance.now(), signal);
		if (getReady) await getReady();
		await sleep(0, signal);
	};
	if (!(perSecond > 0)) return begin;
	let turn: Promise<void> = Promise.resolve();
	return async (getReady) => {
		const beginInTurn = async () => {
			await begin(getReady);
			nextStart = performance.now() + 1000 / perSecond;
		};
		turn = turn.then(beginInTurn, beginInTurn);
		await turn;
	};
}
