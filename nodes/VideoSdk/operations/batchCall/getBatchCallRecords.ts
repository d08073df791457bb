import { toBatchRecordItem } from '../../../../videosdk/batchCall.ts';
import { callRow } from '../../../../videosdk/callRow.ts';
import type { JsonObject } from '../../../../videosdk/wire.ts';
import { advised } from '../../api/advised.ts';
import {
	batchField,
	batchIdOf,
	NO_SUCH_BATCH,
	recordFilters,
	recordFiltersOf,
} from '../../fields/batchCall.ts';
import { limitField, mostOf, returnAllField } from '../../fields/limit.ts';
import { isRawWanted, rawAnswerFields } from '../../fields/rawAnswer.ts';
import { mapInTurns } from '../../time/turns.ts';
import { defineOperation } from '../defineOperation.ts';

/** Lists the records of a batch, one output item each. */
export const getBatchCallRecords = defineOperation({
	resource: 'batchCall',
	option: {
		name: 'Get Records',
		value: 'getRecords',
		action: 'Get records of a batch call',
		description: 'List what became of each person of a batch',
	},
	fields: [
		batchField,
		returnAllField,
		limitField,
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add filter',
			default: {},
			options: [...recordFilters],
		},
		...rawAnswerFields,
	],
	plan: ({ batchId, filters, ...limits }) => ({
		...{ batchId: batchIdOf(batchId), filters: recordFiltersOf(filters) },
		...{ most: mostOf(limits), raw: isRawWanted(limits) },
	}),
	run: async ({ api }, { batchId, filters, most, raw }) => {
		const reading = api.batchCalls.records(batchId, { filters, most });
		const records = await advised({ Batch: batchId }, NO_SUCH_BATCH, reading);
		// A batch has records by the ten thousand.
		const toItem = (record: JsonObject) =>
			callRow({ ...toBatchRecordItem(record, { raw }), batchId });
		return await mapInTurns(records, toItem);
	},
});
