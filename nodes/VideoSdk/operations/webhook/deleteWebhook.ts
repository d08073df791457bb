import { defineOperation } from '../defineOperation.ts';
import { webhookField, webhookIdOf } from './webhookFields.ts';

/** Removes a registration. One that is gone already is no error: the answer may have been lost. */
export const deleteWebhook = defineOperation({
	resource: 'webhook',
	option: {
		name: 'Delete',
		value: 'delete',
		action: 'Delete a webhook',
		description: 'Remove a URL that VideoSDK tells of calls',
	},
	fields: [
		{
			...webhookField,
			description: 'A VideoSDK Trigger hears nothing then until it is published again',
		},
	],
	plan: ({ webhookId }) => webhookIdOf(webhookId),
	run: async ({ api }, webhookId) => ({
		webhookId,
		deleted: await api.webhooks.remove(webhookId),
	}),
});
