import { advised } from '../../api/advised.ts';
import { batchField, batchIdOf } from '../../fields/batchCall.ts';
import { defineOperation } from '../defineOperation.ts';

const ADVICE =
	'Nothing was deleted. Of a batch that is running, Cancel it first and delete it when Get says that it is cancelled.';

/** Deletes a batch. One that is gone already is no error: the answer may have been lost. */
export const deleteBatchCall = defineOperation({
	resource: 'batchCall',
	option: {
		name: 'Delete',
		value: 'delete',
		action: 'Delete a batch call',
		description: 'Delete a batch and its records. This cannot be undone.',
	},
	fields: [batchField],
	plan: ({ batchId }) => batchIdOf(batchId),
	run: async ({ api }, batchId) => ({
		batchId,
		deleted: await advised({ Batch: batchId }, ADVICE, api.batchCalls.remove(batchId)),
	}),
});
