import { MAX_TIMER_MS } from './clock.mts';
import type { Clock } from './clock.mts';

/** Rings when a moment of the sandbox's clock has come, however the clock gets there. */
export interface Alarm {
	/** To be called when the moment may have changed. */
	look(): void;
	/** For good. */
	stop(): void;
}

/**
 * @param nextAt the next moment to ring at, if there is one
 * @param ring does what is due, so that `nextAt` lies in the future afterwards
 */
export function createAlarm(
	clock: Clock,
	nextAt: () => number | undefined,
	ring: () => void,
): Alarm {
	let timer: NodeJS.Timeout | undefined;
	const stopListening = clock.changes.listen(look);

	function look() {
		clearTimeout(timer);
		let ms = msLeft();
		while (ms === 0) {
			ring();
			ms = msLeft();
		}
		if (ms !== undefined) timer = setTimeout(look, Math.min(Math.ceil(ms), MAX_TIMER_MS));
	}

	function msLeft(): number | undefined {
		const at = nextAt();
		return at === undefined ? undefined : clock.realMsUntil(at);
	}

	return {
		look,
		stop() {
			clearTimeout(timer);
			stopListening();
		},
	};
}
