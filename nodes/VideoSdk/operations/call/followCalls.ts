import type { Followed, Following, Made } from '../../engine/defineOperation.ts';
import type { Failure } from '../../errors/failure.ts';
import { outcomeOf } from '../../errors/outcome.ts';
import { fieldText } from '../../fields/fieldText.ts';
import { reservePlace } from '../../parking/reservePlace.ts';
import type { Api } from '../../api/exchange.ts';
import { removeWebhook } from '../../api/removeWebhook.ts';
import { createFollower, type CallFollower } from './callFollower.ts';
import { createCallWatch } from './callWatch.ts';
import type { Watched } from './watchedCall.ts';
import { hangUp } from './hangUp.ts';
import type { ListedCall } from './listCalls.ts';
import { listOf } from './outboundParams.ts';
import { hangsUpAtLimit, waitSeconds, type WaitParams } from './waitParams.ts';

const LONGEST_LOOK_SECONDS = 20;

/** Waits for what becomes of calls, all calls of a run with the same few requests. */
export const followCalls: Following<WaitParams> = {
	wants: ({ waitFor }) => waitFor !== 'nothing',
	start: (api, signal) => {
		const { watch } = createCallWatch(api, signal);
		return async (made) => {
			const follower = createFollower(made);
			await watch(follower.watched);
			if (!follower.isDone() && hangsUpAtLimit(made.params)) {
				const outcome = await outcomeOf(hangUp(api, made.sent(), signal));
				follower.noteHangUp(outcome.ok ? undefined : outcome.failure);
				// It may have ended by itself in the same instant, and its times are of interest.
				await watch(once(follower, Date.now()));
			}
			return follower.followed();
		};
	},
	undoesOnStop: ({ waitFor, options }) => waitFor !== 'nothing' && options.hangUpOnStop === true,
	actsAtLimit: hangsUpAtLimit,
	undo: async (api, sent, found) => {
		if (found?.endedAt === undefined) await hangUp(api, sent);
	},
	parking: {
		waitHow: ({ waitHow }) => waitHow,
		waitSeconds,
		toKeep: ({ waitFor, waitLimit, waitHow, to, from, safety, options }) => ({
			...{ waitFor, waitLimit, waitHow, to: fieldText(to), from: fieldText(from) },
			// How the numbers are read, for Mask Numbers.
			safety: {
				defaultCountry: fieldText(safety.defaultCountry),
				allowNumbers: listOf(safety.allowNumbers),
			},
			options: { rawAnswer: options.rawAnswer, maskNumbers: options.maskNumbers },
		}),
		look: lookOnce,
		reserve: reservePlace,
		release: async (api, webhookId) => void (await removeWebhook(api, webhookId)),
	},
};

/** Looks at each call once; one that takes too long to look at stays as it was. */
async function lookOnce(
	api: Api,
	made: ReadonlyArray<Made<WaitParams>>,
	signal?: AbortSignal,
): Promise<Followed[]> {
	const { watch } = createCallWatch(api, signal);
	const deadline = Date.now() + LONGEST_LOOK_SECONDS * 1000;
	const looks = made.map(async (one) => {
		const follower = createFollower(one);
		await watch(once(follower, deadline));
		return follower.followed();
	});
	return await Promise.all(looks);
}

/** One look is enough, whatever it shows. */
function once({ watched }: CallFollower, deadline: number): Watched {
	const see = (call: ListedCall) => watched.see(call) || true;
	const miss = (failure?: Failure) => watched.miss(failure) || true;
	return { ...watched, deadline, see, miss };
}
