import { toBatchItem } from '../../../../videosdk/batchCall.ts';
import { advised } from '../../api/advised.ts';
import { batchField, batchIdOf } from '../../fields/batchCall.ts';
import { isRawWanted, rawAnswerFields } from '../../fields/rawAnswer.ts';
import { defineOperation } from '../defineOperation.ts';

const ADVICE =
	'Nothing was cancelled. Only a batch that is scheduled or running can be: look with Get how it stands, and check that the credential is of its account.';

/** Ends a batch before its time. To cancel it twice does no harm. */
export const cancelBatchCall = defineOperation({
	resource: 'batchCall',
	option: {
		name: 'Cancel',
		value: 'cancel',
		action: 'Cancel a batch call',
		description: 'End a scheduled or running batch. This cannot be undone.',
	},
	fields: [
		batchField,
		{
			displayName: 'Calls That Are On',
			name: 'cancelMode',
			type: 'options',
			options: [
				{
					name: 'Let Them End',
					value: 'graceful',
					description: 'Who is on the phone is not cut off',
				},
				{
					name: 'Hang Up',
					value: 'immediate',
					description: 'Who is on the phone is cut off',
				},
			],
			default: 'graceful',
			description: 'What becomes of the calls that are going on now',
		},
		...rawAnswerFields,
	],
	plan: ({ batchId, cancelMode: mode, ...others }) => ({
		...{ batchId: batchIdOf(batchId), mode, raw: isRawWanted(others) },
	}),
	run: async ({ api }, { batchId, mode, raw }) => {
		const cancelling = api.batchCalls.cancel(batchId, mode);
		const batch = await advised({ Batch: batchId }, ADVICE, cancelling);
		return toBatchItem(batch, { raw });
	},
});
