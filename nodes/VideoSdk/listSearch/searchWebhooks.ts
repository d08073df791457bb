import { WEBHOOK_ID_KEYS } from '../../../videosdk/webhook.ts';
import { withoutUrlSecrets } from '../../../videosdk/withoutSecrets.ts';
import { text } from '../../../videosdk/wire.ts';
import { searchNamed } from './fillList.ts';

/** Fills the list of who is told of calls; the API itself searches the URLs. */
export const searchWebhooks = searchNamed({
	page: async (api, order) => await api.webhooks.page(order),
	idKeys: WEBHOOK_ID_KEYS,
	nameOf: ({ url }) => withoutUrlSecrets(text(url) ?? '') || undefined,
	none: {
		message: 'There are no webhooks in this VideoSDK account yet',
		hint: 'A VideoSDK Trigger makes one when it is published, and Create makes others.',
	},
});
