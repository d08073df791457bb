/**
 * How a call goes through its statuses. A walk is planned when the call is placed and read later
 * against the clock; nothing runs in between, so there are no timers to leak or to wait for.
 */

/** `SipCallStatus` of @videosdk.live/server-sdk 0.1.1 (src/resources/sip.ts), as far as used here. */
export type CallStatus =
	| 'initiated'
	| 'incoming'
	| 'verified'
	| 'ringing'
	| 'answered'
	| 'ended'
	| 'not-answered'
	| 'missed'
	| 'rejected'
	| 'abandoned'
	| 'failed'
	| 'transfer-initiated'
	| 'transferring'
	| 'transfer-ringing'
	| 'transferred'
	| 'transfer-failed'
	| 'switch-room-initiated'
	| 'switch-room-completed';

export interface WalkStep {
	status: CallStatus;
	afterSeconds: number;
	/** Of `answered`: a machine has answered. VideoSDK does not tell it from a person. */
	voicemail?: true;
}

export const TALK_SECONDS = 30;
/** A greeting, and a message that nobody speaks. */
export const VOICEMAIL_SECONDS = 15;

/** Rings after a second, is picked up after three more, and lasts half a minute. */
export const DEFAULT_WALK: readonly WalkStep[] = [
	{ status: 'initiated', afterSeconds: 0 },
	{ status: 'ringing', afterSeconds: 1 },
	{ status: 'answered', afterSeconds: 4 },
	{ status: 'ended', afterSeconds: 4 + TALK_SECONDS },
];

/** Docs page "Call Transfer": a transfer that succeeds ends VideoSDK's part of the call at once. */
const FINAL: ReadonlySet<CallStatus> = new Set([
	'ended',
	'not-answered',
	'missed',
	'rejected',
	'abandoned',
	'failed',
	'transferred',
]);
const NOT_PICKED_UP: ReadonlySet<CallStatus> = new Set([
	'initiated',
	'incoming',
	'verified',
	'ringing',
]);

export const isFinal = (status: CallStatus) => FINAL.has(status);

/** Somebody is on the line, also while a transfer or a change of room is under way. */
export const isTalking = (status: CallStatus) => !isFinal(status) && !NOT_PICKED_UP.has(status);

export const picksUp = (walk: readonly WalkStep[]) =>
	walk.some(({ status }) => status === 'answered');

const TRANSFER_STARTS: readonly WalkStep[] = [
	{ status: 'transfer-initiated', afterSeconds: 0 },
	{ status: 'transferring', afterSeconds: 1 },
	{ status: 'transfer-ringing', afterSeconds: 2 },
];

export const isBeingTransferred = (status: CallStatus | undefined) =>
	TRANSFER_STARTS.some((step) => step.status === status);

/** The order is that of SipCallStatus in the vendor's SDK; the times are ours. */
export const transferWalk = (fails: boolean): readonly WalkStep[] => [
	...TRANSFER_STARTS,
	{ status: fails ? 'transfer-failed' : 'transferred', afterSeconds: 4 },
];

export const SWITCH_ROOM_SECONDS = 1;

/** CreateSipCallOptions of the vendor's SDK: both are seconds, neither default is known. */
export interface CallLimits {
	ringingTimeout?: number;
	maxCallDuration?: number;
}

/** Cuts a walk: ringing too long ends as not answered, talking too long ends the call. */
export function limitedWalk(walk: readonly WalkStep[], limits: CallLimits): readonly WalkStep[] {
	const { ringingTimeout = Infinity, maxCallDuration = Infinity } = limits;
	const after = (status: CallStatus) => walk.find((step) => step.status === status)?.afterSeconds;
	const ringingEnds = (after('ringing') ?? Infinity) + ringingTimeout;
	const talkEnds = (after('answered') ?? Infinity) + maxCallDuration;

	const firstReaction = walk.find(({ status }) => !NOT_PICKED_UP.has(status));
	// Whoever never answers rings as long as the caller lets it ring, also longer than planned.
	const answersNever = !firstReaction || firstReaction.status === 'not-answered';
	const rangOut = answersNever && ringingEnds < Infinity;
	if (rangOut || (firstReaction?.afterSeconds ?? 0) > ringingEnds) {
		return [
			...walk.filter(({ status }) => NOT_PICKED_UP.has(status)),
			{ status: 'not-answered', afterSeconds: ringingEnds },
		];
	}
	return walk.map((step) =>
		step.status === 'ended'
			? { ...step, afterSeconds: Math.min(step.afterSeconds, talkEnds) }
			: step,
	);
}
