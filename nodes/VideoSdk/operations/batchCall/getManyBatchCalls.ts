import { toBatchItem } from '../../../../videosdk/batchCall.ts';
import { limitField, mostOf, returnAllField } from '../../fields/limit.ts';
import { isRawWanted, rawAnswerFields } from '../../fields/rawAnswer.ts';
import { defineOperation } from '../defineOperation.ts';

/** Lists batches, one output item each. */
export const getManyBatchCalls = defineOperation({
	resource: 'batchCall',
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many batch calls',
		description: 'List the batches of the account',
	},
	fields: [
		returnAllField,
		limitField,
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add filter',
			default: {},
			options: [
				{
					displayName: 'Created From',
					name: 'createdFrom',
					type: 'dateTime',
					default: '',
					description: 'Only batches made since then',
				},
				{
					displayName: 'Created Until',
					name: 'createdUntil',
					type: 'dateTime',
					default: '',
					description: 'Only batches made until then',
				},
				{
					displayName: 'Records From',
					name: 'recordsFrom',
					type: 'number',
					typeOptions: { minValue: 0, numberPrecision: 0 },
					default: 1,
					description: 'Only batches with so many or more',
				},
				{
					displayName: 'Records Up To',
					name: 'recordsUpTo',
					type: 'number',
					typeOptions: { minValue: 0, numberPrecision: 0 },
					default: 1000,
					description: 'Only batches with so many or fewer',
				},
				{
					displayName: 'Status',
					name: 'batchStatus',
					type: 'options',
					// In the order of the alphabet, as n8n's lint wants it.
					options: [
						{ name: 'Cancelled', value: 'cancelled' },
						{ name: 'Cancelling', value: 'cancelling' },
						{ name: 'Completed', value: 'completed' },
						{ name: 'Draft', value: 'draft' },
						{ name: 'Parse Failed', value: 'parse_failed' },
						{ name: 'Parsed', value: 'parsed' },
						{ name: 'Parsing', value: 'parsing' },
						{ name: 'Running', value: 'running' },
						{ name: 'Scheduled', value: 'scheduled' },
						{ name: 'Uploaded', value: 'uploaded' },
					],
					default: 'running',
					description: 'Only batches that stand so now',
				},
			],
		},
		...rawAnswerFields,
	],
	plan: ({ filters, ...limits }) => ({
		...{ most: mostOf(limits), raw: isRawWanted(limits) },
		filters: {
			status: filters.batchStatus,
			startDate: filters.createdFrom,
			endDate: filters.createdUntil,
			minValue: filters.recordsFrom,
			maxValue: filters.recordsUpTo,
		},
	}),
	run: async ({ api }, { filters, most, raw }) => {
		const batches = await api.batchCalls.list({ filters, most });
		return batches.map((batch) => toBatchItem(batch, { raw }));
	},
});
