import { toWebhook, type Webhook } from '../../../videosdk/webhook.ts';
import { readList } from './readList.ts';
import type { Api, ApiRequest } from './exchange.ts';

const WEBHOOKS_PER_PAGE = 100;

/** @param search part of a URL; empty = all */
export function listWebhooksRequest(page: number, search = '') {
	const query = { search, page, perPage: WEBHOOKS_PER_PAGE };
	return { method: 'GET', path: '/v2/sip/webhooks', query } satisfies ApiRequest;
}

/** The registrations of the account, from all pages. */
export async function listWebhooks(
	api: Api,
	{ search = '', most = Infinity } = {},
): Promise<Webhook[]> {
	const webhooks = new Map<string, Webhook>();
	for (let page = 1; ; page++) {
		const { path, query } = listWebhooksRequest(page, search);
		const { rows, hasNext } = await readList(api, path, query);
		const before = webhooks.size;
		for (const webhook of rows.map(toWebhook)) {
			if (webhook) webhooks.set(webhook.webhookId, webhook);
		}
		// A page with nothing new on it means that the list goes round in circles.
		if (!hasNext || webhooks.size === before || webhooks.size >= most) break;
	}
	return [...webhooks.values()].slice(0, most);
}
