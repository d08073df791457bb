import type { INodeProperties } from 'n8n-workflow';
import type { Webhook } from '../../../../videosdk/webhook.ts';
import { withoutUrlSecrets } from '../../../../videosdk/withoutSecrets.ts';
import { adviceOn } from '../../api/advised.ts';
import { isLeftover, readParkedUrl } from '../../calls/park/parkedUrl.ts';
import { emptyInput, Failure, invalidInput, missingInput } from '../../errors/failure.ts';
import { failureOf } from '../../errors/failureOf.ts';
import { callEventChoices } from '../../fields/callEvents.ts';
import { notAWebAddress } from '../../fields/roomWebhook.ts';
import { safeText } from '../../fields/safeText.ts';
import { ownBaseOf } from '../../webhooks/ownAddress.ts';
import { mayBeTheNames } from '../../webhooks/registration.ts';

/** The registration that an operation is about. */
export const webhookField = {
	displayName: 'Webhook',
	name: 'webhookId',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'list', value: '' },
	description: '"webhookId" in the output of other operations',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod: 'searchWebhooks', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'wh_123456789',
		},
	],
} as const satisfies INodeProperties;

export const urlField = {
	displayName: 'URL',
	name: 'url',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'https://crm.example.com/videosdk',
	description: 'VideoSDK must be able to reach it. A VideoSDK Trigger registers its own.',
} as const satisfies INodeProperties;

export const eventsField = {
	displayName: 'Events',
	name: 'events',
	type: 'multiOptions',
	options: [...callEventChoices],
	default: ['call-hangup', 'call-missed', 'call-update'],
	description: 'Of all calls of the account',
} as const satisfies INodeProperties;

export const ownAddressField = {
	displayName: 'Own Address',
	name: 'ownAddress',
	type: 'hidden',
	// A node cannot ask n8n where its webhooks lie; an expression can.
	default: '={{ $execution.resumeUrl }}',
	description: 'By which its own webhooks are known',
} as const satisfies INodeProperties;

/** VideoSDK may have events that are not offered here. */
export const WEBHOOK_EXCEPTIONS = { takesOthers: ['events'] };

export const NO_SUCH_WEBHOOK =
	'Check the Webhook of this item, and that the credential is of the account that it belongs to.';

/** @param ownAddress see `ownBaseOf` */
export function toWebhookItem({ url, ...webhook }: Webhook, ownAddress: string, now = Date.now()) {
	const parked = readParkedUrl(url);
	return {
		...webhook,
		url: withoutUrlSecrets(url),
		isOfThisN8n: url.startsWith(ownBaseOf(ownAddress) ?? '\n'),
		...(parked && {
			parkedUntil: new Date(parked.until).toISOString(),
			isLeftover: isLeftover(parked, now),
		}),
	};
}

/** @throws Failure when the field is empty */
export function webhookIdOf(value: unknown): string {
	const webhookId = safeText('Webhook', value);
	if (webhookId !== '') return webhookId;
	throw missingInput('Webhook');
}

/** @throws Failure for what is no URL; it shows no secret in it */
export function urlOf(value: unknown): string {
	const url = safeText('URL', value);
	if (url === '') throw missingInput('URL');
	const wrong = notAWebAddress(url);
	if (wrong === undefined) return url;
	throw invalidInput('URL', withoutUrlSecrets(url), wrong);
}

/** @throws Failure for none, as nobody would be told anything */
export function eventsOf(events: readonly string[]): string[] {
	if (events.length > 0) return [...new Set(events)];
	throw emptyInput('Events', 'select at least one');
}

/** Registers something. Of names that an account may not know, an error says so. */
export async function withTakenEvents<T>(
	url: string,
	events: readonly string[],
	work: Promise<T>,
): Promise<T> {
	try {
		return await work;
	} catch (error) {
		const failure = failureOf(error);
		if (!mayBeTheNames(failure, events)) throw failure;
		const hint = adviceOn({ URL: withoutUrlSecrets(url) }, NEWER_EVENTS);
		const explained = new Failure({ ...failure.facts, hint });
		throw explained;
	}
}

const NEWER_EVENTS =
	'The events of transfers and room switches are newer than others, and this account may not have them: select others, or Call Updated, which tells of every change.';

/** @throws Failure for a URL that is registered already: whoever listens there would be told all twice */
export function checkNotTaken(url: string, registered: Webhook | undefined): void {
	if (registered === undefined) return;
	const reason = `the webhook ${registered.webhookId} has it already. Change that one with Update`;
	throw invalidInput('URL', withoutUrlSecrets(url), reason);
}
