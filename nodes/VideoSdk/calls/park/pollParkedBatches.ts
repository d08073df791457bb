import { indexesIn } from '../../batchCalls/outcomes/itemIndexes.ts';
import { lookAtBatch } from '../../batchCalls/outcomes/lookAtBatch.ts';
import type { Api } from '../../api/index.ts';
import { failureOf } from '../../errors/failureOf.ts';
import type { Memory } from './parkedMemory.ts';
import type { ParkedBatch } from './parkedState.ts';
import type { ParkedPoll } from './pollParked.ts';

/** Looks at all batches that an execution still waits for, and takes note of what has become of them. */
export async function pollParkedBatches(
	api: Api,
	{ parked }: Pick<Memory, 'parked'>,
): Promise<ParkedPoll> {
	const isTimeUp = Date.now() >= parked.until;
	try {
		for (const batch of parked.batches ?? []) {
			if (batch.isFinished) continue;
			const { isFinished, outcomes } = await lookAtBatch(api, openBatch(batch), isTimeUp);
			for (const [item, outcome] of outcomes) {
				const json = jsonOf(parked.items[item]);
				parked.items[item] = { json: { ...json, ...outcome, waitedBy: 'parked' } };
			}
			batch.isFinished = isFinished;
		}
	} catch (error) {
		return { failure: failureOf(error) };
	}
	const open = (parked.batches ?? []).filter(({ isFinished }) => !isFinished);
	const waiting = isTimeUp ? 0 : open.length;
	return { waiting, isComing: false, jsons: parked.items.map(jsonOf) };
}

const jsonOf = (item: Memory['parked']['items'][number]) => ('json' in item ? item.json : {});

function openBatch({ batchId, items, rowKeys, numbers, isMasked }: ParkedBatch) {
	const rows = indexesIn(items).map((item, index) => ({
		item,
		rowKey: rowKeys[index],
		number: numbers[index],
	}));
	return { batchId, rows, isMasked };
}
