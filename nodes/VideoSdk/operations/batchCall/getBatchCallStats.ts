import { toBatchStatsItem } from '../../../../videosdk/batchCall.ts';
import { advised } from '../../api/advised.ts';
import { batchField, batchIdOf, NO_SUCH_BATCH } from '../../fields/batchCall.ts';
import { defineOperation } from '../defineOperation.ts';

/** Tells how many records of a batch stand how. */
export const getBatchCallStats = defineOperation({
	resource: 'batchCall',
	option: {
		name: 'Get Stats',
		value: 'getStats',
		action: 'Get stats of a batch call',
		description: 'Count how many people of a batch were reached',
	},
	fields: [batchField],
	plan: ({ batchId }) => batchIdOf(batchId),
	run: async ({ api }, batchId) => {
		const stats = await advised({ Batch: batchId }, NO_SUCH_BATCH, api.batchCalls.stats(batchId));
		return { batchId, ...toBatchStatsItem(stats) };
	},
});
