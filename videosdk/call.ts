import { answeredByOf, type AnsweredBy } from './answeredBy.ts';
import {
	answeredAt,
	endedAt,
	isOutcomeKnown,
	callOutcome,
	ringSeconds,
	statusOf,
	talkSeconds,
	timelineOf,
	type CallOutcome,
	type TimelineEntry,
} from './callStatus.ts';
import { metadataOf } from './callMetadata.ts';
import { isoText, isRecord, moment, text, withoutAbsent, type JsonObject } from './wire.ts';
import { withoutSecrets, withoutTokens } from './withoutSecrets.ts';

export { isRecord } from './wire.ts';

/** A call as this package speaks of it, whichever generation of the API told of it. */
export interface Call {
	callId: string;
	to: string;
	from?: string;
	roomId?: string;
	/** Always lower case; the API's documents show both. */
	status?: string;
	/** When VideoSDK began to place the call, in milliseconds since 1970. */
	startedAt?: number;
	/** What whoever placed the call has kept with it. Undefined = VideoSDK did not tell. */
	metadata?: JsonObject;
}

/**
 * Reads one call out of an answer. The create, list and get endpoints name the same things
 * differently (`callId` or `id`, `to` or `sipCallTo`, `metadata` or `metaData`), so every known name
 * is tried.
 *
 * @returns undefined when the value has no call id, as no later request could name such a call
 */
export function toCall(wire: unknown): Call | undefined {
	if (!isRecord(wire)) return undefined;
	const { callId, to = '', from, roomId } = namesIn(wire);
	if (callId === undefined) return undefined;
	const [status, startedAt] = [statusOf(wire), startOf(wire)];
	return { callId, to, from, roomId, status, startedAt, metadata: metadataOf(wire) };
}

/** What is known of a call. What VideoSDK did not tell is left out; `callRow` is what comes out of it. */
export type CallItem = {
	to?: string;
	outcome?: CallOutcome;
	status?: string;
	answeredBy?: AnsweredBy;
	ringSeconds?: number;
	talkSeconds?: number;
	/** ISO 8601, as all moments here. */
	startedAt?: string;
	answeredAt?: string;
	endedAt?: string;
	from?: string;
	direction?: string;
	callId?: string;
	roomId?: string;
	sessionId?: string;
	/** The voice agent that talks in the call. */
	agentId?: string;
	gatewayId?: string;
	ruleId?: string;
	timeline?: TimelineEntry[];
	/** What whoever placed the call has kept with it. */
	metadata?: JsonObject;
	/** VideoSDK's own object. */
	raw?: JsonObject;
};

/**
 * What is known of a call, whichever endpoint told of it.
 *
 * @param answer a call, or an answer with one in its `data`; anything else gives an item without fields
 * @param options `raw`: with VideoSDK's own object beside the fields
 */
export function toCallItem(answer: unknown, { raw = false } = {}): CallItem {
	const wire = callIn(answer);
	const timeline = timelineOf(wire);
	const metadata = metadataOf(wire);
	const { callId, to, from, roomId } = namesIn(wire);
	const item: CallItem = {
		to,
		outcome: isOutcomeKnown(wire) ? callOutcome(wire) : undefined,
		status: statusOf(wire),
		answeredBy: answeredByOf(wire),
		ringSeconds: ringSeconds(wire),
		talkSeconds: talkSeconds(wire),
		startedAt: isoText(startOf(wire)),
		answeredAt: answeredAt(wire),
		endedAt: endedAt(wire),
		...{ from, direction: text(wire.type)?.toLowerCase(), callId, roomId },
		sessionId: text(wire.sessionId),
		agentId: text(wire.agentId),
		gatewayId: text(wire.gatewayId),
		ruleId: text(wire.ruleId),
		timeline: timeline.length > 0 ? timeline : undefined,
		metadata: metadata && withoutTokens(metadata),
		raw: raw && Object.keys(wire).length > 0 ? withoutSecrets(wire) : undefined,
	};
	return withoutAbsent(item);
}

/** The call in an answer: most endpoints put it into `data`, some may not. */
export function callIn(answer: unknown): JsonObject {
	if (!isRecord(answer)) return {};
	return isRecord(answer.data) ? answer.data : answer;
}

function namesIn(wire: JsonObject) {
	return {
		callId: text(wire.callId) ?? text(wire.id) ?? text(wire._id),
		to: text(wire.to) ?? text(wire.sipCallTo),
		from: text(wire.from) ?? text(wire.sipCallFrom),
		// Webhooks of rooms say `meetingId` for what calls have as `roomId`.
		roomId: text(wire.roomId) ?? text(wire.meetingId),
	};
}

/** When VideoSDK began to place the call; some answers tell it only in the timelog. */
function startOf(wire: JsonObject): number | undefined {
	return moment(wire.start) ?? firstMoment(wire.timelog);
}

function firstMoment(timelog: unknown): number | undefined {
	if (!Array.isArray(timelog)) return undefined;
	let first: number | undefined;
	for (const entry of timelog) {
		const at = isRecord(entry) ? moment(entry.timestamp) : undefined;
		if (at !== undefined && at < (first ?? Infinity)) first = at;
	}
	return first;
}
