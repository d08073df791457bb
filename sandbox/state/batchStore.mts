import { randomUUID } from 'node:crypto';
import { rowsOfFile } from './batchFile.mts';
import type { BatchRow } from './batchFile.mts';
import { minutesOf, momentOf, openFrom } from './batchHours.mts';
import { isFinal, isTalking } from './callWalk.mts';
import type { CallStatus } from './callWalk.mts';
import type { CallStore } from './callStore.mts';
import type { Clock } from './clock.mts';
import { newObjectId, newRoomId } from './newId.mts';
import { createNotice } from './notice.mts';
import type { Notice } from './notice.mts';
import { scenarioOfNext } from './scripts.mts';
import type { Scripts } from './scripts.mts';
import type { SandboxSettings } from './settings.mts';
import type { SipAccount } from './sipAccount.mts';
import { placesCall } from '../faults/faultOrder.mts';

/** BatchCallStatus of the vendor's SDK (src/resources/batchcalls.ts). */
export type BatchStatus =
	| 'uploaded'
	| 'parsing'
	| 'parsed'
	| 'parse_failed'
	| 'draft'
	| 'scheduled'
	| 'running'
	| 'completed'
	| 'cancelling'
	| 'cancelled';

export const RETRY_STATUSES = [
	'failed',
	'not-answered',
	'rejected',
	'missed',
	'abandoned',
] as const;
export const BATCH_EVENTS = ['batchcall-started', 'batchcall-completed'] as const;

export type BatchEvent = (typeof BATCH_EVENTS)[number];

/** CreateBatchCallOptions of the vendor's SDK, but for the batch's ID and the draft. */
export interface BatchOrder {
	batchName?: string;
	phoneNumberId?: string;
	routingRuleId?: string;
	description?: string;
	timing?: 'immediate' | 'scheduled';
	timezone?: string;
	scheduledTime?: string;
	scheduledDate?: string;
	allowedFrom?: string;
	allowedUntil?: string;
	daysOfWeek?: number[];
	retry?: {
		enabled?: boolean;
		retryOn?: Array<(typeof RETRY_STATUSES)[number]>;
		maxAttempts?: number;
	};
	webhook?: { endpoint: string; events?: BatchEvent[] };
}

/** What becomes of one row. */
export interface BatchRecord {
	recordId: string;
	phoneNumber: string;
	metadata: Record<string, unknown>;
	state: 'waiting' | 'calling' | 'done' | 'cancelled';
	/** How the last call to it ended. */
	outcome?: CallStatus;
	/** Why nobody was called, or why that was the end of it. */
	reason?: string;
	callIds: string[];
	attempts: number;
	/** Not before then is it called. */
	retryAt?: number;
	talkSeconds: number | null;
	updatedAt: number;
}

/** Nobody calls it any more. */
export const isOver = ({ state }: BatchRecord) => state === 'done' || state === 'cancelled';

export interface BatchFile {
	fileName: string;
	extension: string;
	key: string;
	/** As the upload was announced. */
	size: number;
	hasCome: boolean;
}

/** Times are epoch milliseconds. */
export interface SandboxBatch {
	batchId: string;
	status: BatchStatus;
	order: BatchOrder;
	file?: BatchFile;
	records: BatchRecord[];
	parseError?: string;
	parsedAt?: number;
	/** When it was launched or scheduled. */
	launchedAt?: number;
	/** When it starts, or has started. */
	startAt?: number;
	finishedAt?: number;
	createdAt: number;
	updatedAt: number;
}

/** Something that has become of a batch. */
export interface BatchNews {
	event: BatchEvent;
	at: number;
	batch: SandboxBatch;
}

export interface BatchStore {
	/** Announces a file, of a new batch or of one that there is. */
	announce(file: { fileName: string; size: number }, batch?: SandboxBatch): SandboxBatch;
	/** The file that was announced under this key. */
	file(key: string): BatchFile | undefined;
	putFile(file: BatchFile, bytes: Uint8Array): void;
	/** All that was put so far, as text, the first one first; also of batches that were removed. */
	uploads(): string[];
	parse(batch: SandboxBatch): void;
	/** A batch without a file. */
	create(): SandboxBatch;
	/** A batch whose file was parsed. */
	createParsed(rows: readonly BatchRow[]): SandboxBatch;
	/** Another batch with the same rows, none of which was called. */
	copy(batch: SandboxBatch): SandboxBatch;
	saveDraft(batch: SandboxBatch, order: BatchOrder): void;
	launch(batch: SandboxBatch, order: BatchOrder): void;
	cancel(batch: SandboxBatch, mode: 'graceful' | 'immediate'): void;
	remove(batch: SandboxBatch): void;
	/** @returns how many there were; those whose phone rings stay */
	removeRecords(batch: SandboxBatch, recordIds: readonly string[]): number;
	get(batchId: string): SandboxBatch | undefined;
	/** Newest first. */
	all(): SandboxBatch[];
	/** Does what has come due by the clock. */
	catchUp(): void;
	/** When something comes due next, if nobody intervenes. */
	nextAt(): number | undefined;
	/** What has happened since it was last taken, oldest first. */
	takeNews(): BatchNews[];
	/** Something was changed by hand. */
	changes: Notice;
	reset(): void;
}

interface Sources {
	clock: Clock;
	settings: SandboxSettings;
	calls: CallStore;
	scripts: Scripts;
	sip: SipAccount;
}

/** "IANA timezone (default `Asia/Calcutta`)", says the vendor's SDK. */
const DEFAULT_TIME_ZONE = 'Asia/Calcutta';
const MOST_ATTEMPTS = 3;

/**
 * Batches, and the calls that they place. However far the clock was pushed, each call is placed at the
 * moment at which its turn has come: when a line was free, within the hours, after the pause before a retry.
 */
export function createBatchStore({ clock, settings, calls, scripts, sip }: Sources): BatchStore {
	const batches = new Map<string, SandboxBatch>();
	const runs = new Map<SandboxBatch, BatchRun>();
	/** Of files, by their keys. */
	const contents = new Map<string, Uint8Array>();
	const changes = createNotice();
	let news: BatchNews[] = [];
	let isCatchingUp = false;

	function create(): SandboxBatch {
		const at = clock.now();
		const batch: SandboxBatch = {
			batchId: newObjectId(),
			...{ status: 'uploaded', order: {}, records: [], createdAt: at, updatedAt: at },
		};
		batches.set(batch.batchId, batch);
		return batch;
	}

	function finishParsing(batch: SandboxBatch): void {
		const { file } = batch;
		const at = batch.parsedAt ?? clock.now();
		const bytes = contents.get(file?.key ?? '') ?? new Uint8Array();
		const rows = rowsOfFile({ extension: file?.extension ?? '', bytes }, settings);
		batch.updatedAt = at;
		if (typeof rows === 'string') {
			batch.status = 'parse_failed';
			batch.parseError = rows;
			return;
		}
		batch.status = 'parsed';
		batch.records = recordsOf(rows, at);
	}

	/** Places a call to a record at a moment that may lie in the past. */
	function dial(batch: SandboxBatch, record: BatchRecord, at: number): void {
		const { phoneNumber: to, metadata } = record;
		const scenario = scenarioOfNext({ calls, scripts }, to);
		const rule = sip.rules.get(batch.order.routingRuleId ?? '');
		const number = sip.numbers
			.all()
			.find(({ phoneNumberId }) => phoneNumberId === batch.order.phoneNumberId);
		const gateway = sip.gateways.get(number?.outboundGatewayId ?? '');
		record.attempts += 1;
		record.updatedAt = at;
		// What a request for this number would be refused with, or any number that is none.
		const isRefused = scenario?.fault !== undefined && !placesCall(scenario.fault);
		if (isRefused || !/^\+[1-9]\d{1,14}$/.test(to)) {
			const reason = isRefused ? scenario.title : 'This is no phone number.';
			Object.assign(record, { state: 'done', outcome: 'failed', reason });
			return;
		}
		const call = calls.place({
			...{ via: 'gateway', to, from: number?.e164, metadata, walk: scenario?.walk, placedAt: at },
			roomId: rule?.room.id ?? newRoomId(),
			...{ ruleId: rule?.id, ruleName: rule?.name },
			...{ gatewayId: gateway?.id, gatewayName: gateway?.name },
		});
		record.state = 'calling';
		record.callIds.push(call.callId);
	}

	/** Where the time of a batch has come to. */
	interface BatchRun {
		at: number;
		/** How many records have had their first turn. */
		turns: number;
		calling: Set<BatchRecord>;
		retries: BatchRecord[];
	}

	/** Who is called next, and when; undefined = nobody, or nobody as long as no call ends. */
	function nextTurn(batch: SandboxBatch, run: BatchRun) {
		if (batch.status === 'cancelling' || run.calling.size >= settings.batchConcurrency) return;
		while (batch.records[run.turns]?.state === 'cancelled') run.turns += 1;
		const isRetry = run.turns >= batch.records.length;
		const record = isRetry ? run.retries[0] : batch.records[run.turns];
		if (!record) return undefined;
		const { timezone = DEFAULT_TIME_ZONE, allowedFrom, allowedUntil, daysOfWeek } = batch.order;
		const from = Math.max(run.at, batch.startAt ?? 0, record.retryAt ?? 0);
		const at = openFrom(from, {
			timeZone: timezone,
			from: allowedFrom === undefined ? undefined : minutesOf(allowedFrom),
			until: allowedUntil === undefined ? undefined : minutesOf(allowedUntil),
			days: daysOfWeek,
		});
		return at === undefined ? undefined : { record, at, isRetry };
	}

	/** The call that was over first, of those that are on. */
	function firstOver({ calling }: BatchRun) {
		let first: { record: BatchRecord; at: number } | undefined;
		for (const record of calling) {
			const end = calls.get(record.callIds.at(-1) ?? '')?.end ?? null;
			if (end !== null && end < (first?.at ?? Infinity)) first = { record, at: end };
		}
		return first;
	}

	function endCall({ order, status }: SandboxBatch, run: BatchRun, record: BatchRecord): void {
		const call = calls.get(record.callIds.at(-1) ?? '');
		const answered = call?.timelog.find((step) => step.status === 'answered')?.at;
		const end = call?.end ?? run.at;
		record.outcome = call?.status;
		record.talkSeconds = answered === undefined ? null : (end - answered) / 1000;
		record.updatedAt = run.at;
		run.calling.delete(record);
		const { enabled = false, retryOn, maxAttempts = MOST_ATTEMPTS } = order.retry ?? {};
		const statuses: readonly string[] = retryOn ?? RETRY_STATUSES;
		const again = enabled && statuses.includes(record.outcome ?? '');
		if (again && record.attempts < maxAttempts && status !== 'cancelling') {
			record.state = 'waiting';
			record.retryAt = run.at + settings.batchRetrySeconds * 1000;
			run.retries.push(record);
		} else {
			record.state = 'done';
		}
	}

	function advance(batch: SandboxBatch, run: BatchRun, now: number): void {
		for (;;) {
			if (batch.status === 'scheduled') {
				if ((batch.startAt ?? 0) > now) return;
				batch.status = 'running';
				news.push({ event: 'batchcall-started', at: batch.startAt ?? now, batch });
			}
			const over = firstOver(run);
			const turn = nextTurn(batch, run);
			if (over && over.at <= (turn?.at ?? Infinity)) {
				run.at = Math.max(run.at, over.at);
				endCall(batch, run, over.record);
			} else if (turn && turn.at <= now) {
				run.at = turn.at;
				if (turn.isRetry) run.retries.shift();
				else run.turns += 1;
				dial(batch, turn.record, turn.at);
				if (turn.record.state === 'calling') run.calling.add(turn.record);
			} else if (!turn && run.calling.size === 0) {
				finish(batch, run);
				return;
			} else {
				return;
			}
		}
	}

	function finish(batch: SandboxBatch, { at }: BatchRun): void {
		const wasCancelled = batch.status === 'cancelling';
		Object.assign(batch, { status: wasCancelled ? 'cancelled' : 'completed' });
		Object.assign(batch, { finishedAt: at, updatedAt: at });
		runs.delete(batch);
		if (!wasCancelled || settings.batchCancelCompletes) {
			news.push({ event: 'batchcall-completed', at, batch });
		}
	}

	function catchUp(): void {
		if (isCatchingUp) return;
		isCatchingUp = true;
		const now = clock.now();
		for (const batch of batches.values()) {
			if (batch.status === 'parsing' && (batch.parsedAt ?? 0) <= now) finishParsing(batch);
		}
		for (const [batch, run] of runs) advance(batch, run, now);
		isCatchingUp = false;
	}

	function nextAt(): number | undefined {
		if (isCatchingUp) return undefined;
		const moments: Array<number | undefined> = [];
		for (const { status, parsedAt } of batches.values()) {
			if (status === 'parsing') moments.push(parsedAt);
		}
		for (const [batch, run] of runs) {
			if (batch.status === 'scheduled') moments.push(batch.startAt);
			else moments.push(nextTurn(batch, run)?.at);
			for (const { callIds } of run.calling) {
				moments.push(calls.nextChangeAt(callIds.at(-1) ?? '') ?? clock.now());
			}
		}
		const known = moments.filter((at) => at !== undefined);
		return known.length === 0 ? undefined : Math.min(...known);
	}

	function changed(): void {
		catchUp();
		changes.tell();
	}

	return {
		announce({ fileName, size }, batch = create()) {
			const extension = fileName.split('.').at(-1)?.toLowerCase() ?? '';
			const key = `${batch.batchId}-${newObjectId()}.${extension}`;
			const at = clock.now();
			Object.assign(batch, { status: 'uploaded', records: [], parseError: undefined });
			Object.assign(batch, {
				file: { fileName, extension, key, size, hasCome: false },
				updatedAt: at,
			});
			return batch;
		},
		file: (key) => [...batches.values()].find(({ file }) => file?.key === key)?.file,
		uploads: () => [...contents.values()].map((bytes) => new TextDecoder().decode(bytes)),
		putFile(file, bytes) {
			contents.set(file.key, bytes);
			file.hasCome = true;
		},
		parse(batch) {
			batch.status = 'parsing';
			batch.parsedAt = clock.now() + settings.batchParseSeconds * 1000;
			changed();
		},
		create,
		createParsed(rows) {
			const batch = create();
			batch.status = 'parsed';
			batch.records = recordsOf(rows, clock.now());
			return batch;
		},
		copy({ file, records }) {
			const batch = create();
			batch.file = file;
			batch.records = recordsOf(records, clock.now());
			return batch;
		},
		saveDraft(batch, order) {
			runs.delete(batch);
			Object.assign(batch, { order, status: 'draft', updatedAt: clock.now() });
			changed();
		},
		launch(batch, order) {
			const now = clock.now();
			const { timing, scheduledDate, scheduledTime, timezone = DEFAULT_TIME_ZONE } = order;
			const isLater = timing === 'scheduled' && scheduledDate && scheduledTime;
			const startAt = isLater ? momentOf(scheduledDate, scheduledTime, timezone) : now;
			Object.assign(batch, { order, startAt, status: 'scheduled', updatedAt: now });
			batch.launchedAt ??= now;
			runs.set(batch, { at: startAt, turns: 0, calling: new Set(), retries: [] });
			changed();
		},
		cancel(batch, mode) {
			const run = runs.get(batch);
			const now = clock.now();
			batch.status = 'cancelling';
			for (const record of batch.records) {
				if (record.state === 'waiting')
					Object.assign(record, { state: 'cancelled', updatedAt: now });
			}
			if (run) run.at = now;
			for (const { callIds } of mode === 'immediate' ? (run?.calling ?? []) : []) {
				const call = calls.get(callIds.at(-1) ?? '');
				if (!call || isFinal(call.status)) continue;
				const status = isTalking(call.status) ? 'ended' : 'abandoned';
				calls.revise(call.callId, { next: [{ status, afterSeconds: 0 }] });
			}
			changed();
		},
		remove({ batchId }) {
			batches.delete(batchId);
		},
		removeRecords(batch, recordIds) {
			const isRemoved = ({ recordId, state }: BatchRecord) =>
				state !== 'calling' && recordIds.includes(recordId);
			const removed = batch.records.filter(isRemoved);
			// Nobody calls them any more; a turn that has been is not another's.
			for (const record of removed) record.state = 'cancelled';
			const run = runs.get(batch);
			if (run) {
				run.turns -= batch.records.slice(0, run.turns).filter(isRemoved).length;
				run.retries = run.retries.filter((record) => !removed.includes(record));
			}
			batch.records = batch.records.filter((record) => !removed.includes(record));
			changed();
			return removed.length;
		},
		get(batchId) {
			catchUp();
			return batches.get(batchId);
		},
		all() {
			catchUp();
			return [...batches.values()].reverse();
		},
		catchUp,
		nextAt,
		takeNews() {
			const taken = news;
			news = [];
			return taken;
		},
		changes,
		reset() {
			batches.clear();
			runs.clear();
			contents.clear();
			news = [];
			changes.tell();
		},
	};
}

function recordsOf(rows: readonly BatchRow[], at: number): BatchRecord[] {
	return rows.map(({ phoneNumber, metadata }) => ({
		...{ recordId: randomUUID(), phoneNumber, metadata, state: 'waiting', callIds: [] },
		...{ attempts: 0, talkSeconds: null, updatedAt: at },
	}));
}
