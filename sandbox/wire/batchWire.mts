import { isOver } from '../state/batchStore.mts';
import type { SandboxBatch, BatchEvent, BatchNews, BatchRecord } from '../state/batchStore.mts';
import type { SandboxState } from '../state/sandboxState.mts';
import type { SandboxSettings } from '../state/settings.mts';
import type { Payload } from '../webhooks/deliveryHabits.mts';

type Labels = Pick<SandboxSettings, 'batchRecordLabels'>;

/**
 * "Display status, e.g. `scheduled` / `not connected`", says the vendor's SDK
 * (src/resources/batchcalls.ts). The others are ours.
 */
export function labelOf({ state, outcome }: BatchRecord, { batchRecordLabels }: Labels): string {
	const separator = batchRecordLabels === 'not connected' ? ' ' : '-';
	if (state === 'waiting') return 'scheduled';
	if (state === 'calling') return `in${separator}progress`;
	if (state === 'cancelled') return 'cancelled';
	if (outcome === 'failed') return 'failed';
	return outcome === 'ended' ? 'connected' : batchRecordLabels;
}

/** BatchCall of the vendor's SDK, without an envelope. */
export function toBatch(batch: SandboxBatch, state: SandboxState) {
	const { batchId, order, file, records, parseError, launchedAt, createdAt, updatedAt } = batch;
	const { webhook: _, ...shown } = order;
	const iso = (at: number) => new Date(state.stated(at)).toISOString();
	const number = state.sip.numbers.all().find((one) => one.phoneNumberId === order.phoneNumberId);
	const lag = state.settings.batchLagSeconds * 1000;
	const isLaunchHidden = launchedAt !== undefined && state.clock.now() < launchedAt + lag;
	return {
		...{ batchId, ...shown },
		phoneNumber: number?.e164,
		status: isLaunchHidden ? 'parsed' : batch.status,
		...(file && {
			file: { filename: file.fileName, extension: file.extension, key: file.key },
			cdnUrl: `${state.cdnUrl}/files/${file.key}`,
		}),
		recordsUploaded: records.length,
		parseError,
		timestamp: launchedAt === undefined ? undefined : Math.floor(state.stated(launchedAt) / 1000),
		createdAt: iso(createdAt),
		updatedAt: iso(updatedAt),
	};
}

/** "Completion percentage (list view only)". */
export function toListedBatch(batch: SandboxBatch, state: SandboxState) {
	const { records } = batch;
	const share = records.filter(isOver).length / Math.max(1, records.length);
	return { ...toBatch(batch, state), progress: Math.round(share * 100) };
}

/** BatchCallRecord of the vendor's SDK. */
export function toBatchRecord(record: BatchRecord, { batchId }: SandboxBatch, state: SandboxState) {
	const { recordId, phoneNumber, metadata, callIds, attempts, reason, talkSeconds } = record;
	return {
		...{ batchId, recordId, phoneNumber },
		metadata: state.settings.batchRecordMetadata ? metadata : undefined,
		status: labelOf(record, state.settings),
		callId: callIds.at(-1),
		reason: reason ?? (record.outcome === 'ended' ? undefined : record.outcome),
		attempts,
		callDuration: talkSeconds,
		updatedAt: new Date(state.stated(record.updatedAt)).toISOString(),
	};
}

/** "Status-bucketed counts; keys include display labels". */
export function toBatchStats({ batchId, status, records }: SandboxBatch, settings: Labels) {
	const counts: Record<string, number> = {};
	for (const record of records) {
		const label = labelOf(record, settings);
		counts[label] = (counts[label] ?? 0) + 1;
	}
	return { batchId, status, total: records.length, ...counts };
}

/** The export: how its columns are named is not documented. */
export function toRecordsCsv(
	records: readonly BatchRecord[],
	batch: SandboxBatch,
	state: SandboxState,
) {
	const extra = [...new Set(records.flatMap(({ metadata }) => Object.keys(metadata)))];
	const own = ['recordId', 'phoneNumber', 'status', 'callId', 'attempts', 'reason', 'callDuration'];
	const rows = records.map((record) => {
		const wire: Record<string, unknown> = toBatchRecord(record, batch, state);
		return [...own.map((key) => wire[key]), ...extra.map((key) => record.metadata[key])];
	});
	return [[...own, ...extra], ...rows].map((cells) => cells.map(csvCell).join(',')).join('\n');
}

function csvCell(value: unknown): string {
	const text = value === undefined || value === null ? '' : String(value);
	return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The body of a batch's webhook: nothing but the names of the events is documented. */
export function toBatchEventBody(news: BatchNews, state: SandboxState, payload: Payload): string {
	const { event, at, batch } = news;
	const { batchId, batchName } = toBatch(batch, state);
	const timestamp = new Date(state.stated(at)).toISOString();
	const data =
		payload === 'asDocumented'
			? { ...toBatch(batch, state), ...toBatchStats(batch, state.settings), status: NOW[event] }
			: { batchId, batchName, timestamp };
	return JSON.stringify({ webhookType: event, data });
}

/** What a batch is when its event comes, however late it is told. */
const NOW: Record<BatchEvent, string> = {
	'batchcall-started': 'running',
	'batchcall-completed': 'completed',
};
