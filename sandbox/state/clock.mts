import { createNotice } from './notice.mts';
import type { Notice } from './notice.mts';

/**
 * The sandbox's own time. It runs with the real clock or a number of times as fast, and a test or a
 * person can push it forward, so that a call of half a minute is over at once.
 */
export interface Clock {
	now(): number;
	advance(ms: number): void;
	/** Stops the time, so that only `advance` moves it: a slow machine cannot change a result. */
	freeze(): void;
	/** From now on the time runs this many times as fast as the real one; also ends a freeze. */
	setSpeed(speed: number): void;
	/** 0 while the clock is frozen. */
	speed(): number;
	/** Real time until a moment of this clock; undefined when it stands still before that moment. */
	realMsUntil(at: number): number | undefined;
	/** The time was pushed, stopped or sped up: whoever waits has to reckon anew. */
	changes: Notice;
	reset(): void;
}

export const MAX_SPEED = 3600;

/** Longest delay that a timer of Node can have. */
export const MAX_TIMER_MS = 2 ** 31 - 1;

export function createClock(): Clock {
	const changes = createNotice();
	let speed = 1;
	let real = Date.now();
	let own = real;
	let latest = own;

	function now(): number {
		// The real clock of a machine can be set back; this one never goes back.
		latest = Math.max(latest, Math.floor(own + (Date.now() - real) * speed));
		return latest;
	}

	/** Starts to reckon from here, so that a new speed changes the future only. */
	function startFrom(at: number, newSpeed: number) {
		own = at;
		latest = at;
		real = Date.now();
		speed = newSpeed;
		changes.tell();
	}

	return {
		now,
		advance(ms) {
			if (!Number.isFinite(ms) || ms < 0) {
				throw new RangeError(`The sandbox's clock only goes forward; got ${ms} ms.`);
			}
			startFrom(now() + ms, speed);
		},
		freeze: () => startFrom(now(), 0),
		setSpeed(newSpeed) {
			if (!(newSpeed > 0 && newSpeed <= MAX_SPEED)) {
				throw new RangeError(`The speed must be above 0 and at most ${MAX_SPEED}: ${newSpeed}.`);
			}
			startFrom(now(), newSpeed);
		},
		speed: () => speed,
		realMsUntil(at) {
			const left = Math.max(0, at - now());
			if (left === 0) return 0;
			return speed === 0 ? undefined : left / speed;
		},
		changes,
		reset: () => startFrom(Date.now(), 1),
	};
}
