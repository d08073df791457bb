import { defineOperation } from '../defineOperation.ts';
import { missingInput } from '../../errors/failure.ts';
import { safeText } from '../../fields/safeText.ts';

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
			displayName: 'Webhook ID',
			name: 'webhookId',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'wh_123456789',
			description:
				'"webhookId" from Get Many. A VideoSDK Trigger whose webhook is deleted hears nothing until it is published again.',
		},
	],
	plan: ({ webhookId }) => webhookIdOf(webhookId),
	run: async ({ api }, webhookId) => ({
		webhookId,
		deleted: await api.webhooks.remove(webhookId),
	}),
});

function webhookIdOf(value: unknown): string {
	const webhookId = safeText('Webhook ID', value);
	if (webhookId !== '') return webhookId;
	throw missingInput('Webhook ID');
}
