import type { IDataObject } from 'n8n-workflow';
import { toCallItem } from '../../../../videosdk/call.ts';
import { isFinal, outcomeOf } from '../../../../videosdk/callStatus.ts';
import type { Followed, Made } from '../../engine/defineOperation.ts';
import type { Failure } from '../../errors/failure.ts';
import { fieldText } from '../../fields/fieldText.ts';
import type { Watched } from './watchedCall.ts';
import type { ListedCall } from './listCalls.ts';
import { pickCall } from './lookUpCall.ts';
import { hangsUpAtLimit, waitSeconds, type WaitParams } from './waitParams.ts';

/** How long a call is looked for that has no name and that the list does not show. */
const GIVE_UP_UNLISTED_SECONDS = 60;

const UNLISTED_HINT =
	"VideoSDK's call list does not show this call, so nobody can tell what became of it. Its answer to a call through a trunk names no call. Use Call Through: Gateway or Routing Rule, whose answers do, or set Wait For to Nothing.";

const UNREAD_HINT =
	"VideoSDK's call list did not answer in time, so nobody can tell what became of this call. Look for it in the VideoSDK dashboard.";

/** Sees what becomes of one call, and tells its item. */
export interface CallFollower {
	/** What to look for, and what to do with what is seen. */
	watched: Watched;
	/** What was waited for has come about. */
	isDone(): boolean;
	/** Takes note that the call was hung up at its limit, or why it could not be. */
	noteHangUp(failure?: Failure): void;
	followed(): Followed;
}

export function createFollower(made: Made<WaitParams>): CallFollower {
	const { params, answer, sent, identify, seen } = made;
	const { sentAt, answeredAt, clockOffset, subject, prepared } = sent();
	const deadline = sentAt + waitSeconds(params) * 1000;
	const giveUpUnlistedAt = hangsUpAtLimit(params)
		? deadline
		: (answeredAt ?? sentAt) + GIVE_UP_UNLISTED_SECONDS * 1000;
	let call: ListedCall | undefined;
	let isDone = false;
	let isGivenUp = false;
	let lastFailure: Failure | undefined;
	/** The list was read at least once, be it without the call. */
	let wasSought = false;
	let hangUp: { failure?: Failure } | undefined;

	const watched: Watched = {
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
			const isUnlisted = sent().id === undefined && failure === undefined;
			isGivenUp = isUnlisted && Date.now() >= giveUpUnlistedAt;
			return isGivenUp;
		},
	};

	const wasHungUp = () => hangUp !== undefined && hangUp.failure === undefined;

	function item(): IDataObject {
		const seen = toCallItem(call?.wire, { raw: params.options.rawAnswer });
		// In the order in which a call is told of everywhere, and not in that of the first answer.
		const rest = Object.entries(answer).filter(([key]) => !(key in seen));
		const known = { ...Object.fromEntries(rest), ...seen };
		const callId = sent().id;
		if (isDone && call && !wasHungUp()) {
			return { ...known, outcome: outcomeSeen(call.wire), timedOut: false };
		}
		return {
			...known,
			...(callId === undefined ? {} : { callId }),
			outcome: 'timedOut',
			timedOut: true,
			...(hangUp ? { hungUp: wasHungUp() } : {}),
			...hint(callId),
		};
	}

	/** A list that leaves out what happened before may say of an answered call only that it is over. */
	const outcomeSeen = (wire: Record<string, unknown>) =>
		seen.wasAnswered === true ? 'answered' : outcomeOf(wire);

	function hint(callId: string | undefined): IDataObject {
		const hints: string[] = [];
		if (hangUp?.failure) hints.push(`The call could not be hung up: ${hangUp.failure.message}.`);
		if (lastFailure) hints.push(`The call could not be looked at: ${lastFailure.message}`);
		else if (callId === undefined) hints.push(wasSought ? UNLISTED_HINT : UNREAD_HINT);
		return hints.length === 0 ? {} : { hint: hints.join(' ') };
	}

	return {
		watched,
		isDone: () => isDone,
		noteHangUp: (failure) => {
			hangUp = { failure };
		},
		followed: () => ({
			...{ json: item(), isOver: isDone || wasHungUp(), isGivenUp },
			...{ until: deadline, unread: lastFailure },
		}),
	};
}
