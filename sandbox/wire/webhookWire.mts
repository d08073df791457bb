import type { SandboxCall } from '../state/callStore.mts';
import type { SandboxWebhook } from '../state/webhookStore.mts';
import type { Payload } from '../webhooks/deliveryHabits.mts';
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
 * `webhookType` and `data.to` are documented of the real one.
 */
export const toEventBody = (event: string, call: SandboxCall, style: CallStyle, payload: Payload) =>
	JSON.stringify({ webhookType: event, data: toEventData(toListedCall(call, style), payload) });

type Listed = Partial<ReturnType<typeof toListedCall>> & Record<string, unknown>;

/** What an event says of a call, from what a list would say of it. */
export const toEventData = (call: Listed, payload: Payload): Record<string, unknown> =>
	payload === 'asDocumented' ? call : asConsumersReadIt(call);

/** What a list says of a call and nobody is known to read in an event. */
const NOT_READ = new Set([
	...['_id', 'type', 'gatewayId', 'gatewayName', 'ruleId', 'ruleName', 'timelog', 'metadata'],
	...['transfer', 'start', 'end', 'userId', 'deleted'],
]);

/**
 * What public code is known to read: the metadata under another name than in requests, the time of the
 * event under `timestamp`, and no steps. `status` stays, as call-update would else say nothing.
 */
function asConsumersReadIt(call: Listed): Record<string, unknown> {
	const { metadata, timelog, start, end } = call;
	const at = timelog?.at(-1)?.timestamp ?? end ?? start;
	return {
		...Object.fromEntries(Object.entries(call).filter(([key]) => !NOT_READ.has(key))),
		metaData: metadata,
		timestamp: at ? Date.parse(at) : undefined,
	};
}
