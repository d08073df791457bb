import { whyNotPublic } from '../../../../videosdk/publicUrl.ts';
import { addressOf, type Webhook } from '../../../../videosdk/webhook.ts';
import { withoutUrlSecrets } from '../../../../videosdk/withoutSecrets.ts';
import type { AddressAnswer } from '../../api/askAddress.ts';
import type { Settled } from '../../errors/failureOf.ts';
import { refusalMessages } from '../../webhooks/delivery.ts';
import { otherAnswer, saidBy, whyUnreachable } from './checkN8nAddress.ts';
import { counted, fine, named, unclear, wrong, type Verdict } from './setUpRow.ts';

/** A registration, and what was answered at its address; undefined when nobody was asked. */
export interface AskedWebhook {
	webhook: Webhook;
	answer?: Settled<AddressAnswer | undefined>;
}

/** The URL of a VideoSDK Trigger: n8n gives each a path of its own, and the trigger's own word behind it. */
const TRIGGER_PATH = /\/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\/webhook$/i;

export function isTriggerUrl(url: string): boolean {
	return TRIGGER_PATH.test(addressOf(url));
}

/**
 * VideoSDK Triggers of this n8n. Each was sent something that nobody has signed: the trigger itself has
 * to refuse it, and that it does shows that the way to it is open.
 */
export function checkTriggers(triggers: readonly AskedWebhook[]): Verdict {
	if (triggers.length === 0) return fine('No VideoSDK Trigger of this n8n is registered');
	const silent = triggers.flatMap((one) => {
		const reason = whyNotHeard(one);
		return reason === undefined ? [] : [`${shown(one)} ${reason}`];
	});
	const found = `${counted(triggers.length, 'VideoSDK Trigger')} of this n8n${notAsked(triggers)}`;
	if (silent.length === 0) {
		return fine(
			`${found}. Asked from where n8n runs, they answer and take nothing that is not signed`,
		);
	}
	return wrong(
		`${counted(silent.length, 'trigger')} would not hear of calls: ${named(silent)}`,
		'Publish the workflow of the trigger again. What is left over of a deleted workflow is removed by resource Webhook, Delete.',
		found,
	);
}

function whyNotHeard({ answer }: AskedWebhook): string | undefined {
	if (answer && !answer.ok) return `(${answer.failure.message})`;
	if (!answer?.value) return undefined;
	const { status, body, location } = answer.value;
	const said = saidBy(body);
	if (said === refusalMessages.wrongSecret) return '(it has another secret by now)';
	const isRefused = said === refusalMessages.unsigned || said === refusalMessages.absurd;
	if (isRefused) return undefined;
	if (status === 404 && said !== '') return '(its workflow is not published)';
	return `(${otherAnswer(status, location)})`;
}

/** Registrations of other programs, and of n8n's own Webhook nodes. They were asked for nothing. */
export function checkOtherWebhooks(others: readonly AskedWebhook[], baseUrl: string): Verdict {
	const lost = others.flatMap((one) => {
		const reason = whyNotDelivered(one, baseUrl);
		return reason === undefined ? [] : [`${shown(one)} ${reason}`];
	});
	const found =
		others.length === 0
			? 'Nobody else is told of the calls of this account'
			: `${counted(others.length, 'other webhook')} of this account${notAsked(others)}`;
	if (lost.length > 0) {
		return wrong(
			`${counted(lost.length, 'webhook')} of this account cannot be told anything: ${named(lost)}`,
			'Mend the server behind it, or remove it by resource Webhook, Delete, if nobody needs it.',
			found,
		);
	}
	const open = others.filter(({ webhook }) => isPlainHttp(webhook.url));
	if (open.length === 0) return fine(found);
	return unclear(
		`${counted(open.length, 'webhook')} of this account ${open.length === 1 ? 'is' : 'are'} told by plain http, which whoever is on the way can read: ${named(open.map(shown))}`,
		'Have the server behind it take https, and change the URL by resource Webhook, Update.',
		found,
	);
}

/** Of one that VideoSDK can get to; it takes such addresses, or the webhook would not be registered. */
export const isPlainHttp = (url: string) => whyNotPublic(url) === 'notHttps';

function whyNotDelivered({ webhook, answer }: AskedWebhook, baseUrl: string): string | undefined {
	if (!URL.canParse(webhook.url)) return '(that is no address)';
	const reason = isPlainHttp(webhook.url) ? undefined : whyUnreachable(webhook.url, baseUrl);
	if (reason !== undefined) return `(the address ${reason})`;
	if (answer && !answer.ok) return `(${answer.failure.message})`;
	if (!answer?.value) return undefined;
	const { status } = answer.value;
	// 501 is what many a program says that takes POST alone (RFC 9110: it does not know HEAD).
	return status >= 500 && status !== 501 ? `(its server answers HTTP ${status})` : undefined;
}

/** Those that nobody was to ask, or that n8n did not let a workflow ask. */
function notAsked(webhooks: readonly AskedWebhook[]): string {
	const count = webhooks.filter(({ answer }) => !answer || (answer.ok && !answer.value)).length;
	return count === 0 ? '' : `, ${count} of them not asked`;
}

const shown = ({ webhook: { webhookId, url } }: AskedWebhook) =>
	`${webhookId} at ${withoutUrlSecrets(url)}`;
