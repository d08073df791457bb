import type { IWebhookFunctions } from 'n8n-workflow';
import { BoundedMap } from '../time/boundedMap.ts';

/** Strangers must not be able to fill the log. */
const PAUSE_MS = 60_000;
/** Nodes are few; one that is no longer among them may warn again. */
const MOST_NODES = 1000;

/** When each node warned last. */
const warnedAt = new BoundedMap<string, number>(MOST_NODES);

/** Writes into n8n's log, at most once a minute for each node. */
export function warnThrottled(context: IWebhookFunctions, message: string): void {
	const { id, name } = context.getNode();
	const node = `${context.getWorkflow().id}/${id}`;
	const now = Date.now();
	if (Math.abs(now - (warnedAt.get(node) ?? -Infinity)) < PAUSE_MS) return;
	warnedAt.set(node, now);
	context.logger.warn(`${name}: ${message}`);
}
