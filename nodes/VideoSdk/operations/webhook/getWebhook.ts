import { advised } from '../../api/advised.ts';
import { fieldText } from '../../fields/fieldText.ts';
import { defineOperation } from '../defineOperation.ts';
import {
	NO_SUCH_WEBHOOK,
	ownAddressField,
	toWebhookItem,
	webhookField,
	webhookIdOf,
} from './webhookFields.ts';

/** Tells whom a registration tells, and of what. */
export const getWebhook = defineOperation({
	resource: 'webhook',
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get a webhook',
		description: 'Look up a URL that VideoSDK tells of calls',
	},
	fields: [webhookField, ownAddressField],
	plan: ({ webhookId, ownAddress }) => ({
		webhookId: webhookIdOf(webhookId),
		ownAddress: fieldText(ownAddress),
	}),
	run: async ({ api }, { webhookId, ownAddress }) => {
		const reading = api.webhooks.get(webhookId);
		const webhook = await advised({ Webhook: webhookId }, NO_SUCH_WEBHOOK, reading);
		return toWebhookItem(webhook, ownAddress);
	},
});
