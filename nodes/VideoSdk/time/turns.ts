import { sleep } from 'n8n-workflow';

/** n8n answers nobody while a node works: so long at most, and half a tenth of a second is the promise. */
const LONGEST_TURN_MS = 15;

/** Gives n8n its turn, to be awaited between two pieces of work: it costs nothing until work was long. */
export function createTurns(): () => Promise<void> {
	let since = Date.now();
	return async () => {
		if (Date.now() - since < LONGEST_TURN_MS) return;
		await sleep(0);
		since = Date.now();
	};
}

/** The same as `map`, for so many that n8n needs its turn in between. */
export async function mapInTurns<T, R>(
	values: readonly T[],
	toResult: (value: T) => R,
): Promise<R[]> {
	const giveTurn = createTurns();
	const results: R[] = [];
	for (const value of values) {
		await giveTurn();
		results.push(toResult(value));
	}
	return results;
}

/** Does long work in small steps, and gives n8n its turn between them. */
export async function inTurns<R>(work: Generator<undefined, R, undefined>): Promise<R> {
	let since = Date.now();
	for (;;) {
		const step = work.next();
		if (step.done) return step.value;
		if (Date.now() - since < LONGEST_TURN_MS) continue;
		await sleep(0);
		since = Date.now();
	}
}
