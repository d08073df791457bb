import type { Hono } from 'hono';
import { z } from 'zod';
import { uploadLinkTo } from '../files/links.mts';
import { isTimeZone, minutesOf, momentOf } from '../state/batchHours.mts';
import { BATCH_EVENTS, RETRY_STATUSES } from '../state/batchStore.mts';
import type { BatchOrder, BatchRecord, SandboxBatch } from '../state/batchStore.mts';
import type { SandboxState } from '../state/sandboxState.mts';
import {
	labelOf,
	toBatch,
	toBatchRecord,
	toBatchStats,
	toListedBatch,
	toRecordsCsv,
} from '../wire/batchWire.mts';
import { pageQuery, SIP_PER_PAGE, toPage } from '../wire/page.mts';
import type { ApiContext, ApiEnv } from './apiEnv.mts';
import { jsonBody } from './readBody.mts';
import { checked, Refusal } from './refusal.mts';

export const MOST_FILE_BYTES = 5 * 1024 * 1024;
const EXTENSIONS = ['csv', 'xls', 'xlsx'];

const needed = z.string().min(1);
const text = needed.optional();
const time = z
	.string()
	.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time like 09:30')
	.optional();
const isoMoment = z.string().datetime({ offset: true }).optional();
const count = z.string().regex(/^\d+$/).transform(Number).optional();

const orderFields = {
	description: text,
	timing: z.enum(['immediate', 'scheduled']).optional(),
	timezone: z.string().refine(isTimeZone, 'must be an IANA time zone').optional(),
	scheduledTime: time,
	scheduledDate: z
		.string()
		.regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a date like 2026-05-04')
		.optional(),
	allowedFrom: time,
	allowedUntil: time,
	daysOfWeek: z.array(z.number().int().min(0).max(6)).min(1).optional(),
	retry: z
		.object({
			enabled: z.boolean().optional(),
			retryOn: z.array(z.enum(RETRY_STATUSES)).optional(),
			maxAttempts: z.number().int().min(1).max(3).optional(),
		})
		.strict()
		.optional(),
	saveAsDraft: z.boolean().optional(),
};
const names = { batchName: needed, phoneNumberId: needed, routingRuleId: needed };

/** CreateBatchCallOptions and UpdateBatchCallOptions of the vendor's SDK (src/resources/batchcalls.ts). */
const createSchema = z
	.object({
		...{ ...names, ...orderFields, batchId: text },
		webhook: z
			.object({ endpoint: z.string().url(), events: z.array(z.enum(BATCH_EVENTS)).optional() })
			.strict()
			.optional(),
	})
	.strict();
const updateSchema = z
	.object({ ...names, ...orderFields })
	.partial()
	.strict();
const uploadSchema = z
	.object({ fileName: needed, fileSize: z.number().int().positive(), batchId: text })
	.strict();
const recordSchema = z
	.object({ phoneNumber: text, metadata: z.record(z.unknown()).optional() })
	.strict();

const listQuery = z
	.object({
		...pageQuery,
		status: text,
		startDate: isoMoment,
		endDate: isoMoment,
		minValue: count,
		maxValue: count,
	})
	.strict();
const recordsQuery = z.object({ ...pageQuery, status: text, query: text }).strict();
const exportQuery = z.object({ status: text, search: text }).strict();

const LAUNCHED = new Set(['scheduled', 'running', 'completed', 'cancelling', 'cancelled']);

/** Campaigns that the service runs by itself: only the vendor's SDK tells of them. */
export function batchCallRoutes(app: Hono<ApiEnv>, state: SandboxState): void {
	const { batches, settings } = state;
	const pageRule = () => ({ defaultPerPage: SIP_PER_PAGE, limit: settings.pageSizeLimit });

	app.post('/v2/batch-calls/upload', (c) => {
		const { fileName, fileSize, batchId } = jsonBody(c, uploadSchema);
		const extension = fileName.split('.').at(-1)?.toLowerCase() ?? '';
		if (!EXTENSIONS.includes(extension)) throw new Refusal(400, 'Only CSV, XLS and XLSX files.');
		if (fileSize > MOST_FILE_BYTES) throw new Refusal(400, 'The file is larger than 5 MB.');
		const known = batchId === undefined ? undefined : batchOf(batchId);
		if (known && LAUNCHED.has(known.status)) {
			throw new Refusal(400, `The file of a batch that is ${known.status} cannot be replaced.`);
		}
		const batch = batches.announce({ fileName, size: fileSize }, known);
		const fileKey = batch.file?.key ?? '';
		const presignedUrl = uploadLinkTo(state, fileKey);
		return c.json({ presignedUrl, fileKey, fileName, batchId: batch.batchId });
	});

	app.post('/v2/batch-calls/parse', (c) => {
		const { batchId } = jsonBody(c, z.object({ batchId: needed }).strict());
		const batch = batchOf(batchId);
		if (batch.file?.hasCome !== true) throw new Refusal(400, 'No file was uploaded.');
		if (batch.status !== 'uploaded' && batch.status !== 'parse_failed') {
			throw new Refusal(400, `The batch is ${batch.status}: there is nothing to parse.`);
		}
		batches.parse(batch);
		return c.json({ message: 'Parsing started', batchId, status: batch.status });
	});

	app.post('/v2/batch-calls', (c) => {
		const { batchId, saveAsDraft = false, ...order } = jsonBody(c, createSchema);
		assertOrder(order, state);
		if (batchId === undefined && !saveAsDraft) {
			throw new Refusal(400, '"batchId" is required, but for a draft.');
		}
		let batch = batchId === undefined ? batches.create() : batchOf(batchId);
		if (LAUNCHED.has(batch.status)) {
			if (!settings.batchLaunchesTwice) throw new Refusal(409, `The batch is ${batch.status}.`);
			batch = batches.copy(batch);
		} else if (batchId !== undefined && !['parsed', 'draft'].includes(batch.status)) {
			throw new Refusal(400, `The batch is ${batch.status}, not parsed.`);
		} else if (!settings.batchKeepsId) {
			batch = batches.copy(batch);
		}
		if (saveAsDraft) batches.saveDraft(batch, order);
		else batches.launch(batch, order);
		return c.json(toBatch(batch, state));
	});

	app.get('/v2/batch-calls', (c) => {
		const query = checked(listQuery, c.req.query());
		const { status, startDate, endDate, minValue = 0, maxValue = Infinity, ...page } = query;
		const [since, until] = [Date.parse(startDate ?? ''), Date.parse(endDate ?? '')];
		const found = batches.all().filter((batch) => {
			const createdAt = state.stated(batch.createdAt);
			const rows = batch.records.length;
			// Without a date, the comparisons are with NaN, and never true.
			const isOtherDay = createdAt < since || createdAt > until;
			const isOtherSize = rows < minValue || rows > maxValue;
			const shown = toBatch(batch, state).status;
			return !isOtherDay && !isOtherSize && (status ?? shown) === shown;
		});
		const wire = toPage(found, page, pageRule(), (batch) => toListedBatch(batch, state));
		return c.json({ pageInfo: wire.pageInfo, batchCalls: wire.data });
	});

	app.get('/v2/batch-calls/:batchId', (c) => c.json(toBatch(batchIn(c), state)));

	app.get('/v2/batch-calls/:batchId/stats', (c) => c.json(toBatchStats(batchIn(c), settings)));

	app.put('/v2/batch-calls/:batchId', (c) => {
		const batch = batchIn(c);
		const { saveAsDraft, ...changes } = jsonBody(c, updateSchema);
		if (!['draft', 'scheduled', 'parsed'].includes(batch.status)) {
			throw new Refusal(400, `A batch that is ${batch.status} cannot be changed.`);
		}
		const kept = settings.batchUpdateReplaces ? { webhook: batch.order.webhook } : batch.order;
		const order = { ...kept, ...changes };
		assertOrder(order, state);
		const launches = saveAsDraft === false || settings.batchUpdateLaunches;
		const isLaunched = batch.status === 'scheduled' || launches;
		if (isLaunched && saveAsDraft !== true) {
			if (batch.records.length === 0) throw new Refusal(400, 'The batch has no records.');
			batches.launch(batch, order);
		} else if (batch.status === 'parsed' && saveAsDraft !== true) batch.order = order;
		else batches.saveDraft(batch, order);
		return c.json(toBatch(batch, state));
	});

	app.delete('/v2/batch-calls/:batchId', (c) => {
		const batch = batchIn(c);
		if (['running', 'cancelling'].includes(batch.status)) {
			throw new Refusal(400, `The batch is ${batch.status}: cancel it first.`);
		}
		if (batch.status === 'scheduled') batches.cancel(batch, 'immediate');
		batches.remove(batch);
		return c.json({ message: 'Batch call deleted successfully.' });
	});

	app.post('/v2/batch-calls/:batchId/cancel', (c) => {
		const batch = batchIn(c);
		const { mode } = jsonBody(c, z.object({ mode: z.enum(['graceful', 'immediate']) }).strict());
		if (!['scheduled', 'running', 'cancelling'].includes(batch.status)) {
			throw new Refusal(400, `The batch is ${batch.status}: there is nothing to cancel.`);
		}
		batches.cancel(batch, mode);
		return c.json(toBatch(batch, state));
	});

	app.get('/v2/batch-calls/:batchId/records', (c) => {
		const batch = batchIn(c);
		const { status, query, ...page } = checked(recordsQuery, c.req.query());
		const found = recordsLike(batch, status, query);
		const wire = toPage(found, page, pageRule(), (one) => toBatchRecord(one, batch, state));
		return c.json({ pageInfo: wire.pageInfo, records: wire.data });
	});

	app.get('/v2/batch-calls/:batchId/records/export', (c) => {
		const batch = batchIn(c);
		const { status, search } = checked(exportQuery, c.req.query());
		const csv = toRecordsCsv(recordsLike(batch, status, search), batch, state);
		return c.body(csv, 200, { 'content-type': 'text/csv; charset=utf-8' });
	});

	app.put('/v2/batch-calls/:batchId/records/:recordId', (c) => {
		const batch = batchIn(c);
		const record = batch.records.find(({ recordId }) => recordId === c.req.param('recordId'));
		if (!record) throw new Refusal(404, 'Record not found.');
		if (record.state !== 'waiting' || record.attempts > 0) {
			throw new Refusal(400, 'Only a record that waits for its first call can be changed.');
		}
		Object.assign(record, jsonBody(c, recordSchema), { updatedAt: state.clock.now() });
		return c.json(toBatchRecord(record, batch, state));
	});

	app.delete('/v2/batch-calls/:batchId/records', (c) => {
		const batch = batchIn(c);
		const { recordIds } = jsonBody(c, z.object({ recordIds: z.array(needed).min(1) }).strict());
		const deletedCount = batches.removeRecords(batch, recordIds);
		return c.json({ message: 'Records deleted successfully.', deletedCount });
	});

	function batchOf(batchId: string): SandboxBatch {
		const batch = batches.get(batchId);
		if (!batch) throw new Refusal(404, 'Batch call not found.');
		return batch;
	}

	function batchIn(c: ApiContext): SandboxBatch {
		return batchOf(c.req.param('batchId') ?? '');
	}

	/** By labels, with commas between them, and a part of what the vendor's SDK lists. */
	function recordsLike(batch: SandboxBatch, status = '', search = ''): BatchRecord[] {
		const labels = status === '' ? undefined : status.split(',').map((label) => label.trim());
		const wanted = search.toLowerCase();
		return batch.records.filter((record) => {
			const label = labelOf(record, settings);
			const texts = [record.recordId, record.phoneNumber, label, record.reason ?? ''];
			const isLike = texts.some((one) => one.toLowerCase().includes(wanted));
			return isLike && (labels?.includes(label) ?? true);
		});
	}
}

/** What the types of the vendor's SDK cannot say, but its comments do. */
function assertOrder(order: BatchOrder, { sip, clock }: SandboxState): void {
	const { phoneNumberId, routingRuleId, timing, timezone, scheduledDate, scheduledTime } = order;
	if (phoneNumberId !== undefined && routingRuleId !== undefined) {
		const number = sip.numbers.all().find((one) => one.phoneNumberId === phoneNumberId);
		if (!number) throw new Refusal(404, 'Phone number not found.');
		if (!number.outboundGatewayId) throw new Refusal(400, 'The number has no outbound gateway.');
		const rule = sip.rules.get(routingRuleId);
		if (!rule) throw new Refusal(404, 'Routing rule not found.');
		if (rule.type !== 'outbound' || !rule.numbers.includes(number.e164)) {
			throw new Refusal(400, 'The routing rule is no outbound one of this number.');
		}
	}
	const { allowedFrom, allowedUntil } = order;
	if ((allowedFrom === undefined) !== (allowedUntil === undefined)) {
		throw new Refusal(400, '"allowedFrom" and "allowedUntil" come together.');
	}
	if (timing !== 'scheduled') {
		if (allowedFrom === undefined) return;
		throw new Refusal(400, 'Hours are for scheduled batches only.');
	}
	if (scheduledDate === undefined || scheduledTime === undefined) {
		throw new Refusal(400, '"scheduledDate" and "scheduledTime" are required.');
	}
	if (minutesOf(allowedFrom ?? '00:00') >= minutesOf(allowedUntil ?? '23:59')) {
		throw new Refusal(400, '"allowedFrom" must be before "allowedUntil".');
	}
	const startAt = momentOf(scheduledDate, scheduledTime, timezone ?? 'Asia/Calcutta');
	if (!(startAt > clock.now())) throw new Refusal(400, 'The scheduled time is over.');
}
