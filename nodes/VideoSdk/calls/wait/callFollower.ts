import type { IDataObject } from 'n8n-workflow';
import { toCallItem } from '../../../../videosdk/call.ts';
import { callOutcome, isFinal } from '../../../../videosdk/callStatus.ts';
import type { ListedCall } from '../../api/calls.ts';
import type { Failure } from '../../errors/failure.ts';
import { pickCall, roomOf } from '../lookUp/lookUpCall.ts';
import type { PlacedCall, PollResult } from './placedCall.ts';
import { hangsUpAtLimit, waitSeconds } from '../fields/waitParams.ts';
import type { WatchedCall } from './watchedCall.ts';

/** How long a call is looked for whose ID is not known and that the list does not show. */
const GIVE_UP_UNLISTED_SECONDS = 60;

const UNLISTED_HINT =
	"VideoSDK's call list does not show this call, so nobody can tell what became of it. Its answer to a call through a trunk names no call. Use Call Through: Gateway or Routing Rule, whose answers do, or set Wait For to Nothing.";

const UNREAD_HINT =
	"VideoSDK's call list did not answer in time, so nobody can tell what became of this call. Look for it in the VideoSDK dashboard.";

/** Of a call with a voice agent that was answered, who it was may be told one day: until then, nobody knows. */
function pickedUp({ agentId, answeredBy }: IDataObject, outcome: string): IDataObject {
	const isToTell = outcome === 'answered' && agentId !== undefined;
	return isToTell ? { answeredBy: answeredBy ?? 'unknown' } : {};
}

/** Sees what becomes of one call, and tells its item. */
export class CallFollower implements WatchedCall {
	readonly sentAt: number;
	readonly clockOffset: number | undefined;
	readonly deadline: number;
	readonly roomId: string | undefined;
	readonly #placed: PlacedCall;
	readonly #giveUpUnlistedAt: number;
	/** The call as it was listed last. */
	#listed: ListedCall | undefined;
	#isDone = false;
	#isGivenUp = false;
	#lastFailure: Failure | undefined;
	/** The list was read at least once, be it without the call. */
	#wasListRead = false;
	/** The call was hung up at its limit, or why it could not be. */
	#hangUp: { failure?: Failure } | undefined;

	constructor(placed: PlacedCall) {
		const { params } = placed;
		const sent = placed.sent();
		const { sentAt, answeredAt, clockOffset } = sent;
		this.#placed = placed;
		this.sentAt = sentAt;
		this.clockOffset = clockOffset;
		this.deadline = sentAt + waitSeconds(params) * 1000;
		this.roomId = roomOf(sent);
		this.#giveUpUnlistedAt = hangsUpAtLimit(params)
			? this.deadline
			: (answeredAt ?? sentAt) + GIVE_UP_UNLISTED_SECONDS * 1000;
	}

	/** What was waited for has come about. */
	get isDone(): boolean {
		return this.#isDone;
	}

	/** Nobody talks any more. */
	get hasEnded(): boolean {
		return this.#wasHungUp || (this.#listed !== undefined && isFinal(this.#listed.wire));
	}

	callId(): string | undefined {
		return this.#placed.sent().id;
	}

	find(calls: readonly ListedCall[], clockOffset?: number): ListedCall | undefined {
		this.#wasListRead = true;
		const found = pickCall(calls, this.#placed.sent(), clockOffset);
		if (found) this.#placed.setCallId(found.callId);
		return found;
	}

	see(listed: ListedCall): boolean {
		const { params, seen } = this.#placed;
		this.#listed = listed;
		this.#lastFailure = undefined;
		if (callOutcome(listed.wire) === 'answered') seen.wasAnswered = true;
		const isAnswerEnough = params.waitFor === 'answer' && seen.wasAnswered === true;
		this.#isDone = isFinal(listed.wire) || isAnswerEnough;
		return this.#isDone;
	}

	miss(failure?: Failure): boolean {
		this.#lastFailure = failure;
		const isUnlisted = this.callId() === undefined && failure === undefined;
		this.#isGivenUp = isUnlisted && Date.now() >= this.#giveUpUnlistedAt;
		return this.#isGivenUp;
	}

	/** Takes note that the call was hung up at its limit, or why it could not be. */
	noteHangUp(failure?: Failure): void {
		this.#hangUp = { failure };
	}

	/** What has become of the call so far. */
	result(): PollResult {
		return {
			json: this.#item(),
			isOver: this.#isDone || this.#wasHungUp,
			isGivenUp: this.#isGivenUp,
			unread: this.#lastFailure,
			until: this.deadline,
		};
	}

	get #wasHungUp(): boolean {
		return this.#hangUp !== undefined && this.#hangUp.failure === undefined;
	}

	#item(): IDataObject {
		const { params, answer } = this.#placed;
		const listed = toCallItem(this.#listed?.wire, { raw: params.options.rawAnswer });
		// In the order in which a call is told of everywhere, and not in that of the first answer.
		const onlyAnswered = Object.entries(answer).filter(([key]) => !(key in listed));
		const known = { ...Object.fromEntries(onlyAnswered), ...listed };
		if (this.#isDone && this.#listed && !this.#wasHungUp) {
			const outcome = this.#outcomeSeen(this.#listed);
			return { ...known, outcome, ...pickedUp(known, outcome), timedOut: false };
		}
		const callId = this.callId();
		return {
			...known,
			...(callId === undefined ? {} : { callId }),
			outcome: 'timedOut',
			reason: this.#whyOpen(),
			timedOut: true,
			...(this.#hangUp ? { hungUp: this.#wasHungUp } : {}),
			...this.#hint(),
		};
	}

	/** A list that leaves out what happened before may say of an answered call only that it is over. */
	#outcomeSeen({ wire }: ListedCall): string {
		return this.#placed.seen.wasAnswered === true ? 'answered' : callOutcome(wire);
	}

	#whyOpen(): string {
		if (this.#wasHungUp) return 'the wait limit was reached, and the call was hung up';
		if (this.#lastFailure || this.callId() === undefined) {
			return 'VideoSDK does not tell what became of the call: see hint';
		}
		return 'the wait limit was reached, and the call may still go on';
	}

	#hint(): { hint?: string } {
		const hints: string[] = [];
		const hangUpFailure = this.#hangUp?.failure;
		if (hangUpFailure) hints.push(`The call could not be hung up: ${hangUpFailure.message}.`);
		const failure = this.#lastFailure;
		if (failure) hints.push(`The call could not be looked at: ${failure.message}`);
		else if (this.callId() === undefined) {
			hints.push(this.#wasListRead ? UNLISTED_HINT : UNREAD_HINT);
		}
		return hints.length === 0 ? {} : { hint: hints.join(' ') };
	}
}
