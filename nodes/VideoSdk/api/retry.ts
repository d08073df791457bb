import type { Failure } from '../errors/failure.ts';
import { outcomeOf } from '../errors/outcome.ts';
import { sleep } from '../time/sleep.ts';

/** Until when nothing is sent because of a rate limit, in milliseconds since 1970. */
export interface RateLimitHold {
	until: number;
	/** The last request that waited its whole budget got nothing: the others need not wait as long. */
	isHopeless: boolean;
}

export interface Patience {
	effect: 'safe' | 'once';
	hold: RateLimitHold;
	signal?: AbortSignal;
}

/** How long one request may wait for rate limits in all. */
const RATE_LIMIT_BUDGET_SECONDS = 60;
/** How often a safe request is repeated after a passing fault (server SDK: 2 retries). */
const MOST_REPEATS = 2;
/** The server SDK's back-off: 1, 2, 4 seconds, 8 at most, and up to a quarter second by chance. */
const LONGEST_BACK_OFF_SECONDS = 8;
const JITTER_SECONDS = 0.25;

/**
 * Sends, and sends again where that cannot make a phone ring twice: after HTTP 429, which means
 * "not taken", as long as the budget lasts; and a safe request after a passing fault.
 */
export async function sendPatiently<T>(
	attempt: () => Promise<T>,
	{ effect, hold, signal }: Patience,
): Promise<T> {
	let budget = hold.isHopeless ? 0 : RATE_LIMIT_BUDGET_SECONDS;
	let repeats = 0;
	for (let tries = 0; ; tries++) {
		await sleep(hold.until - Date.now(), signal);
		const outcome = await outcomeOf(attempt());
		if (outcome.ok) {
			hold.isHopeless = false;
			return outcome.value;
		}
		const { failure } = outcome;
		// Asked to wait for no time at all, it waits a little: else it would only ask again and again.
		const seconds = Math.max(failure.facts.retryAfterSeconds ?? 0, backOffSeconds(tries));
		if (failure.facts.code === 'rateLimited' && seconds <= budget) {
			budget -= seconds;
			hold.until = Math.max(hold.until, Date.now() + seconds * 1000);
		} else if (effect === 'safe' && isPassing(failure) && repeats < MOST_REPEATS) {
			repeats++;
			await sleep(backOffSeconds(repeats - 1) * 1000, signal);
		} else {
			hold.isHopeless = failure.facts.code === 'rateLimited';
			throw failure;
		}
	}
}

function isPassing({ facts }: Failure): boolean {
	if (facts.code === 'serverError') return [502, 503, 504].includes(facts.httpStatus ?? 0);
	return facts.code === 'answerLost' || facts.code === 'notReached';
}

function backOffSeconds(tries: number): number {
	return Math.min(2 ** tries, LONGEST_BACK_OFF_SECONDS) + Math.random() * JITTER_SECONDS;
}
