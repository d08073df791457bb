import { advised } from '../../api/advised.ts';
import { missingInput } from '../../errors/failure.ts';
import { batchField, batchIdOf } from '../../fields/batchCall.ts';
import { assertSafeText } from '../../fields/safeText.ts';
import { defineOperation } from '../defineOperation.ts';

const ADVICE =
	'Nothing was deleted. Check the Batch and the Record IDs of this item: "recordId" in the output of Get Records.';

/** Takes people out of a batch. To take them out twice does no harm. */
export const deleteBatchCallRecords = defineOperation({
	resource: 'batchCall',
	option: {
		name: 'Delete Records',
		value: 'deleteRecords',
		action: 'Delete records of a batch call',
		description: 'Take people out of a batch. This cannot be undone.',
	},
	fields: [
		batchField,
		{
			displayName: 'Record IDs',
			name: 'recordIds',
			type: 'string',
			required: true,
			default: '',
			placeholder: '66b1f0a2c4d3e5f6a7b8c9d0',
			description: '"recordId" in the output of Get Records; commas between',
		},
	],
	exceptions: { takesLists: ['recordIds'] },
	plan: ({ batchId, recordIds }) => {
		const ids = assertSafeText('Record IDs', listed(recordIds));
		if (ids.length === 0) throw missingInput('Record IDs');
		return { batchId: batchIdOf(batchId), recordIds: ids };
	},
	run: async ({ api }, { batchId, recordIds }) => {
		const deleting = api.batchCalls.removeRecords(batchId, recordIds);
		const deletedCount = await advised({ Batch: batchId }, ADVICE, deleting);
		return { batchId, recordIds, ...(deletedCount === undefined ? {} : { deletedCount }) };
	},
});

/** Read as a list, see `exceptions`; its type is that of the field. */
function listed(value: unknown): string[] {
	return (Array.isArray(value) ? value : [value]).map(String).filter((id) => id.trim() !== '');
}
