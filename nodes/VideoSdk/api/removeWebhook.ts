import { outcomeOf } from '../errors/outcome.ts';
import type { Api, ApiRequest } from './exchange.ts';

export function deleteWebhookRequest(webhookId: string): ApiRequest {
	return { method: 'DELETE', path: `/v2/sip/webhooks/${encodeURIComponent(webhookId)}` };
}

/** Whether there was such a registration. */
export async function removeWebhook(api: Api, webhookId: string): Promise<boolean> {
	const outcome = await outcomeOf(api.send(deleteWebhookRequest(webhookId)));
	if (outcome.ok) return true;
	if (outcome.failure.facts.httpStatus === 404) return false;
	throw outcome.failure;
}
