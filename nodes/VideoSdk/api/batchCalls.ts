import type { IDataObject } from 'n8n-workflow';
import {
	batchIdIn,
	batchRecordIdIn,
	batchStatusIn,
	type BatchCancelMode,
	type BatchEvent,
	type BatchRetryStatus,
} from '../../../videosdk/batchCall.ts';
import { isRecord, text, type JsonObject } from '../../../videosdk/wire.ts';
import { Failure } from '../errors/failure.ts';
import { failureOf, settled } from '../errors/failureOf.ts';
import { fieldText } from '../fields/fieldText.ts';
import { pollUntil, wideningPauses } from '../time/poll.ts';
import type { ApiContext } from './client.ts';
import type { ApiRequest, BeforeEach, Client } from './exchange.ts';
import { idInPath } from './idInPath.ts';
import { listRows, readList, ROWS_PER_PAGE, type ListPage } from './pages.ts';
import { uploadFile } from './upload.ts';

// Batches of calls that VideoSDK places by itself. Only its server SDK tells of them (`batchcalls.ts`), and
// so does each sentence here that names no other source.

const BATCHES = '/v2/batch-calls';
const RECORDS_PER_PAGE = 100;

/** 5 MiB: more, VideoSDK does not take. */
export const MOST_BATCH_FILE_BYTES = 5 * 1024 * 1024;

/** What kinds of files VideoSDK takes, by the end of their names. */
export const BATCH_FILE_TYPES: Readonly<Record<string, string>> = {
	csv: 'text/csv',
	xls: 'application/vnd.ms-excel',
	xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** How long the file may be on its way. The server SDK has no limit of its own for it. */
const UPLOAD_SECONDS = 120;
/** The server SDK looks every 2 seconds, for up to 120. */
const PARSE_PAUSES = { firstSeconds: 2, factor: 1.5, longestSeconds: 10 };

/** Who is called: one row each, under a line with the names of the columns. */
export interface BatchFile {
	/** Its end is one of `BATCH_FILE_TYPES`. */
	name: string;
	/** No more than `MOST_BATCH_FILE_BYTES`. */
	bytes: Uint8Array;
}

/** When and how VideoSDK calls. What is undefined is left to VideoSDK. */
export interface BatchPlan {
	batchName?: string;
	/** The ID of a number of the account, not the number itself. */
	phoneNumberId?: string;
	/** An outbound one, attached to that number. */
	routingRuleId?: string;
	description?: string;
	/** VideoSDK's default is `immediate`. */
	timing?: 'immediate' | 'scheduled';
	/** IANA; VideoSDK's default is Asia/Calcutta. */
	timezone?: string;
	/** HH:MM; needed with `scheduledDate` (YYYY-MM-DD) for what is scheduled. */
	scheduledTime?: string;
	scheduledDate?: string;
	/** HH:MM, both together and for what is scheduled only. */
	allowedFrom?: string;
	allowedUntil?: string;
	/** 0 = Sunday ... 6 = Saturday. */
	daysOfWeek?: number[];
	/** Up to 3 attempts. */
	retry?: { enabled: boolean; retryOn?: BatchRetryStatus[]; maxAttempts?: number };
}

/** A batch that is to be launched. */
export interface BatchOrder extends BatchPlan {
	batchName: string;
	phoneNumberId: string;
	routingRuleId: string;
	/** Who is told of it; it cannot be changed afterwards. */
	webhook?: { endpoint: string; events?: BatchEvent[] };
	/** The batch whose file was parsed. */
	batchId?: string;
	/** Kept, and not launched. */
	saveAsDraft?: boolean;
}

/** Which batches are listed. Empty texts filter nothing. */
export interface BatchFilters {
	status?: string;
	/** ISO 8601, unlike in the lists of calls; both of the day on which it was made. */
	startDate?: string;
	endDate?: string;
	/** How many records it has. */
	minValue?: number;
	maxValue?: number;
}

/** Which records of a batch are listed. Empty texts filter nothing. */
export interface BatchRecordFilters {
	/** VideoSDK's own labels, with commas between several: `scheduled,not connected`. */
	status?: string;
	/** Part of a record's ID, number, status or reason. */
	search?: string;
}

/** @param batchId replaces the file of a batch that is there */
export function announceBatchFileRequest({ name, bytes }: BatchFile, batchId?: string): ApiRequest {
	return {
		method: 'POST',
		path: `${BATCHES}/upload`,
		body: told({ fileName: name, fileSize: bytes.byteLength, batchId }),
	};
}

export function parseBatchRequest(batchId: string): ApiRequest {
	return { method: 'POST', path: `${BATCHES}/parse`, body: { batchId } };
}

/** Launches a batch, schedules it or saves it as a draft. */
export function createBatchRequest(order: BatchOrder): ApiRequest {
	return { method: 'POST', path: BATCHES, body: told({ ...order }) };
}

export function readBatchRequest(batchId: string): ApiRequest {
	return { method: 'GET', path: pathOf(batchId) };
}

/** Draft, scheduled and parsed ones only. */
export function updateBatchRequest(
	batchId: string,
	changes: BatchPlan & { saveAsDraft?: boolean },
): ApiRequest {
	return { method: 'PUT', path: pathOf(batchId), body: told({ ...changes }) };
}

/** With its records. */
export function deleteBatchRequest(batchId: string): ApiRequest {
	return { method: 'DELETE', path: pathOf(batchId) };
}

/** Of a running or scheduled one. */
export function cancelBatchRequest(batchId: string, mode: BatchCancelMode): ApiRequest {
	return { method: 'POST', path: `${pathOf(batchId)}/cancel`, body: { mode } };
}

export function readBatchStatsRequest(batchId: string): ApiRequest {
	return { method: 'GET', path: `${pathOf(batchId)}/stats` };
}

export function listBatchesRequest(
	filters: BatchFilters,
	page: number,
	perPage = ROWS_PER_PAGE,
): ApiRequest {
	const { status, startDate, endDate, minValue, maxValue } = filters;
	const query = { status: fieldText(status), startDate, endDate, minValue, maxValue };
	return { method: 'GET', path: BATCHES, query: { ...query, page, perPage } };
}

export function listBatchRecordsRequest(
	batchId: string,
	{ status, search }: BatchRecordFilters,
	page: number,
): ApiRequest {
	// The search is called `query` here, and `search` in the export.
	const query = { status, query: search, page, perPage: RECORDS_PER_PAGE };
	return { method: 'GET', path: `${pathOf(batchId)}/records`, query };
}

/** One that waits for its first call. */
export function updateBatchRecordRequest(
	batchId: string,
	recordId: string,
	changes: { phoneNumber?: string; metadata?: IDataObject },
): ApiRequest {
	const path = `${pathOf(batchId)}/records/${idInPath(recordId)}`;
	return { method: 'PUT', path, body: told(changes) };
}

export function deleteBatchRecordsRequest(batchId: string, recordIds: string[]): ApiRequest {
	return { method: 'DELETE', path: `${pathOf(batchId)}/records`, body: { recordIds } };
}

/** Answers CSV. */
export function exportBatchRecordsRequest(
	batchId: string,
	{ status, search }: BatchRecordFilters,
): ApiRequest {
	const path = `${pathOf(batchId)}/records/export`;
	return { method: 'GET', path, query: { status, search }, takesCsv: true };
}

const pathOf = (batchId: string) => `${BATCHES}/${idInPath(batchId)}`;

/** What is undefined is not sent. */
function told(body: IDataObject): IDataObject {
	return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
}

/** Calls by the thousand, which VideoSDK places by itself. What it throws is a `Failure`. */
export class BatchCallsApi {
	readonly #client: Client;
	readonly #context: ApiContext;
	readonly #signal: AbortSignal | undefined;

	constructor(client: Client, context: ApiContext, signal?: AbortSignal) {
		this.#client = client;
		this.#context = context;
		this.#signal = signal;
	}

	/**
	 * Uploads a file and has it parsed; nobody is called by that. Where an answer was lost it is sent again:
	 * one batch more that was never launched does no harm. Where it fails, nothing is left of the file.
	 *
	 * @returns the ID of the batch, which is being parsed
	 */
	async upload(file: BatchFile): Promise<string> {
		const { body } = await this.#client.send(announceBatchFileRequest(file));
		const announced = isRecord(body) && isRecord(body.data) ? body.data : body;
		const batchId = isRecord(announced) ? batchIdIn(announced) : undefined;
		const link = isRecord(announced) ? text(announced.presignedUrl) : undefined;
		if (batchId === undefined || link === undefined) {
			throw unreadable('VideoSDK answered without the place for the file');
		}
		const contentType = BATCH_FILE_TYPES[file.name.split('.').at(-1)?.toLowerCase() ?? ''] ?? '';
		const limits = { seconds: UPLOAD_SECONDS, signal: this.#signal };
		try {
			await uploadFile(this.#context, link, { bytes: file.bytes, contentType }, limits);
			await this.#parse(batchId);
		} catch (error) {
			const failure = failureOf(error);
			await settled(this.remove(batchId));
			throw failure;
		}
		return batchId;
	}

	/** Parsing that had begun when its answer was lost is refused the second time. */
	async #parse(batchId: string): Promise<void> {
		try {
			await this.#client.send(parseBatchRequest(batchId));
		} catch (error) {
			const failure = failureOf(error);
			if (failure.facts.code !== 'refused') throw failure;
			if (!hasBegunToParse(await this.get(batchId))) throw failure;
		}
	}

	/**
	 * Waits until a file is parsed.
	 *
	 * @param seconds how long at most
	 * @returns the batch, parsed
	 * @throws Failure `refused` when VideoSDK cannot read the file, `notReady` when it takes longer
	 */
	async whenParsed(batchId: string, seconds: number): Promise<JsonObject> {
		const look = async () => {
			const batch = await this.get(batchId);
			const status = batchStatusIn(batch);
			if (status === 'parse_failed') throw notParsed(text(batch.parseError));
			return status === 'uploaded' || status === 'parsing' ? undefined : batch;
		};
		const parsed = await pollUntil(parsePauses(seconds), look, this.#signal);
		if (parsed) return parsed;
		throw new Failure({
			code: 'notReady',
			message: `VideoSDK has not read the file of the batch "${batchId}" after ${seconds} seconds`,
			hint: 'Nobody was called. Try again later; a smaller file is read sooner.',
			callMayExist: false,
		});
	}

	/**
	 * Launches a batch whose file was parsed, schedules it or saves a draft. Not sent again when its answer
	 * was lost: everybody might be called twice.
	 *
	 * @param beforeEach is waited for before each sending; what it throws is thrown, and nothing is sent
	 * @returns the batch as VideoSDK describes it
	 */
	async create(order: BatchOrder, beforeEach?: BeforeEach): Promise<JsonObject> {
		const { body } = await this.#client.sendOnce(createBatchRequest(order), beforeEach);
		return batchIn(body, true);
	}

	async get(batchId: string): Promise<JsonObject> {
		return batchIn((await this.#client.send(readBatchRequest(batchId))).body);
	}

	/** @returns undefined where VideoSDK knows no such batch, or none any more */
	async getIfAny(batchId: string): Promise<JsonObject | undefined> {
		try {
			return await this.get(batchId);
		} catch (error) {
			const failure = failureOf(error);
			if (failure.facts.code === 'notFound') return undefined;
			throw failure;
		}
	}

	/** To say the same twice does no harm, so a lost answer is asked for again. */
	async update(
		batchId: string,
		changes: BatchPlan & { saveAsDraft?: boolean },
	): Promise<JsonObject> {
		return batchIn((await this.#client.send(updateBatchRequest(batchId, changes))).body);
	}

	/**
	 * Cancels a batch. Asked twice, VideoSDK may say that there is nothing to cancel any more: then it is
	 * looked at.
	 */
	async cancel(batchId: string, mode: BatchCancelMode): Promise<JsonObject> {
		try {
			return batchIn((await this.#client.send(cancelBatchRequest(batchId, mode))).body);
		} catch (error) {
			const failure = failureOf(error);
			if (!['refused', 'unreadableAnswer'].includes(failure.facts.code)) throw failure;
			const batch = await this.get(batchId);
			if (['cancelling', 'cancelled'].includes(batchStatusIn(batch) ?? '')) return batch;
			throw failure;
		}
	}

	/** @returns whether there was such a batch */
	async remove(batchId: string): Promise<boolean> {
		try {
			await this.#client.send(deleteBatchRequest(batchId));
			return true;
		} catch (error) {
			const failure = failureOf(error);
			if (failure.facts.httpStatus === 404) return false;
			throw failure;
		}
	}

	/** @returns counts under VideoSDK's own labels, such as "not connected" */
	async stats(batchId: string): Promise<JsonObject> {
		const { body } = await this.#client.send(readBatchStatsRequest(batchId));
		if (isRecord(body)) return isRecord(body.data) ? body.data : body;
		throw unreadable(`VideoSDK answered without the numbers of the batch "${batchId}"`);
	}

	async page(page: number, filters: BatchFilters = {}): Promise<ListPage> {
		return await readList(this.#client, listBatchesRequest(filters, page), 'batchCalls');
	}

	/** Batches as VideoSDK describes them, from all pages. */
	async list({ filters = {}, most }: { filters?: BatchFilters; most?: number } = {}): Promise<
		JsonObject[]
	> {
		const readPage = async (page: number) => await this.page(page, filters);
		return await listRows(readPage, { idOf: batchIdIn, most });
	}

	/** The records of a batch as VideoSDK describes them, from all pages. */
	async records(
		batchId: string,
		{ filters = {}, most }: { filters?: BatchRecordFilters; most?: number } = {},
	): Promise<JsonObject[]> {
		const readPage = async (page: number) =>
			await readList(this.#client, listBatchRecordsRequest(batchId, filters, page), 'records');
		return await listRows(readPage, { idOf: batchRecordIdIn, most });
	}

	/**
	 * Takes records out of a batch; to take them out twice does no harm.
	 *
	 * @returns how many there were, where VideoSDK tells
	 */
	async removeRecords(batchId: string, recordIds: string[]): Promise<number | undefined> {
		const { body } = await this.#client.send(deleteBatchRecordsRequest(batchId, recordIds));
		const count = isRecord(body) ? body.deletedCount : undefined;
		return typeof count === 'number' ? count : undefined;
	}

	/** @returns CSV */
	async exportRecords(batchId: string, filters: BatchRecordFilters): Promise<string> {
		const { body } = await this.#client.send(exportBatchRecordsRequest(batchId, filters));
		return typeof body === 'string' ? body : '';
	}
}

/**
 * @param isLaunch whether the answer is that to a launch: then the batch may be there, though it cannot be
 * read
 */
function batchIn(body: unknown, isLaunch = false): JsonObject {
	const batch = isRecord(body) && isRecord(body.data) ? body.data : body;
	if (isRecord(batch) && batchIdIn(batch) !== undefined) return batch;
	throw unreadable('VideoSDK answered without the batch that was asked for', isLaunch);
}

function* parsePauses(seconds: number): Generator<number, void, undefined> {
	yield 0;
	yield* wideningPauses(PARSE_PAUSES, Date.now() + seconds * 1000);
}

function hasBegunToParse(batch: JsonObject): boolean {
	return batchStatusIn(batch) !== undefined && batchStatusIn(batch) !== 'uploaded';
}

function notParsed(reason: string | undefined): Failure {
	return new Failure({
		code: 'refused',
		message: `VideoSDK cannot read the file of the batch${reason === undefined ? '' : `: ${reason}`}`,
		hint: 'Nobody was called. Check that the first line of the file names its columns, and that one of them has the numbers.',
		callMayExist: false,
	});
}

function unreadable(message: string, callMayExist = false): Failure {
	const hint = 'Try again in a few minutes. If it goes on, ask VideoSDK about it.';
	return new Failure({ code: 'unreadableAnswer', message, hint, callMayExist });
}
