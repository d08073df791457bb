import { withoutUrlSecrets } from '../../../../videosdk/withoutSecrets.ts';
import { adviceOn } from '../../api/advised.ts';
import { createdOnce } from '../../api/startedOnce.ts';
import { fieldText } from '../../fields/fieldText.ts';
import { KeyedMutex } from '../../time/keyedMutex.ts';
import { createAlone, isSame, registeredFor } from '../../webhooks/registration.ts';
import { defineOperation } from '../defineOperation.ts';
import {
	checkNotTaken,
	eventsField,
	eventsOf,
	ownAddressField,
	toWebhookItem,
	urlField,
	urlOf,
	WEBHOOK_EXCEPTIONS,
	withTakenEvents,
} from './webhookFields.ts';

const ADVICE =
	'Nothing was created. Check the URL, which VideoSDK must be able to reach, and the Events.';

/** Two items may name the same URL at the same moment. */
const oneUrlAtATime = new KeyedMutex();

/** Registers a URL beside what is registered. One that has these events already comes out as it is. */
export const createWebhook = defineOperation({
	resource: 'webhook',
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create a webhook',
		description: 'Have VideoSDK tell a URL of all calls of the account',
	},
	fields: [urlField, eventsField, ownAddressField],
	exceptions: WEBHOOK_EXCEPTIONS,
	plan: ({ url, events, ownAddress }) => ({
		order: { url: urlOf(url), events: eventsOf(events) },
		ownAddress: fieldText(ownAddress),
	}),
	run: async ({ api }, { order, ownAddress }) => {
		const { url, events } = order;
		return await oneUrlAtATime.run(url, async () => {
			const registered = await registeredFor(api, url);
			const same = registered.find((one) => isSame(one.events, events));
			if (same) return { created: false, ...toWebhookItem(same, ownAddress) };
			checkNotTaken(url, registered[0]);
			const advice = adviceOn({ URL: withoutUrlSecrets(url) }, ADVICE);
			const creating = createdOnce('The webhook', advice, createAlone(api, order));
			const created = await withTakenEvents(url, events, creating);
			return { created: true, ...toWebhookItem(created, ownAddress) };
		});
	},
});
