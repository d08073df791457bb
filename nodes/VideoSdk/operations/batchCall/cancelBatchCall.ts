import { toBatchItem } from '../../../../videosdk/batchCall.ts';
import { advised } from '../../api/advised.ts';
import { batchField, batchIdOf } from '../../fields/batchCall.ts';
import { rawAnswerOptions } from '../../fields/rawAnswer.ts';
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
		description: 'End a scheduled or running batch for good: nobody else is called',
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
					description: 'Nobody else is called. Who is on the phone is not cut off.',
				},
				{
					name: 'Hang Up',
					value: 'immediate',
					description: 'Who is on the phone is cut off in the middle of the talk',
				},
			],
			default: 'graceful',
			description: 'What becomes of the calls that are going on now',
		},
		rawAnswerOptions,
	],
	plan: ({ batchId, cancelMode: mode, options }) => ({
		...{ batchId: batchIdOf(batchId), mode, raw: options.rawAnswer },
	}),
	run: async ({ api }, { batchId, mode, raw }) => {
		const cancelling = api.batchCalls.cancel(batchId, mode);
		const batch = await advised({ Batch: batchId }, ADVICE, cancelling);
		return toBatchItem(batch, { raw });
	},
});
