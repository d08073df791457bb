import { randomBytes } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';
import { addressOf } from '../../../videosdk/webhook.ts';
import { isRecord } from '../../../videosdk/wire.ts';

/** What a trigger has registered. Production and test run each have their own. */
export interface RegisteredWebhook {
	webhookId: string;
	/** Without the secret. */
	address: string;
	/** Which n8n has registered it. */
	instance: string;
	isLimited: boolean;
}

/**
 * What n8n keeps with the workflow for a node. n8n notices a change only when a whole value is
 * replaced. These names are stored: never rename them.
 */
export interface TriggerData extends IDataObject {
	production?: IDataObject;
	test?: IDataObject;
	secret?: string;
	/** The keys of what was delivered: see `eventDeduplication.ts`. */
	told?: string;
}

export type RunMode = 'production' | 'test';

const SECRET_BYTES = 32;

export function registeredWebhook(data: TriggerData, mode: RunMode): RegisteredWebhook | undefined {
	const webhook: unknown = data[mode];
	return isRegisteredWebhook(webhook) ? webhook : undefined;
}

/** n8n has kept it whole, or nothing of it. */
function isRegisteredWebhook(value: unknown): value is RegisteredWebhook {
	return isRecord(value) && typeof value.webhookId === 'string';
}

/**
 * The id that was registered, if it is this trigger's. It is not when the workflow came here as a copy
 * that brought along what n8n keeps with it: then the registration is still in use elsewhere. Where
 * this n8n got another address, only the beginning of the URL differs.
 */
export function knownWebhookId(
	webhook: RegisteredWebhook | undefined,
	url: string,
	instance: string,
): string | undefined {
	if (webhook?.instance !== instance) return undefined;
	return pathEnd(webhook.address) === pathEnd(url) ? webhook.webhookId : undefined;
}

/**
 * The secret part of the URL. It stays the same as long as it is in use: n8n may save what it read
 * before a change over that change, and a secret that came back would lock VideoSDK out.
 */
export function keepSecret(data: TriggerData): string {
	data.secret ??= randomBytes(SECRET_BYTES).toString('hex');
	return data.secret;
}

/** The node's own ID among webhooks, and the path below it. */
function pathEnd(url: string): string {
	return addressOf(url).split('/').slice(-2).join('/');
}
