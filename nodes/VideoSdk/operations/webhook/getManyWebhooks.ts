import { defineOperation } from '../defineOperation.ts';
import { fieldText } from '../../fields/fieldText.ts';
import { limitField, mostOf, returnAllField } from '../../fields/limit.ts';
import { ownAddressField, toWebhookItem } from './webhookFields.ts';

/** Lists who is told of calls, so that a leftover of a deleted workflow can be found. */
export const getManyWebhooks = defineOperation({
	resource: 'webhook',
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many webhooks',
		description: 'List the URLs that VideoSDK tells of calls',
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
					displayName: 'Search',
					name: 'search',
					type: 'string',
					default: '',
					placeholder: 'n8n.example.com',
					description: 'Only webhooks with this text in their URL',
				},
			],
		},
		ownAddressField,
	],
	plan: ({ filters, ownAddress, ...limits }) => ({
		search: fieldText(filters.search),
		most: mostOf(limits),
		ownAddress: fieldText(ownAddress),
	}),
	run: async ({ api }, { search, most, ownAddress }) => {
		const webhooks = await api.webhooks.list({ search, most });
		return webhooks.map((webhook) => toWebhookItem(webhook, ownAddress));
	},
});
