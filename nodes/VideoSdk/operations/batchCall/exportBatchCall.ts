import { advised } from '../../api/advised.ts';
import {
	batchField,
	batchIdOf,
	NO_SUCH_BATCH,
	recordFilters,
	recordFiltersOf,
} from '../../fields/batchCall.ts';
import { outputFieldName } from '../../fields/download.ts';
import { FileItem } from '../../node/itemResults.ts';
import { defineOperation } from '../defineOperation.ts';

const CSV = 'text/csv';

/** Gives the records of a batch as the file that VideoSDK writes of them. */
export const exportBatchCall = defineOperation({
	resource: 'batchCall',
	option: {
		name: 'Export',
		value: 'export',
		action: 'Export a batch call',
		description: 'Download the records of a batch as a CSV file',
	},
	fields: [
		batchField,
		outputFieldName,
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add filter',
			default: {},
			options: [...recordFilters],
		},
	],
	plan: ({ batchId, binaryPropertyName, filters }) => ({
		...{ batchId: batchIdOf(batchId), field: binaryPropertyName.trim() || 'data' },
		filters: recordFiltersOf(filters),
	}),
	run: async ({ api, context }, { batchId, field, filters }) => {
		const reading = api.batchCalls.exportRecords(batchId, filters);
		const csv = Buffer.from(await advised({ Batch: batchId }, NO_SUCH_BATCH, reading), 'utf8');
		// An ID is VideoSDK's to choose; a file name is not.
		const fileName = `batch-${batchId.replace(/[^\w-]+/g, '_')}.csv`;
		const binary = await context.helpers.prepareBinaryData(csv, fileName, CSV);
		const told = { batchId, fileName, mimeType: CSV, sizeBytes: csv.byteLength };
		return new FileItem(told, { [field]: binary });
	},
});
