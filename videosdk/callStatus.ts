import { isoText, isRecord, moment, text } from './wire.ts';

/**
 * What a call can be (server SDK, `sip.ts`, `SipCallStatus`), and `completed`, which is not in that
 * list but in the example of the docs page "Fetch All Calls".
 */
export const CALL_STATUSES = [
	'initiated',
	'ringing',
	'missed',
	'not-answered',
	'failed',
	'incoming',
	'verified',
	'rejected',
	'abandoned',
	'answered',
	'ended',
	'transfer-initiated',
	'transfer-accepted',
	'transferring',
	'transfer-ringing',
	'transferred',
	'transfer-failed',
	'switch-room-initiated',
	'switch-room-completed',
	'switch-room-failed',
	'completed',
] as const;

export type CallStatus = (typeof CALL_STATUSES)[number];

/**
 * What became of a call, in one word. `inProgress`: nobody has picked up, and somebody still may.
 * `timedOut` is never the call's own: it is for who waited for it and gave up.
 */
export type CallOutcome =
	| 'answered'
	| 'notAnswered'
	| 'rejected'
	| 'abandoned'
	| 'failed'
	| 'inProgress'
	| 'timedOut';

export interface TimelineEntry {
	status: string;
	/** ISO 8601; left out where VideoSDK told no moment. */
	at?: string;
}

/** Endings that tell by themselves that nobody was spoken to. */
const UNANSWERED = new Map<string | undefined, CallOutcome>([
	['missed', 'notAnswered'],
	['not-answered', 'notAnswered'],
	['rejected', 'rejected'],
	['abandoned', 'abandoned'],
	['failed', 'failed'],
]);

/**
 * Nothing more comes after these. A transferred call has left VideoSDK: its session ends at once
 * (docs page "Call Transfer"), so who waits for it need not wait for an `ended` as well.
 */
const FINAL = new Set<string | undefined>([
	...UNANSWERED.keys(),
	'ended',
	'completed',
	'transferred',
]);

/** Only a call that was picked up can be transferred or moved to another room. */
const ONLY_WHEN_ANSWERED = /^(answered$|transfer|switch-room-)/;

/** Lower case: the docs shout what the SDK's list whispers. */
export function statusOf(call: unknown): string | undefined {
	return isRecord(call) ? text(call.status)?.trim().toLowerCase() : undefined;
}

/** Whether a call is over. A status that nobody knows is not, unless the call has an `end`. */
export function isFinal(call: unknown): boolean {
	return FINAL.has(statusOf(call)) || endOf(call) !== undefined;
}

/**
 * What became of a call. "Answered" needs proof: that the call is answered now, that its timelog
 * says it was, or a status that only an answered call can have. Somebody who was spoken to was, however
 * the call ended; and how an unanswered one ended is told by the last step that names it, as an `ended`
 * may follow.
 *
 * `ended` or `completed` without such proof is "not answered". A call that nobody picked up has
 * statuses of its own, but those name who gave up: the phone (`missed`, `not-answered`), the called
 * person (`rejected`), the caller (`abandoned`) or the network (`failed`). What is left for a bare
 * `ended` is a call that something else cut off, and a timelog with other steps and no `answered`
 * says that it happened before anybody picked up. Without a timelog nothing is proven either, and a
 * workflow that believes in a talk that never was would call nobody back.
 */
export function callOutcome(call: unknown): CallOutcome {
	const statuses = [...timelineOf(call).map(({ status }) => status), statusOf(call)];
	if (statuses.some((status) => status && ONLY_WHEN_ANSWERED.test(status))) return 'answered';
	if (!isFinal(call)) return 'inProgress';
	const ending = statuses.reverse().find((status) => UNANSWERED.has(status));
	return UNANSWERED.get(ending) ?? 'notAnswered';
}

/**
 * Whether enough is told of a call to speak of its outcome. Of an `ended` call without its timelog
 * nobody can say whether it was answered.
 */
export function isOutcomeKnown(call: unknown): boolean {
	const status = statusOf(call);
	if (timelineOf(call).length > 0) return true;
	return status !== undefined && status !== 'ended' && status !== 'completed';
}

/** What happened to a call, the first thing first. */
export function timelineOf(call: unknown): TimelineEntry[] {
	return stepsOf(call).map(({ status, at }) => ({
		status,
		...(at === undefined ? {} : { at: isoText(at) }),
	}));
}

/** When the call was picked up, as ISO 8601. */
export function answeredAt(call: unknown): string | undefined {
	return isoText(firstOf(call, 'answered'));
}

/** When the call was over, as ISO 8601; undefined while it is not. */
export function endedAt(call: unknown): string | undefined {
	return isoText(overAt(call));
}

/** How long the phone rang: until it was picked up, or until the call was over. */
export function ringSeconds(call: unknown): number | undefined {
	return secondsBetween(firstOf(call, 'ringing'), firstOf(call, 'answered') ?? overAt(call));
}

/** How long was talked; undefined while it still is, and for a call that was not answered. */
export function talkSeconds(call: unknown): number | undefined {
	return secondsBetween(firstOf(call, 'answered'), overAt(call));
}

type TransferState = 'none' | 'underWay' | 'transferred' | 'failed';

/** How far the last transfer is, of those that began after the first `before` steps of the call. */
export function transferStateOf(call: unknown, before = 0): TransferState {
	const steps = statusesOf(call).slice(before);
	const last = steps.filter((status) => status.startsWith('transfer')).at(-1);
	if (last === undefined) return 'none';
	if (last === 'transferred') return 'transferred';
	return last === 'transfer-failed' ? 'failed' : 'underWay';
}

/** The steps of a call by name, with the present one also where the timelog does not have it yet. */
export function statusesOf(call: unknown): string[] {
	const steps = timelineOf(call).map(({ status }) => status);
	const now = statusOf(call);
	return now === undefined || steps.includes(now) ? steps : [...steps, now];
}

interface Step {
	status: string;
	at?: number;
}

function stepsOf(call: unknown): Step[] {
	if (!isRecord(call) || !Array.isArray(call.timelog)) return [];
	const steps = call.timelog.flatMap((entry): Step[] => {
		const status = statusOf(entry);
		return status === undefined ? [] : [{ status, at: moment(entry.timestamp) }];
	});
	// In what order the log comes is not documented. Without a moment for each, it is left as it is.
	if (steps.some(({ at }) => at === undefined)) return steps;
	return steps.sort((one, other) => Number(one.at) - Number(other.at));
}

function firstOf(call: unknown, wanted: CallStatus): number | undefined {
	return stepsOf(call).find(({ status, at }) => status === wanted && at !== undefined)?.at;
}

function overAt(call: unknown): number | undefined {
	if (!isFinal(call)) return undefined;
	const lastSteps = stepsOf(call).filter(({ status }) => FINAL.has(status));
	return moment(endOf(call)) ?? lastSteps.at(-1)?.at;
}

/** The list says `end: null` of a call that goes on. */
function endOf(call: unknown): unknown {
	const end = isRecord(call) ? call.end : undefined;
	return text(end) ?? (typeof end === 'number' && end > 0 ? end : undefined);
}

function secondsBetween(from: number | undefined, until: number | undefined): number | undefined {
	if (from === undefined || until === undefined || until < from) return undefined;
	return Math.round((until - from) / 1000);
}
