import { answeredByOf } from './answeredBy.ts';
import { batchEventIn, isBatchEvent, type BatchEventItem } from './batchCall.ts';
import { toCallItem, type CallItem } from './call.ts';
import {
	isFinal,
	isOutcomeKnown,
	callOutcome,
	statusesOf,
	statusOf,
	timelineOf,
	type CallOutcome,
	type CallStatus,
} from './callStatus.ts';
import { CUSTOMER_DATA_KEY, readMetadata } from './callMetadata.ts';
import { isoText, isRecord, moment, text, withoutAbsent, type JsonObject } from './wire.ts';

/** The names that every version of the docs has (page "Create Webhook", older revision). */
export const OLDER_CALL_EVENTS = [
	'call-started',
	'call-ringing',
	'call-answered',
	'call-missed',
	'call-hangup',
	'call-update',
	'call-transferred',
] as const;

/** Names that only newer docs and the server SDK have (`sip.ts`, `SipWebhookEvent`). */
export const NEWER_CALL_EVENTS = [
	'call-transfer-initiated',
	'call-transfer-accepted',
	'call-transferring',
	'call-transfer-ringing',
	'call-transfer-failed',
	'switch-room-initiated',
	'switch-room-completed',
	'switch-room-failed',
] as const;

export const CALL_EVENTS = [...OLDER_CALL_EVENTS, ...NEWER_CALL_EVENTS] as const;

/** Those that every account knows: only newer documents of VideoSDK have the others. */
export function olderEvents(events: readonly string[]): string[] {
	return events.filter((event) => OLDER_CALL_EVENTS.some((older) => older === event));
}

type CallEventName = (typeof CALL_EVENTS)[number];

/**
 * What has to be listened to for hearing of the end of every call. There is no event for a call that
 * failed, was rejected or abandoned; `call-update` is what is left for it.
 */
export const FINISHING_EVENTS = ['call-hangup', 'call-missed', 'call-update'] as const;

/** What VideoSDK tells of a call at one moment. What it did not tell is left out. */
export type CallEvent = Omit<CallItem, 'raw'> &
	BatchEventItem & {
		/** Lower case. One of `CALL_EVENTS`, or a name that this package does not know. */
		event?: string;
		/** When it happened, as the event itself says: ISO 8601. */
		occurredAt?: string;
		/**
		 * Which step of the call this event is about: 0 is the first. Events may come out of order; of two
		 * of one call, that with the lower number happened first.
		 */
		sequenceHint?: number;
	};

/**
 * Which statuses an event speaks of, the likeliest first. Inferred from the names: no document says
 * it. `call-update` speaks of any.
 */
const STATUSES_OF_EVENT: Readonly<Record<CallEventName, readonly CallStatus[]>> = {
	'call-started': ['initiated', 'incoming'],
	'call-ringing': ['ringing'],
	'call-answered': ['answered'],
	'call-missed': ['missed', 'not-answered'],
	'call-hangup': ['ended', 'completed'],
	'call-update': [],
	'call-transferred': ['transferred'],
	'call-transfer-initiated': ['transfer-initiated'],
	'call-transfer-accepted': ['transfer-accepted'],
	'call-transferring': ['transferring'],
	'call-transfer-ringing': ['transfer-ringing'],
	'call-transfer-failed': ['transfer-failed'],
	'switch-room-initiated': ['switch-room-initiated'],
	'switch-room-completed': ['switch-room-completed'],
	'switch-room-failed': ['switch-room-failed'],
};

/** Where a status stands in a call that has no timelog. All others are its end. */
const USUAL_ORDER: ReadonlyArray<readonly CallStatus[]> = [
	['initiated', 'incoming'],
	['ringing', 'verified'],
	['answered'],
	['transfer-initiated', 'switch-room-initiated'],
	['transfer-accepted', 'switch-room-completed', 'switch-room-failed'],
	['transferring'],
	['transfer-ringing'],
	['transfer-failed'],
];

/** Behind every step that a timelog may have. */
const LAST_STEP = 1000;

/**
 * Events that come once in the life of a call. All others may come again, and where no timelog tells the
 * steps of the call apart, the time of the event does.
 */
const ONCE_IN_A_CALL = new Set<string>([
	'call-started',
	'call-ringing',
	'call-answered',
	'call-missed',
	'call-hangup',
	'call-transferred',
]);

/** Events that are not about a call: the `id` in them is that of a recording or the like. */
const NOT_OF_A_CALL =
	/^(?:session|participant|recording|merge|composite|livestream|hls|rtmp|transcription|translation|agent|resource|knowledgebase|batchcall)-/;

/** An agent's post about its call has no envelope and no name. This is the key that it is known by. */
export const CALL_SUMMARY = 'call-summary';

/**
 * Reads the body of a delivery, as parsed from JSON. The envelope is `{ webhookType, data }`; of the
 * call in it VideoSDK documents next to nothing, so whatever is absent is left out, and no body is
 * wrong enough to fail.
 */
export function readCallEvent(body: unknown): CallEvent {
	const event = eventNameOf(body);
	if (isBatchEvent({ event })) return readBatchEvent(event, body);
	const data = dataOf(body);
	const item = toCallItem({ data });
	const read: CallEvent = {
		event,
		...item,
		callId: NOT_OF_A_CALL.test(event ?? '') ? text(data.callId) : item.callId,
		occurredAt: isoText(moment(data.timestamp) ?? timeBeside(body)),
		answeredBy: item.answeredBy ?? (event === CALL_SUMMARY ? 'unknown' : undefined),
		outcome: outcomeOfEvent(event, data),
		sequenceHint: stepOf(event, data) ?? usualStepOf(event, data),
	};
	return withoutAbsent(read);
}

/**
 * A batch has a status of its own, and is no call. What its time is of, nobody says: that of a batch which
 * VideoSDK's SDK knows may be that of its launch, days ago.
 */
function readBatchEvent(event: string | undefined, body: unknown): CallEvent {
	return withoutAbsent({
		...{ event, ...batchEventIn(body) },
		occurredAt: isoText(timeBeside(body)),
	});
}

/** Whether something happened in a room, and not to a call as such. */
export function isRoomEvent(told: CallEvent): boolean {
	return NOT_OF_A_CALL.test(told.event ?? '') && !isBatchEvent(told);
}

/** Whether it is about a call: what happened to a batch is not, nor what did in a room without one. */
export function tellsOfCall(told: CallEvent): boolean {
	const isCallEvent = [...CALL_EVENTS, CALL_SUMMARY].some((name) => name === told.event);
	return isCallEvent || told.callId !== undefined;
}

/**
 * Whether a delivery says that a call is over. Several can say so of one call: telling it once is
 * up to the caller.
 */
export function isCallFinished(body: unknown): boolean {
	const event = eventNameOf(body);
	if (event === 'call-update') return isFinal(dataOf(body));
	return event === 'call-hangup' || event === 'call-missed';
}

/**
 * What two deliveries of the same event have in common, and no two events: VideoSDK numbers neither.
 * The step is in it because a call can be transferred twice.
 *
 * @returns undefined when the body names no call, or no event that is known (an agent may post any number
 *   of notes under one name), or nothing that tells one such event of a call from the next. Then only
 *   equal bodies are the same
 */
export function fingerprintParts(body: unknown): readonly string[] | undefined {
	const event = eventNameOf(body);
	const { batchId } = isBatchEvent({ event }) ? batchEventIn(body) : {};
	if (event !== undefined && batchId !== undefined) return [event, batchId];
	const data = dataOf(body);
	const { callId, status = '' } = toCallItem({ data });
	const isKnown = CALL_EVENTS.some((name) => name === event);
	if (event === undefined || !isKnown || callId === undefined) return undefined;
	const step = stepOf(event, data);
	const time = ONCE_IN_A_CALL.has(event) ? '' : isoText(moment(data.timestamp));
	const which = step === undefined ? time : String(step);
	return which === undefined ? undefined : [event, callId, status, which];
}

/** The server SDK reads `webhookType`, else `type`; some public code reads `event`. */
function eventNameOf(body: unknown): string | undefined {
	if (!isRecord(body)) return undefined;
	const name = text(body.webhookType) ?? text(body.type) ?? text(body.event);
	return text(name?.trim().toLowerCase()) ?? (isSummary(body) ? CALL_SUMMARY : undefined);
}

function dataOf(body: unknown): JsonObject {
	if (!isRecord(body)) return {};
	if (isRecord(body.data)) return body.data;
	if (isSummary(body)) return dataOfSummary(body);
	// The call may stand beside the event's name. Where that is in `type`, a direction could not be told.
	const isBeside = text(body.webhookType) !== undefined && text(body.callId) !== undefined;
	return isBeside && body.data === undefined ? body : {};
}

/** When it happened, or was sent, by what stands beside the call: later than what happened, if at all. */
function timeBeside(body: unknown): number | undefined {
	return isRecord(body) ? moment(body.timestamp) : undefined;
}

function isSummary(body: JsonObject): boolean {
	return Object.hasOwn(body, CALL_SUMMARY);
}

/**
 * Whether a body is what an agent posts about its call, and can be nothing else: it has neither the
 * envelope nor the name of an event, so that nothing in it speaks of how a call stands.
 */
export function isSummaryAlone(body: JsonObject): boolean {
	const isNamed = ['webhookType', 'type', 'event', 'data'].some((key) => Object.hasOwn(body, key));
	return isSummary(body) && !isNamed;
}

/**
 * The call that an agent has posted about. The metadata that the call was placed with comes back as
 * `customer-data`, and in it, put there by VideoSDK, the call's ID and numbers.
 */
function dataOfSummary(body: JsonObject): JsonObject {
	const metadata = readMetadata(body[CUSTOMER_DATA_KEY]) ?? {};
	const room = readMetadata(body['room-data']) ?? {};
	return {
		...{ callId: metadata.callId, to: metadata.sipCallTo, from: metadata.sipCallFrom },
		...{ roomId: room['meeting-id'], sessionId: room['session-id'], agentId: room.agentId },
		...{ metadata: body[CUSTOMER_DATA_KEY], timestamp: body.timestamp },
		answeredBy: answeredByOf(readMetadata(body[CALL_SUMMARY]) ?? {}),
	};
}

function statusesOfEvent(event: string | undefined): readonly CallStatus[] {
	const known = CALL_EVENTS.find((name) => name === event);
	return known === undefined ? [] : STATUSES_OF_EVENT[known];
}

/** What the call itself tells; only where that is not enough, what the name of the event implies. */
function outcomeOfEvent(event: string | undefined, data: JsonObject): CallOutcome | undefined {
	const stated = isOutcomeKnown(data) ? callOutcome(data) : undefined;
	if (stated !== undefined && stated !== 'inProgress') return stated;
	const [status] = statusesOfEvent(event);
	if (status === undefined) return stated;
	const implied = { status, timelog: data.timelog };
	const inferred = isOutcomeKnown(implied) ? callOutcome(implied) : undefined;
	// An event that came late says how the call once stood, not that it still goes on.
	return inferred === 'inProgress' && isFinal(data) ? undefined : inferred;
}

/** The index in the timelog of what the event speaks of, the last time that it happened. */
function stepOf(event: string | undefined, data: JsonObject): number | undefined {
	if (timelineOf(data).length === 0) return undefined;
	const steps = statusesOf(data);
	const indexes = [...statusesOfEvent(event), statusOf(data)].map((status) =>
		status === undefined ? -1 : steps.lastIndexOf(status),
	);
	return indexes.find((index) => index >= 0) ?? steps.length - 1;
}

function usualStepOf(event: string | undefined, data: JsonObject): number | undefined {
	const [implied] = statusesOfEvent(event);
	const status = implied ?? statusOf(data);
	if (status === undefined) return undefined;
	const index = USUAL_ORDER.findIndex((alike) => alike.some((one) => one === status));
	if (index >= 0) return index;
	return isFinal({ status }) ? LAST_STEP : undefined;
}
