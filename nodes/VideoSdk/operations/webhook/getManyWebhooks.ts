import type { Webhook } from '../../../../videosdk/webhook.ts';
import { withoutUrlSecrets } from '../../../../videosdk/withoutSecrets.ts';
import { ownBaseOf } from '../../webhooks/ownAddress.ts';
import { defineOperation } from '../defineOperation.ts';
import { fieldText } from '../../fields/fieldText.ts';
import { limitField, mostOf, returnAllField } from '../../fields/limit.ts';
import { isLeftover, readParkedUrl } from '../../calls/park/parkedUrl.ts';

/** Lists who is told of calls, so that a leftover of a deleted workflow can be found. */
export const getManyWebhooks = defineOperation({
	resource: 'webhook',
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many webhooks',
		description: 'List the URLs that VideoSDK tells of calls: VideoSDK Triggers and others',
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
		{
			displayName: 'Own Address',
			name: 'ownAddress',
			type: 'hidden',
			// A node cannot ask n8n where its webhooks lie; an expression can.
			default: '={{ $execution.resumeUrl }}',
			description: 'A URL of this n8n, by which its own webhooks are known',
		},
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

/** @param ownAddress see `ownBaseOf` */
export function toWebhookItem({ url, ...webhook }: Webhook, ownAddress: string, now = Date.now()) {
	const parked = readParkedUrl(url);
	return {
		...webhook,
		url: withoutUrlSecrets(url),
		isOfThisN8n: url.startsWith(ownBaseOf(ownAddress) ?? '\n'),
		...(parked && {
			parkedUntil: new Date(parked.until).toISOString(),
			isLeftover: isLeftover(parked, now),
		}),
	};
}
