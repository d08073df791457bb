import type { CallStore, SandboxCall } from './callStore.mts';
import {
	isBeingTransferred,
	isFinal,
	isTalking,
	SWITCH_ROOM_SECONDS,
	TALK_SECONDS,
	transferWalk,
} from './callWalk.mts';
import { newParticipantId } from './newId.mts';

/** The changed call; a sentence says why it cannot be done; undefined = there is no such call. */
export type ActionOutcome = SandboxCall | string | undefined;

export type HandAction = 'answer' | 'hangup' | 'reject';

/** Decides by hand what the callee does. */
export function act(calls: CallStore, callId: string, action: HandAction): ActionOutcome {
	const call = calls.get(callId);
	if (!call) return undefined;
	const { status, options } = call;
	if (isFinal(status)) return `The call is over (${status}).`;
	if (action === 'hangup') {
		if (!isTalking(status)) return `The call is ${status}: nobody has answered yet.`;
		return calls.revise(callId, { next: [{ status: 'ended', afterSeconds: 0 }] });
	}
	if (isTalking(status)) return 'The call has been answered already.';
	if (action === 'reject') {
		return calls.revise(callId, { next: [{ status: 'rejected', afterSeconds: 0 }] });
	}
	const afterSeconds = Math.min(TALK_SECONDS, options?.maxCallDuration ?? Infinity);
	return calls.revise(callId, {
		next: [
			{ status: 'answered', afterSeconds: 0 },
			{ status: 'ended', afterSeconds },
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
