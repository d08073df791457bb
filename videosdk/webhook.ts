import { isRecord, text, textUnder } from './wire.ts';

/** Where a registration may have its ID: documents and server SDK differ. */
export const WEBHOOK_ID_KEYS = ['id', 'webhookId', '_id'];

/** A registration for the events of all calls of the account. VideoSDK keeps no name and no secret with it. */
export interface Webhook {
	webhookId: string;
	url: string;
	events: string[];
	/** ISO 8601, as VideoSDK wrote it. */
	createdAt?: string;
	updatedAt?: string;
}

/** In a URL that was registered with a secret part: where that part is. */
export const SECRET_PARAMETER = 'secret';

/** In the URL that a voice agent posts to: where the secret that the user has given it is. */
export const AGENT_SECRET_PARAMETER = 'agentSecret';

/**
 * Reads a registration. The docs show `id` in a list, the server SDK reads `webhookId` there; answers
 * may have it in their `data`.
 *
 * @returns undefined when it has no id, as no later request could name it
 */
export function toWebhook(wire: unknown): Webhook | undefined {
	if (!isRecord(wire)) return undefined;
	const found = isRecord(wire.data) ? wire.data : wire;
	const webhookId = textUnder(found, WEBHOOK_ID_KEYS);
	if (webhookId === undefined) return undefined;
	const events = Array.isArray(found.events) ? found.events.map(String) : [];
	const [createdAt, updatedAt] = [text(found.createdAt), text(found.updatedAt)];
	return {
		webhookId,
		url: text(found.url) ?? '',
		events,
		...(createdAt === undefined ? {} : { createdAt }),
		...(updatedAt === undefined ? {} : { updatedAt }),
	};
}

/** Where a URL leads, without what stands behind its "?". */
export function addressOf(url: string): string {
	return url.split('?', 1)[0].replace(/\/+$/, '');
}
