import type { Clock } from './clock.mts';
import { newObjectId } from './newId.mts';

export interface NewWebhook {
	url: string;
	events: readonly string[];
}

/** A registration for the events of all calls of the account. Times are epoch milliseconds. */
export interface SandboxWebhook extends NewWebhook {
	id: string;
	createdAt: number;
	updatedAt: number;
}

export interface WebhookStore {
	/** One more, also for a URL that is registered already: what the service does is not known. */
	create(webhook: NewWebhook): SandboxWebhook;
	get(id: string): SandboxWebhook | undefined;
	update(id: string, webhook: NewWebhook): SandboxWebhook | undefined;
	/** Whether there was such a registration. */
	delete(id: string): boolean;
	/** Newest first. */
	all(): SandboxWebhook[];
	reset(): void;
}

export function createWebhookStore(clock: Clock): WebhookStore {
	const webhooks = new Map<string, SandboxWebhook>();
	return {
		create(webhook) {
			const at = clock.now();
			const created = { id: newObjectId(), ...webhook, createdAt: at, updatedAt: at };
			webhooks.set(created.id, created);
			return created;
		},
		get: (id) => webhooks.get(id),
		update(id, webhook) {
			const known = webhooks.get(id);
			return known && Object.assign(known, webhook, { updatedAt: clock.now() });
		},
		delete: (id) => webhooks.delete(id),
		all: () => [...webhooks.values()].reverse(),
		reset: () => webhooks.clear(),
	};
}
