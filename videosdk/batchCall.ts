import { metadataOf } from './callMetadata.ts';
import { CALL_STATUSES, callOutcome, type CallOutcome } from './callStatus.ts';
import { isoText, isRecord, moment, text, withoutAbsent, type JsonObject } from './wire.ts';
import { withoutSecrets, withoutTokens } from './withoutSecrets.ts';

/** What a batch may be told of (server SDK, `batchcalls.ts`, as all names in this file). */
export const BATCH_EVENTS = ['batchcall-started', 'batchcall-completed'] as const;
export type BatchEvent = (typeof BATCH_EVENTS)[number];

/** For how the call ended, VideoSDK calls a number again. */
export const BATCH_RETRY_STATUSES = [
	'failed',
	'not-answered',
	'rejected',
	'missed',
	'abandoned',
] as const;
export type BatchRetryStatus = (typeof BATCH_RETRY_STATUSES)[number];

/** `graceful`: calls that are on go on to their end. `immediate`: they are ended. */
export type BatchCancelMode = 'graceful' | 'immediate';

/**
 * The column of a file by which a row is known again; VideoSDK keeps it with the record. It stands in
 * files that were launched: never rename it.
 */
export const ROW_KEY_COLUMN = 'n8nRowKey';

/** Who is in it is called, or will be, or was, unless it was cancelled. */
const LAUNCHED = new Set(['scheduled', 'running', 'completed', 'cancelling', 'cancelled']);
/** Nobody is called for it any more. */
const FINISHED = new Set(['completed', 'cancelled', 'parse_failed']);

/** A batch as a workflow gets it. What VideoSDK did not tell is left out. */
export type BatchItem = {
	batchId?: string;
	batchName?: string;
	description?: string;
	/** In lower case: uploaded, parsing, parsed, parse_failed, draft, scheduled, running, completed, ... */
	status?: string;
	/** Nobody is called for it any more. Left out when no status was told. */
	isFinished?: boolean;
	/** How many rows its file had. */
	records?: number;
	/** In per cent; told in lists only. */
	progress?: number;
	/** The number that it calls from. */
	from?: string;
	phoneNumberId?: string;
	routingRuleId?: string;
	/** By the clock of `timeZone`: 2026-05-04T10:00. */
	scheduledFor?: string;
	timeZone?: string;
	/** By the clock of `timeZone`: 09:00. */
	allowedFrom?: string;
	allowedUntil?: string;
	/** 0 = Sunday. */
	daysOfWeek?: number[];
	retry?: JsonObject;
	fileName?: string;
	/** Why its file could not be read. */
	parseError?: string;
	/** ISO 8601, as the next. */
	createdAt?: string;
	updatedAt?: string;
	/** VideoSDK's own object. */
	raw?: JsonObject;
};

/** What an event tells of a batch. VideoSDK documents no more than the names of the events. */
export type BatchEventItem = {
	batchId?: string;
	batchName?: string;
	/** In lower case. */
	batchStatus?: string;
};

/** What became of a record. `skipped`: nobody was called, as the batch was cancelled before. */
export type BatchOutcome = Exclude<CallOutcome, 'timedOut'> | 'skipped';

/** What became of one row of a batch's file. What VideoSDK did not tell is left out. */
export type BatchRecordItem = {
	to?: string;
	/** Left out where its words are not known. */
	outcome?: BatchOutcome;
	reason?: string;
	/** VideoSDK's own words: "not connected". */
	status?: string;
	/** By which the row is known again, where the node has launched it. */
	rowKey?: string;
	/** How often it was called. */
	attempts?: number;
	talkSeconds?: number;
	/** Of the last call. */
	callId?: string;
	/** Of all calls, where VideoSDK tells of several. */
	callIds?: string[];
	recordId?: string;
	batchId?: string;
	recordingId?: string;
	/** The other columns of the file. */
	metadata?: JsonObject;
	updatedAt?: string;
	raw?: JsonObject;
};

/** How the records of a batch stand. */
export type BatchStatsItem = {
	batchId?: string;
	status?: string;
	isFinished?: boolean;
	total?: number;
	/** How many stand how, by outcome. Those in VideoSDK's words that are not known are in `counts` alone. */
	outcomes: Partial<Record<BatchOutcome, number>>;
	/** The same in VideoSDK's own words. */
	counts: Record<string, number>;
};

export function batchIdIn(wire: JsonObject): string | undefined {
	return text(wire.batchId) ?? text(wire.id) ?? text(wire._id);
}

export function batchRecordIdIn(wire: JsonObject): string | undefined {
	return text(wire.recordId) ?? text(wire.id) ?? text(wire._id);
}

export function batchStatusIn(wire: JsonObject): string | undefined {
	return text(wire.status)?.trim().toLowerCase();
}

/** Whether a batch was launched. One with a status that nobody knows is not taken for one. */
export function isLaunched(wire: JsonObject): boolean {
	return LAUNCHED.has(batchStatusIn(wire) ?? '');
}

/** Whether a batch is over. One with a status that nobody knows is not. */
export function isBatchFinished(wire: JsonObject): boolean {
	return FINISHED.has(batchStatusIn(wire) ?? '');
}

/** Whether something happened to a batch, and not to a call. */
export function isBatchEvent({ event = '' }: { event?: string }): boolean {
	return event.startsWith('batchcall-');
}

/** The batch in the body of an event: in its `data` as all events have it, or beside the event's name. */
export function batchEventIn(body: unknown): BatchEventItem {
	const wire = isRecord(body) ? (isRecord(body.data) ? body.data : body) : {};
	const batchName = text(wire.batchName);
	return withoutAbsent({ batchId: batchIdIn(wire), batchName, batchStatus: batchStatusIn(wire) });
}

/** @param options `raw`: with VideoSDK's own object beside the fields */
export function toBatchItem(answer: unknown, { raw = false } = {}): BatchItem {
	const wire = isRecord(answer) ? answer : {};
	const [date, time] = [text(wire.scheduledDate), text(wire.scheduledTime)];
	const file = isRecord(wire.file) ? wire.file : {};
	const status = batchStatusIn(wire);
	const days = Array.isArray(wire.daysOfWeek) ? wire.daysOfWeek : [];
	return withoutAbsent<BatchItem>({
		batchId: batchIdIn(wire),
		batchName: text(wire.batchName),
		description: text(wire.description),
		status,
		isFinished: status === undefined ? undefined : isBatchFinished(wire),
		records: numberIn(wire.recordsUploaded),
		progress: numberIn(wire.progress),
		from: text(wire.phoneNumber),
		phoneNumberId: text(wire.phoneNumberId),
		routingRuleId: text(wire.routingRuleId),
		scheduledFor: date === undefined ? undefined : [date, time].filter(Boolean).join('T'),
		timeZone: text(wire.timezone),
		allowedFrom: text(wire.allowedFrom),
		allowedUntil: text(wire.allowedUntil),
		daysOfWeek: days.length > 0 ? days.map(Number) : undefined,
		retry: isRecord(wire.retry) ? wire.retry : undefined,
		fileName: text(file.filename),
		parseError: text(wire.parseError),
		createdAt: isoText(moment(wire.createdAt)),
		updatedAt: isoText(moment(wire.updatedAt)),
		raw: raw ? withoutSecrets(wire) : undefined,
	});
}

/** @param options `raw`: with VideoSDK's own object beside the fields */
export function toBatchRecordItem(answer: unknown, { raw = false } = {}): BatchRecordItem {
	const wire = isRecord(answer) ? answer : {};
	const callIds = callIdsIn(wire);
	const { [ROW_KEY_COLUMN]: rowKey, ...metadata } = metadataOf(wire) ?? {};
	return withoutAbsent<BatchRecordItem>({
		to: text(wire.phoneNumber),
		outcome: recordOutcome(wire),
		reason: text(wire.reason),
		status: text(wire.status),
		rowKey: typeof rowKey === 'number' ? String(rowKey) : text(rowKey),
		attempts: numberIn(wire.attempts),
		talkSeconds: numberIn(wire.callDuration),
		callId: callIds.at(-1),
		callIds: callIds.length > 1 ? callIds : undefined,
		recordId: batchRecordIdIn(wire),
		batchId: text(wire.batchId),
		recordingId: text(wire.recordingId),
		metadata: Object.keys(metadata).length > 0 ? withoutTokens(metadata) : undefined,
		updatedAt: isoText(moment(wire.updatedAt)),
		raw: raw ? withoutSecrets(wire) : undefined,
	});
}

/** The counts under VideoSDK's labels, "some of which have spaces in them". */
export function toBatchStatsItem(wire: JsonObject): BatchStatsItem {
	const counts: Record<string, number> = {};
	const outcomes: BatchStatsItem['outcomes'] = {};
	for (const [label, value] of Object.entries(wire)) {
		const count = numberIn(value);
		if (count === undefined || label === 'total') continue;
		counts[label] = count;
		const outcome = recordOutcome({ status: label });
		if (outcome !== undefined) outcomes[outcome] = (outcomes[outcome] ?? 0) + count;
	}
	const status = batchStatusIn(wire);
	return {
		...withoutAbsent<Omit<BatchStatsItem, 'outcomes' | 'counts'>>({
			batchId: batchIdIn(wire),
			status,
			isFinished: status === undefined ? undefined : isBatchFinished(wire),
			total: numberIn(wire.total),
		}),
		...{ outcomes, counts },
	};
}

/**
 * What became of a record. The server SDK names two of VideoSDK's labels, `scheduled` and `not connected`,
 * and no document the others: what they say of a call is read as that, and what nobody knows is left open.
 */
export function recordOutcome(record: JsonObject): BatchOutcome | undefined {
	const outcome = outcomeOfWords(text(record.status));
	if (outcome === 'skipped') return numberIn(record.attempts) ? 'notAnswered' : outcome;
	if (outcome !== 'notAnswered') return outcome;
	// "Not connected" is said of several endings; why it was so may tell which it was.
	const reason = spelled(text(record.reason));
	const isEnding = CALL_STATUSES.some((status) => status === reason);
	const told = isEnding ? callOutcome({ status: reason }) : outcome;
	return told === 'inProgress' || told === 'timedOut' ? outcome : told;
}

const WORDS: ReadonlyArray<readonly [RegExp, BatchOutcome]> = [
	[/^(?:connected|answered|completed|ended|succe(?:ss|eded|ssful)|transferred)$/, 'answered'],
	[/^(?:not-(?:connected|answered|reached)|no-answer|unanswered|missed)$/, 'notAnswered'],
	[/^(?:rejected|busy|declined)$/, 'rejected'],
	[/^abandoned$/, 'abandoned'],
	[/^(?:failed|error|invalid(?:-number)?)$/, 'failed'],
	[/^(?:cancell?ed|skipped)$/, 'skipped'],
	[
		/^(?:scheduled|pending|queued|waiting|in-progress|running|calling|connecting|ringing|initiated|retrying)$/,
		'inProgress',
	],
];

function outcomeOfWords(words: string | undefined): BatchOutcome | undefined {
	const label = spelled(words);
	return WORDS.find(([pattern]) => pattern.test(label))?.[1];
}

/** "Not Connected", not_connected and not-connected are one. */
const spelled = (words = '') =>
	words
		.trim()
		.toLowerCase()
		.replace(/[\s_-]+/g, '-');

/** The SDK knows the last one alone; of a retried record, VideoSDK may tell more. */
function callIdsIn({ callIds, callId }: JsonObject): string[] {
	const told: unknown[] = Array.isArray(callIds) ? callIds : [];
	const ids = [...told, callId].flatMap((id) => text(id) ?? []);
	return [...new Set(ids)];
}

function numberIn(value: unknown): number | undefined {
	return typeof value === 'number' && value >= 0 ? value : undefined;
}
