import { withoutUrlSecret, type Webhook } from '../../../../protocol/webhook.ts';
import { defineOperation } from '../../engine/defineOperation.ts';
import { invalidInput } from '../../engine/failure.ts';
import { fieldText } from '../../fields/fieldText.ts';
import { listWebhooks } from './listWebhooks.ts';

/** Lists who is told of calls, so that a leftover of a deleted workflow can be found. */
export const getManyWebhooks = defineOperation({
	resource: 'webhook',
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many webhooks',
		description:
			'List the URLs that VideoSDK tells of calls: those of VideoSDK Trigger nodes, and all others of the account',
	},
	effect: 'safe',
	fields: [
		{
			displayName: 'Return All',
			name: 'returnAll',
			type: 'boolean',
			default: false,
			description: 'Whether to return all results or only up to a given limit',
		},
		{
			displayName: 'Limit',
			name: 'limit',
			type: 'number',
			typeOptions: { minValue: 1, numberPrecision: 0 },
			displayOptions: { show: { returnAll: [false] } },
			default: 50,
			description: 'Max number of results to return',
		},
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
	check: ({ returnAll, limit }) => {
		if (!returnAll && !(limit >= 1))
			throw invalidInput('Limit', String(limit), 'it must be 1 or more');
	},
	run: async (api, { returnAll, limit, filters, ownAddress }) => {
		const most = returnAll ? Infinity : limit;
		const webhooks = await listWebhooks(api, { search: fieldText(filters.search), most });
		return webhooks.map((webhook) => toWebhookItem(webhook, fieldText(ownAddress)));
	},
});

/** @param ownAddress any URL below the address that this n8n has for webhooks, two parts deep */
export function toWebhookItem({ url, ...webhook }: Webhook, ownAddress: string) {
	return {
		...webhook,
		url: withoutUrlSecret(url),
		isOfThisN8n: url.startsWith(baseAddress(ownAddress) ?? '\n'),
	};
}

/** `https://n8n.example.com/` out of `https://n8n.example.com/webhook-waiting/231?signature=…`. */
function baseAddress(ownAddress: string): string | undefined {
	return URL.canParse(ownAddress) ? new URL('..', ownAddress).href : undefined;
}
