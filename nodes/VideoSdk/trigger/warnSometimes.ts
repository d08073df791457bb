import type { IWebhookFunctions } from 'n8n-workflow';

/** Strangers must not be able to fill the log. */
const PAUSE_MS = 60_000;
/** Nodes are few; what is forgotten may warn again. */
const MOST_NODES = 1000;

/** When each node warned last. */
const warnedAt = new Map<string, number>();

/** Writes into n8n's log, at most once a minute for each node. */
export function warnSometimes(context: IWebhookFunctions, message: string): void {
	const { id, name } = context.getNode();
	const node = `${context.getWorkflow().id}/${id}`;
	const now = Date.now();
	if (Math.abs(now - (warnedAt.get(node) ?? -Infinity)) < PAUSE_MS) return;
	warnedAt.delete(node);
	warnedAt.set(node, now);
	const [oldest] = warnedAt.keys();
	if (warnedAt.size > MOST_NODES && oldest !== undefined) warnedAt.delete(oldest);
	context.logger.warn(`${name}: ${message}`);
}
