import { sleep } from './sleep.ts';

/**
 * Looks again and again, after a pause each time, until there is something to be found.
 *
 * @param pausesSeconds the pause before each look; after the last one it is given up
 * @returns what was found; undefined when nothing was
 * @throws Stopped when the signal stops it; and what `look` throws
 */
export async function pollUntil<T>(
	pausesSeconds: Iterable<number>,
	look: () => Promise<T | undefined>,
	signal?: AbortSignal,
): Promise<T | undefined> {
	for (const pause of pausesSeconds) {
		// A pause is whole milliseconds: 1.001 * 1000 is a little less than 1001.
		await sleep(Math.round(pause * 1000), signal);
		const found = await look();
		if (found !== undefined) return found;
	}
	return undefined;
}

export interface Widening {
	firstSeconds: number;
	/** How much longer each pause is than the one before. */
	factor: number;
	longestSeconds: number;
}

/**
 * Pauses in seconds that grow from one to the next. The last one ends at the deadline.
 *
 * @param deadline in milliseconds since 1970
 */
export function* wideningPauses(
	{ firstSeconds, factor, longestSeconds }: Widening,
	deadline: number,
): Generator<number, void, undefined> {
	let pause = firstSeconds;
	for (let left = deadline - Date.now(); left > 0; left = deadline - Date.now()) {
		yield Math.min(pause, left / 1000);
		pause = Math.min(pause * factor, longestSeconds);
	}
}
