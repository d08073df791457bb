import type { SandboxCall } from '../state/callStore.mts';
import type { SandboxWebhook } from '../state/webhookStore.mts';
import { toListedCall } from './callWire.mts';
import type { CallStyle } from './callWire.mts';

/** Docs page "Fetch Webhook". */
export function toWebhook(webhook: SandboxWebhook, stated: (at: number) => number) {
	const iso = (at: number) => new Date(stated(at)).toISOString();
	const { createdAt, updatedAt, ...rest } = webhook;
	return { ...rest, createdAt: iso(createdAt), updatedAt: iso(updatedAt) };
}

/** The docs show `id` in a list, the vendor's SDK says that it is `webhookId`: both are given. */
export function toListedWebhook(webhook: SandboxWebhook, stated: (at: number) => number) {
	return { webhookId: webhook.id, ...toWebhook(webhook, stated) };
}

/**
 * The body of a delivery, compact as the docs' sample of checking its signature needs it. Only
 * `webhookType` and `data.to` are known of the real one; `data` is the call as a list shows it.
 */
export const toEventBody = (event: string, call: SandboxCall, style: CallStyle) =>
	JSON.stringify({ webhookType: event, data: toListedCall(call, style) });
