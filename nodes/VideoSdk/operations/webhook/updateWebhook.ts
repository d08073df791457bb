import type { Webhook } from '../../../../videosdk/webhook.ts';
import { advised } from '../../api/advised.ts';
import { readParkedUrl } from '../../calls/park/parkedUrl.ts';
import { notAllowed } from '../../errors/failure.ts';
import { fieldText } from '../../fields/fieldText.ts';
import { nothingToUpdate } from '../../fields/updateFields.ts';
import { registeredFor } from '../../webhooks/registration.ts';
import { defineOperation } from '../defineOperation.ts';
import {
	checkNotTaken,
	eventsField,
	eventsOf,
	NO_SUCH_WEBHOOK,
	ownAddressField,
	toWebhookItem,
	urlField,
	urlOf,
	WEBHOOK_EXCEPTIONS,
	webhookField,
	webhookIdOf,
	withTakenEvents,
} from './webhookFields.ts';

const ADVICE = `Nothing was changed. Check the URL, which VideoSDK must be able to reach, and the Events. ${NO_SUCH_WEBHOOK}`;

/** Changes one registration, and leaves all others alone. VideoSDK takes both fields or none. */
export const updateWebhook = defineOperation({
	resource: 'webhook',
	option: {
		name: 'Update',
		value: 'update',
		action: 'Update a webhook',
		description: 'Change a URL that VideoSDK tells of calls, or its events',
	},
	fields: [
		{
			...webhookField,
			description: 'That of a VideoSDK Trigger is as before once it is published again',
		},
		{
			displayName: 'Update Fields',
			name: 'updateFields',
			type: 'collection',
			placeholder: 'Add field',
			default: {},
			options: [
				{
					...eventsField,
					description: 'In place of what was told so far',
				},
				{ ...urlField, required: false, description: 'Who is told from now on' },
			],
		},
		ownAddressField,
	],
	exceptions: WEBHOOK_EXCEPTIONS,
	plan: ({ webhookId, updateFields: { url, events }, ownAddress }) => {
		const changes = {
			...(fieldText(url) !== '' && { url: urlOf(url) }),
			...(events !== undefined && { events: eventsOf(events) }),
		};
		if (Object.keys(changes).length === 0) throw nothingToUpdate();
		return { webhookId: webhookIdOf(webhookId), changes, ownAddress: fieldText(ownAddress) };
	},
	run: async ({ api }, { webhookId, changes, ownAddress }) => {
		const given = { Webhook: webhookId };
		const current = await advised(given, ADVICE, api.webhooks.get(webhookId));
		checkNotParked(current);
		const wanted = { url: current.url, events: current.events, ...changes };
		if (wanted.url !== current.url) {
			const registered = await registeredFor(api, wanted.url);
			checkNotTaken(
				wanted.url,
				registered.find((one) => one.webhookId !== webhookId),
			);
		}
		const changing = advised(given, ADVICE, api.webhooks.change(webhookId, wanted));
		await withTakenEvents(wanted.url, wanted.events, changing);
		return toWebhookItem(await api.webhooks.get(webhookId), ownAddress);
	},
});

/** @throws Failure for what an execution that waits for a call is woken by */
function checkNotParked({ webhookId, url }: Webhook): void {
	if (readParkedUrl(url) === undefined) return;
	throw notAllowed(
		`The webhook "${webhookId}" wakes an execution that waits for a call`,
		'Nothing was changed. It is removed when that execution goes on; a leftover is removed with Delete.',
	);
}
