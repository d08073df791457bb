import type { IDataObject } from 'n8n-workflow';
import {
	batchStatusIn,
	isBatchFinished,
	toBatchRecordItem,
	type BatchRecordItem,
} from '../../../../videosdk/batchCall.ts';
import type { Api } from '../../api/index.ts';
import { createTurns } from '../../time/turns.ts';
import { maskNumbersOf } from '../../calls/fields/maskNumbers.ts';
import { pairRecords, type LaunchedRow } from './pairRecords.ts';

/** A batch that is waited for. */
export interface OpenBatch {
	batchId: string;
	rows: readonly LaunchedRow[];
	/** Whether numbers are hidden in what comes out. */
	isMasked: boolean;
}

/** Why an item has no outcome yet at the limit. */
export const BATCH_GOES_ON = 'the wait limit was reached, and the batch goes on';

/** How a batch stands. */
export interface BatchLook {
	isFinished: boolean;
	/** What its items tell beside what they told when it was launched, by index; empty while it goes on. */
	outcomes: ReadonlyMap<number, IDataObject>;
}

/**
 * Looks once what has become of a batch and, when it is over, of each row.
 *
 * @param isTimeUp nobody waits any longer: what is known by now is told
 */
export async function lookAtBatch(
	api: Api,
	{ batchId, rows, isMasked }: OpenBatch,
	isTimeUp: boolean,
): Promise<BatchLook> {
	const batch = await statusOf(api, batchId);
	const isFinished = batch === undefined || batch.isFinished;
	if (!isFinished && !isTimeUp) return { isFinished, outcomes: new Map() };
	const records = batch === undefined ? [] : await api.batchCalls.records(batchId);
	const read: BatchRecordItem[] = [];
	const giveTurn = createTurns();
	for (const record of records) {
		await giveTurn();
		read.push(toBatchRecordItem(record));
	}
	const paired = await pairRecords(rows, read);
	const outcomes = new Map<number, IDataObject>();
	for (const { item, number } of rows) {
		await giveTurn();
		const told = outcomeOf(paired.get(item), isFinished);
		const mask = isMasked ? maskNumbersOf({ to: number }) : undefined;
		const batchStatus = batch?.status === undefined ? {} : { batchStatus: batch.status };
		outcomes.set(item, { ...(mask ? mask(told) : told), ...batchStatus });
	}
	return { isFinished, outcomes };
}

/** @returns undefined when VideoSDK does not know it any more: somebody has deleted it */
async function statusOf(api: Api, batchId: string) {
	const batch = await api.batchCalls.getIfAny(batchId);
	return batch && { status: batchStatusIn(batch), isFinished: isBatchFinished(batch) };
}

/** What an item tells of its record, in the words of single calls. */
function outcomeOf(record: BatchRecordItem | undefined, isFinished: boolean): IDataObject {
	if (record === undefined) {
		const reason = "VideoSDK's records of the batch do not tell what became of this item";
		return { outcome: isFinished ? 'unknown' : 'timedOut', reason };
	}
	const { outcome, recordId, status, reason, attempts, callId, callIds, talkSeconds } = record;
	const told: IDataObject = { recordId, status, reason, attempts, callId, callIds, talkSeconds };
	told.recordingId = record.recordingId;
	for (const name of Object.keys(told)) if (told[name] === undefined) delete told[name];
	const isOpen = outcome === undefined || outcome === 'inProgress';
	// Words of VideoSDK's that nobody knows stand in `status`.
	const known = isOpen && !isFinished ? 'timedOut' : (outcome ?? 'unknown');
	const code = outcome === 'skipped' ? { code: 'batchCancelled' } : {};
	const open = known === 'timedOut' ? { reason: BATCH_GOES_ON } : {};
	return { outcome: known, ...open, ...code, ...told };
}
