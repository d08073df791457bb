/**
 * The sandbox's own time. It runs with the real clock, and a test or a person can push it forward,
 * so that a call of half a minute is over at once.
 */
export interface Clock {
	now(): number;
	advance(ms: number): void;
	/** Stops the time, so that only `advance` moves it: a slow machine cannot change a result. */
	freeze(): void;
	reset(): void;
}

export function createClock(): Clock {
	let offset = 0;
	let frozenAt: number | undefined;
	return {
		now: () => frozenAt ?? Date.now() + offset,
		advance(ms) {
			if (!Number.isFinite(ms) || ms < 0) {
				throw new RangeError(`The sandbox's clock only goes forward; got ${ms} ms.`);
			}
			offset += ms;
			if (frozenAt !== undefined) frozenAt += ms;
		},
		freeze() {
			frozenAt ??= Date.now() + offset;
		},
		reset() {
			offset = 0;
			frozenAt = undefined;
		},
	};
}
