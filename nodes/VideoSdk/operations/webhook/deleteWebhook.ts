import { defineOperation } from '../../engine/defineOperation.ts';
import { missingInput } from '../../errors/failure.ts';
import { removeWebhook } from '../../api/removeWebhook.ts';
import { fieldText } from '../../fields/fieldText.ts';

/** Removes a registration. One that is gone already is no error: the answer may have been lost. */
export const deleteWebhook = defineOperation({
	resource: 'webhook',
	option: {
		name: 'Delete',
		value: 'delete',
		action: 'Delete a webhook',
		description:
			'Make VideoSDK forget a URL that it tells of calls, such as that of a workflow that is gone',
	},
	effect: 'safe',
	fields: [
		{
			displayName: 'Webhook ID',
			name: 'webhookId',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'wh_123456789',
			description:
				'The ID of the webhook: "webhookId" in the output of Get Many. A published VideoSDK Trigger whose webhook is deleted hears of nothing until it is published again.',
		},
	],
	check: ({ webhookId }) => void webhookIdOf(webhookId),
	run: async (api, params) => {
		const webhookId = webhookIdOf(params.webhookId);
		return { webhookId, deleted: await removeWebhook(api, webhookId) };
	},
});

function webhookIdOf(value: unknown): string {
	const webhookId = fieldText(value);
	if (webhookId !== '') return webhookId;
	throw missingInput('Webhook ID');
}
