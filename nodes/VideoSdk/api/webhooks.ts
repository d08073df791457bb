import { toWebhook, type Webhook } from '../../../videosdk/webhook.ts';
import type { ApiAnswer, ApiRequest, BeforeEach, Client } from './exchange.ts';
import { idInPath } from './idInPath.ts';
import { listRows, readList, type ListOrder, type ListPage } from './pages.ts';
import { removed } from './removed.ts';
import { withoutWhatWasAskedFor } from './unreadable.ts';

const WEBHOOKS = '/v2/sip/webhooks';
const WEBHOOKS_PER_PAGE = 100;

/** What a registration shall be. */
export interface WebhookOrder {
	url: string;
	events: readonly string[];
}

/** @param search part of a URL; empty = all */
export function listWebhooksRequest(page: number, search = '') {
	const query = { search, page, perPage: WEBHOOKS_PER_PAGE };
	return { method: 'GET', path: WEBHOOKS, query } satisfies ApiRequest;
}

export function readWebhookRequest(webhookId: string): ApiRequest {
	return { method: 'GET', path: pathOf(webhookId) };
}

export function createWebhookRequest({ url, events }: WebhookOrder): ApiRequest {
	return { method: 'POST', path: WEBHOOKS, body: { url, events: [...events] } };
}

/** Replaces both. */
export function changeWebhookRequest(webhookId: string, { url, events }: WebhookOrder): ApiRequest {
	return { method: 'PATCH', path: pathOf(webhookId), body: { url, events: [...events] } };
}

export function deleteWebhookRequest(webhookId: string): ApiRequest {
	return { method: 'DELETE', path: pathOf(webhookId) };
}

/** The key that VideoSDK signs its deliveries with. It needs no token. */
export function publicKeyRequest(timeoutSeconds: number): ApiRequest {
	return { method: 'GET', path: '/v2/public/rsa-public-key', timeoutSeconds };
}

const pathOf = (webhookId: string) => `${WEBHOOKS}/${idInPath(webhookId)}`;

/** Who is told of the calls of the account. What it throws is a `Failure`. */
export class WebhooksApi {
	readonly #client: Client;

	constructor(client: Client) {
		this.#client = client;
	}

	async page({ page, search }: ListOrder): Promise<ListPage> {
		return await readList(this.#client, listWebhooksRequest(page, search));
	}

	/** The registrations of the account, from all pages. */
	async list({ search = '', most = Infinity } = {}): Promise<Webhook[]> {
		const readPage = async (page: number) => await this.page({ page, search });
		const rows = await listRows(readPage, { idOf: (row) => toWebhook(row)?.webhookId, most });
		return rows.map(toWebhook).filter((webhook) => webhook !== undefined);
	}

	/**
	 * Registers a URL. Not sent again when its answer was lost.
	 *
	 * @returns undefined when VideoSDK answers without the ID of what was registered
	 */
	async create(order: WebhookOrder): Promise<Webhook | undefined> {
		return toWebhook((await this.#client.sendOnce(createWebhookRequest(order))).body);
	}

	async get(webhookId: string): Promise<Webhook> {
		const webhook = toWebhook((await this.#client.send(readWebhookRequest(webhookId))).body);
		if (webhook) return webhook;
		throw withoutWhatWasAskedFor('the webhook');
	}

	async change(webhookId: string, order: WebhookOrder): Promise<void> {
		await this.#client.send(changeWebhookRequest(webhookId, order));
	}

	/** Whether there was such a registration. */
	async remove(webhookId: string): Promise<boolean> {
		return await removed(this.#client.send(deleteWebhookRequest(webhookId)));
	}

	/** Asks for the key of `publicKeyRequest`; not again after a passing fault. */
	async publicKey(timeoutSeconds: number, beforeEach?: BeforeEach): Promise<ApiAnswer> {
		return await this.#client.sendOnce(publicKeyRequest(timeoutSeconds), beforeEach);
	}
}
