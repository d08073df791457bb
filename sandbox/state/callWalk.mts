/**
 * How a call goes through its statuses. A walk is planned when the call is placed and read later
 * against the clock; nothing runs in between, so there are no timers to leak or to wait for.
 */

/** `SipCallStatus` of @videosdk.live/server-sdk 0.1.1 (src/resources/sip.ts), as far as used here. */
export type CallStatus =
	| 'initiated'
	| 'ringing'
	| 'answered'
	| 'ended'
	| 'not-answered'
	| 'rejected'
	| 'failed';

export interface WalkStep {
	status: CallStatus;
	afterSeconds: number;
}

export const TALK_SECONDS = 30;

/** Rings after a second, is picked up after three more, and lasts half a minute. */
export const DEFAULT_WALK: readonly WalkStep[] = [
	{ status: 'initiated', afterSeconds: 0 },
	{ status: 'ringing', afterSeconds: 1 },
	{ status: 'answered', afterSeconds: 4 },
	{ status: 'ended', afterSeconds: 4 + TALK_SECONDS },
];

const FINAL: ReadonlySet<CallStatus> = new Set(['ended', 'not-answered', 'rejected', 'failed']);

export const isFinal = (status: CallStatus) => FINAL.has(status);
