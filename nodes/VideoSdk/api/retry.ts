import type { Failure } from '../errors/failure.ts';
import { sleep } from '../time/sleep.ts';

/** Until when nothing is sent because of a rate limit, in milliseconds since 1970. */
export interface RateLimitHold {
	until: number;
	/** The last request that waited its whole budget got nothing: the others need not wait as long. */
	isHopeless: boolean;
}

export interface RetryPolicy {
	isIdempotent: boolean;
	hold: RateLimitHold;
	signal?: AbortSignal;
}

/** How long one request may wait for rate limits in all. */
const RATE_LIMIT_BUDGET_SECONDS = 60;
/** How often an idempotent request is repeated after a passing fault (server SDK: 2 retries). */
const MOST_REPEATS = 2;
/** The server SDK's back-off: 1, 2, 4 seconds, 8 at most, and up to a quarter second by chance. */
const LONGEST_BACK_OFF_SECONDS = 8;
const JITTER_SECONDS = 0.25;

/**
 * Decides whether one request is sent again where that cannot make a phone ring twice: after HTTP 429,
 * which means "not taken", as long as the budget lasts; and an idempotent request after a passing fault.
 */
export class Retry {
	readonly #policy: RetryPolicy;
	#budgetSeconds: number;
	#tries = 0;
	#repeats = 0;

	constructor(policy: RetryPolicy) {
		this.#policy = policy;
		this.#budgetSeconds = policy.hold.isHopeless ? 0 : RATE_LIMIT_BUDGET_SECONDS;
	}

	/** Waits until a rate limit that is known of is over. */
	async whenAllowed(): Promise<void> {
		const { hold, signal } = this.#policy;
		await sleep(hold.until - Date.now(), signal);
	}

	/** Takes note of an answer: the rate limit is over. */
	noteSuccess(): void {
		this.#policy.hold.isHopeless = false;
	}

	/**
	 * Waits before the next try.
	 *
	 * @throws Failure, the one that it was given, when there is none
	 */
	async before(failure: Failure): Promise<void> {
		const { isIdempotent, hold, signal } = this.#policy;
		// Asked to wait for no time at all, it waits a little: else it would only ask again and again.
		const asked = failure.facts.retryAfterSeconds ?? 0;
		const seconds = Math.max(asked, backOffSeconds(this.#tries++));
		if (failure.facts.code === 'rateLimited' && seconds <= this.#budgetSeconds) {
			this.#budgetSeconds -= seconds;
			hold.until = Math.max(hold.until, Date.now() + seconds * 1000);
		} else if (isIdempotent && isPassing(failure) && this.#repeats < MOST_REPEATS) {
			await sleep(backOffSeconds(this.#repeats++) * 1000, signal);
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
