import { toBatchItem } from '../../../../videosdk/batchCall.ts';
import { advised } from '../../api/advised.ts';
import { batchField, batchIdOf, NO_SUCH_BATCH } from '../../fields/batchCall.ts';
import { isRawWanted, rawAnswerFields } from '../../fields/rawAnswer.ts';
import { defineOperation } from '../defineOperation.ts';

/** Tells how a batch stands. */
export const getBatchCall = defineOperation({
	resource: 'batchCall',
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get a batch call',
		description: 'Look up a batch and its plan',
	},
	fields: [batchField, ...rawAnswerFields],
	plan: ({ batchId, ...others }) => ({ batchId: batchIdOf(batchId), raw: isRawWanted(others) }),
	run: async ({ api }, { batchId, raw }) => {
		const batch = await advised({ Batch: batchId }, NO_SUCH_BATCH, api.batchCalls.get(batchId));
		return toBatchItem(batch, { raw });
	},
});
