import type { IDataObject } from 'n8n-workflow';
import { toCallItem } from '../../../../protocol/call.ts';
import { isFinal, outcomeOf, statusOf } from '../../../../protocol/callStatus.ts';
import type { Followed, Following, Made, Sent } from '../../engine/defineOperation.ts';
import { Failure, invalidInput } from '../../engine/failure.ts';
import { rest } from '../../engine/rest.ts';
import type { WaitHow } from '../../engine/waitHow.ts';
import { fieldText } from '../../fields/fieldText.ts';
import { reservePlace } from '../../parking/reservePlace.ts';
import type { Api } from '../../transport/send.ts';
import { removeWebhook } from '../webhook/deleteWebhook.ts';
import { createCallWatch } from './callWatch.ts';
import { endCallRequest } from './endCall.ts';
import type { ListedCall } from './listCalls.ts';
import { lookUpCall, pickCall } from './lookUpCall.ts';

/** How long a call is looked for that has no name and that the list does not show. */
const GIVE_UP_UNLISTED_SECONDS = 60;
const DEFAULT_WAIT_LIMIT_SECONDS = 600;
const LONGEST_LOOK_SECONDS = 20;

const HANG_UP_PAUSES_SECONDS = [0, 1, 3];

const UNLISTED_HINT =
	"VideoSDK's call list does not show this call, so nobody can tell what became of it. Its answer to a call through a trunk names no call. Use Call Through: Gateway or Routing Rule, whose answers do, or set Wait For to Nothing.";

const UNREAD_HINT =
	"VideoSDK's call list did not answer in time, so nobody can tell what became of this call. Look for it in the VideoSDK dashboard.";

/** What waiting needs to know of an item. */
export interface WaitParams {
	waitFor: 'nothing' | 'answer' | 'end';
	waitLimit: number;
	waitHow: WaitHow;
	to: string;
	from: string;
	options: { hangUpOnStop?: boolean; rawAnswer?: boolean; maskNumbers?: boolean };
}

/** Waits for what becomes of calls, all calls of a run with the same few requests. */
export const followCalls: Following<WaitParams> = {
	wants: ({ waitFor }) => waitFor !== 'nothing',
	start: (api, signal) => {
		const { watch } = createCallWatch(api, signal);
		return async (made) => {
			const follower = createFollower(made);
			await watch(follower.watched);
			return follower.followed();
		};
	},
	undoesOnStop: ({ waitFor, options }) => waitFor !== 'nothing' && options.hangUpOnStop === true,
	undo: async (api, sent, found) => {
		if (found?.endedAt !== undefined) return;
		const callId = sent.id ?? (await findToHangUp(api, sent));
		await api.send(endCallRequest(callId));
	},
	parking: {
		waitHow: ({ waitHow }) => waitHow,
		waitSeconds,
		toKeep: ({ waitFor, waitLimit, waitHow, to, from, options }) => ({
			...{ waitFor, waitLimit, waitHow, to: fieldText(to), from: fieldText(from) },
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
		const { watched, followed } = createFollower(one);
		const see = (call: ListedCall) => watched.see(call) || true;
		const miss = (failure?: Failure) => watched.miss(failure) || true;
		await watch({ ...watched, deadline, see, miss });
		return followed();
	});
	return await Promise.all(looks);
}

/** @throws Failure when nobody can wait as long as the item says; found before any phone rings */
export function checkWaitLimit(waitLimit: unknown): void {
	if (isUnset(waitLimit) || Number(waitLimit) >= 1) return;
	const reason = 'it must be a number of seconds, 1 or more';
	throw invalidInput('Wait Limit', String(waitLimit), reason);
}

function waitSeconds({ waitLimit }: Pick<WaitParams, 'waitLimit'>): number {
	return isUnset(waitLimit) ? DEFAULT_WAIT_LIMIT_SECONDS : Number(waitLimit);
}

/** An expression may give nothing: then the limit is the usual one. */
const isUnset = (value: unknown) => value === undefined || value === null || value === '';

function createFollower({ params, answer, sent, identify, seen }: Made<WaitParams>) {
	const { sentAt, clockOffset, subject, prepared } = sent();
	const deadline = sentAt + waitSeconds(params) * 1000;
	const giveUpUnlistedAt = Date.now() + GIVE_UP_UNLISTED_SECONDS * 1000;
	let call: ListedCall | undefined;
	let isDone = false;
	let lastFailure: Failure | undefined;
	/** The list was read at least once, be it without the call. */
	let wasSought = false;

	const watched = {
		sentAt,
		clockOffset,
		deadline,
		roomId: fieldText(prepared.roomId ?? subject.roomId) || undefined,
		callId: () => sent().id,
		find: (calls: readonly ListedCall[], clockOffset?: number) => {
			wasSought = true;
			const found = pickCall(calls, sent(), clockOffset);
			if (found) identify(found.callId);
			return found;
		},
		see: (listed: ListedCall) => {
			call = listed;
			lastFailure = undefined;
			if (outcomeOf(listed.wire) === 'answered') seen.wasAnswered = true;
			isDone = isFinal(listed.wire) || (params.waitFor === 'answer' && seen.wasAnswered === true);
			return isDone;
		},
		miss: (failure?: Failure) => {
			lastFailure = failure;
			return sent().id === undefined && failure === undefined && Date.now() >= giveUpUnlistedAt;
		},
	};

	const followed = () => ({ json: item(), isOver: isDone, until: deadline });

	function item(): IDataObject {
		const seen = toCallItem(call?.wire, { raw: params.options.rawAnswer });
		// In the order in which a call is told of everywhere, and not in that of the first answer.
		const rest = Object.entries(answer).filter(([key]) => !(key in seen));
		const known = { ...Object.fromEntries(rest), ...seen };
		const callId = sent().id;
		if (isDone && call) return { ...known, outcome: outcomeSeen(call.wire), timedOut: false };
		return {
			...known,
			...(callId === undefined ? {} : { callId }),
			outcome: 'timedOut',
			timedOut: true,
			...hint(callId),
		};
	}

	/** A list that leaves out what happened before may say of an answered call only that it is over. */
	function outcomeSeen(wire: Record<string, unknown>): string {
		const isBare = ['ended', 'completed'].includes(statusOf(wire) ?? '');
		return seen.wasAnswered === true && isBare ? 'answered' : outcomeOf(wire);
	}

	function hint(callId: string | undefined): IDataObject {
		if (lastFailure) return { hint: `The call could not be looked at: ${lastFailure.message}` };
		if (callId !== undefined) return {};
		return { hint: wasSought ? UNLISTED_HINT : UNREAD_HINT };
	}

	return { watched, followed };
}

/** A call that was on its way when the workflow was stopped may show in the list a moment later. */
async function findToHangUp(api: Api, sent: Sent): Promise<string> {
	for (const pause of HANG_UP_PAUSES_SECONDS) {
		await rest(pause * 1000);
		const found = await lookUpCall(api, sent);
		if (found) return found.callId;
	}
	throw new Failure({
		code: 'notFound',
		message: "VideoSDK's call list does not show it",
		hint: 'Look for it in the VideoSDK dashboard.',
		callMayExist: true,
	});
}
