import type { Api } from '../../api/index.ts';
import { settled } from '../../errors/failureOf.ts';
import { mapInPool } from '../../time/pool.ts';
import { lookAfterCall, waitAfterCall } from '../after/afterCall.ts';
import { CallFollower } from './callFollower.ts';
import { CallWatch } from './callWatch.ts';
import { hangUp } from './hangUp.ts';
import type { PlacedCall, PollResult } from './placedCall.ts';
import { afterSeconds } from '../fields/afterTheCall.ts';
import { hangsUpAtLimit } from '../fields/waitParams.ts';
import { forOnePoll } from './watchedCall.ts';

const LONGEST_POLL_SECONDS = 20;
/** Each look for what comes after a call is some requests. */
const LOOKS_AT_ONCE = 5;

/** Waits for what becomes of calls, all calls of a run with the same few requests. */
export class OutcomeWait {
	readonly #api: Api;
	readonly #signal: AbortSignal | undefined;
	readonly #watch: CallWatch;

	constructor(api: Api, signal?: AbortSignal) {
		this.#api = api;
		this.#signal = signal;
		this.#watch = new CallWatch(api, signal);
	}

	/**
	 * Waits until the call is answered or over, as its item wants it, or its time is up: then it is hung
	 * up, where its item wants that. Then for what comes after it, where its item wants that.
	 *
	 * @throws Failure `cancelled` when the signal stops it
	 */
	async waitFor(call: PlacedCall): Promise<PollResult> {
		const follower = new CallFollower(call);
		await this.#watch.watch(follower);
		if (!follower.isDone && hangsUpAtLimit(call.params)) {
			const hungUp = await settled(hangUp(this.#api, call.sent(), this.#signal));
			follower.noteHangUp(hungUp.ok ? undefined : hungUp.failure);
			// It may have ended by itself in the same instant, and its times are of interest.
			await this.#watch.watch(forOnePoll(follower, Date.now()));
		}
		if (follower.hasEnded && afterSeconds(call.params) > 0) call.noteEnd();
		return await waitAfterCall(this.#api, call, follower.result(), this.#signal);
	}
}

/**
 * Polls each call once; one whose poll takes too long stays as it was.
 *
 * @returns what is known of each, in order
 * @throws Failure `cancelled` when the signal stops it
 */
export async function pollOnce(
	api: Api,
	calls: readonly PlacedCall[],
	signal?: AbortSignal,
): Promise<PollResult[]> {
	const watch = new CallWatch(api, signal);
	const deadline = Date.now() + LONGEST_POLL_SECONDS * 1000;
	const polls = calls.map(async (call) => {
		const follower = new CallFollower(call);
		await watch.watch(forOnePoll(follower, deadline));
		return { call, result: follower.result() };
	});
	return await mapInPool(await Promise.all(polls), LOOKS_AT_ONCE, async ({ call, result }) => {
		return await lookAfterCall(api, call, result);
	});
}
