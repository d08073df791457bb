import type { IWebhookFunctions } from 'n8n-workflow';

/** Strangers must not be able to fill the log. */
const PAUSE_MS = 60_000;

let warnedAt = -Infinity;

/** Writes into n8n's log, at most once a minute. */
export function warnSometimes(context: IWebhookFunctions, message: string): void {
	const now = Date.now();
	if (Math.abs(now - warnedAt) < PAUSE_MS) return;
	warnedAt = now;
	context.logger.warn(`${context.getNode().name}: ${message}`);
}
