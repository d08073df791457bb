import type { CallStore, SandboxCall } from './callStore.mts';
import {
	isBeingTransferred,
	isFinal,
	isTalking,
	SWITCH_ROOM_SECONDS,
	TALK_SECONDS,
	transferWalk,
	VOICEMAIL_SECONDS,
} from './callWalk.mts';
import { newParticipantId } from './newId.mts';

/** The changed call; a sentence says why it cannot be done; undefined = there is no such call. */
export type ActionOutcome = SandboxCall | string | undefined;

export const HAND_ACTIONS = ['answer', 'reject', 'voicemail', 'hangup'] as const;

export type HandAction = (typeof HAND_ACTIONS)[number];

/** What a person at the phone can do now: a caller can only hang up. */
export function possibleActions({ status, type }: SandboxCall): readonly HandAction[] {
	if (isFinal(status)) return [];
	return isTalking(status) || type === 'inbound' ? ['hangup'] : ['answer', 'reject', 'voicemail'];
}

/** Decides by hand what the person at the phone does, or the machine there. */
export function act(calls: CallStore, callId: string, action: HandAction): ActionOutcome {
	const call = calls.get(callId);
	if (!call) return undefined;
	const { status, options, type, endsByItself } = call;
	if (isFinal(status)) return `The call is over (${status}).`;
	if (action === 'hangup') {
		if (isTalking(status) || type === 'inbound') return endCall(calls, callId);
		return `The call is ${status}: nobody has answered yet.`;
	}
	if (type === 'inbound') return 'The call comes in: its caller can only hang up.';
	if (isTalking(status)) return 'The call has been answered already.';
	if (action === 'reject') {
		return calls.revise(callId, { next: [{ status: 'rejected', afterSeconds: 0 }] });
	}
	const talksFor =
		action === 'voicemail' ? VOICEMAIL_SECONDS : endsByItself ? TALK_SECONDS : Infinity;
	const afterSeconds = Math.min(talksFor, options?.maxCallDuration ?? Infinity);
	return calls.revise(callId, {
		next: [
			{ status: 'answered', afterSeconds: 0, ...(action === 'voicemail' && { voicemail: true }) },
			...(afterSeconds < Infinity ? [{ status: 'ended' as const, afterSeconds }] : []),
		],
	});
}

/** The caller's side ends the call, whatever state it is in. */
export function endCall(calls: CallStore, callId: string): ActionOutcome {
	const call = calls.get(callId);
	if (!call) return undefined;
	if (isFinal(call.status)) return `The call is over (${call.status}).`;
	// "abandoned" is a caller's hanging up before the answer in the docs of the vendor's Rust crate;
	// docs page "Call End" shows "ended", for a call that may have been answered.
	const status = isTalking(call.status) ? 'ended' : 'abandoned';
	return calls.revise(callId, { next: [{ status, afterSeconds: 0 }] });
}

/** A cold transfer: the target's phone rings, and the call goes on here only if that fails. */
export function transferCall(
	calls: CallStore,
	callId: string,
	transferTo: string,
	fails: boolean,
): ActionOutcome {
	const refusal = notTalking(calls, callId);
	if (refusal !== null) return refusal;
	if (isBeingTransferred(calls.get(callId)?.status))
		return 'The call is being transferred already.';
	calls.ring(transferTo);
	return calls.revise(callId, { next: transferWalk(fails), keepsRest: true, transferTo });
}

export function switchRoom(
	calls: CallStore,
	callId: string,
	roomId: string,
	participantId = newParticipantId(),
): ActionOutcome {
	const refusal = notTalking(calls, callId);
	if (refusal !== null) return refusal;
	const move = { roomId, participantId, sessionId: calls.sessionIn(roomId) };
	return calls.revise(callId, {
		next: [
			{ status: 'switch-room-initiated', afterSeconds: 0 },
			{ status: 'switch-room-completed', afterSeconds: SWITCH_ROOM_SECONDS, move },
		],
		keepsRest: true,
	});
}

/** null = the call can be worked on. */
function notTalking(calls: CallStore, callId: string): string | undefined | null {
	const call = calls.get(callId);
	if (!call) return undefined;
	if (isFinal(call.status)) return `The call is over (${call.status}).`;
	return isTalking(call.status) ? null : `The call is ${call.status}: nobody has answered yet.`;
}
