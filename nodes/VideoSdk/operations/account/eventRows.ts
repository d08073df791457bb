import type { IExecuteFunctions } from 'n8n-workflow';
import type { Webhook } from '../../../../videosdk/webhook.ts';
import { readPublicKey } from '../../../../videosdk/webhookSignature.ts';
import { askAddress, type AddressOrder } from '../../api/askAddress.ts';
import { readParkedUrl } from '../../calls/park/parkedUrl.ts';
import { settled } from '../../errors/failureOf.ts';
import { mapInPool } from '../../time/pool.ts';
import { ownBaseOf } from '../../webhooks/ownAddress.ts';
import { checkAddress, checkWayToN8n, whyUnreachable } from './checkN8nAddress.ts';
import {
	checkOtherWebhooks,
	checkTriggers,
	isPlainHttp,
	isTriggerUrl,
	type AskedWebhook,
} from './checkWebhooks.ts';
import type { Seen } from './lookAround.ts';
import {
	fine,
	judged,
	notSeen,
	row,
	unclear,
	wrong,
	type SetUpRow,
	type Verdict,
} from './setUpRow.ts';

/** How long any other address may take to answer. */
const ASK_SECONDS = 10;
/** How many webhooks are asked, and how many at once: nobody knows how long each takes. */
const MOST_ASKED = 20;
const ASKED_AT_ONCE = 10;

/** No JSON object: a trigger with a secret in its URL would take one for an event. */
const NO_EVENT = 'Check Set-Up of n8n-nodes-videosdk';

/** Whether VideoSDK can tell this n8n of calls, as far as that can be seen from here. */
export async function eventRows(
	context: IExecuteFunctions,
	{ webhooks, publicKey }: Seen,
	baseUrl: string,
): Promise<SetUpRow[]> {
	const resumeUrl = String(context.evaluateExpression('{{ $execution.resumeUrl }}', 0));
	const address = checkAddress(resumeUrl, baseUrl);
	const ask = async (method: AddressOrder['method'], url: string, body?: string) =>
		await settled(askAddress(context, { method, url, body, seconds: ASK_SECONDS }));
	const ownBase = ownBaseOf(resumeUrl) ?? '\n';
	const isTrigger = ({ url }: Webhook) => url.startsWith(ownBase) && isTriggerUrl(url);
	const kept = (webhooks.ok ? webhooks.value : []).filter(({ url }) => !readParkedUrl(url));
	const [way, triggers, others] = await Promise.all([
		address.ok ? ask('GET', resumeUrl) : undefined,
		askEach(kept.filter(isTrigger), async ({ url }) => await ask('POST', url, NO_EVENT)),
		askEach(
			kept.filter((webhook) => !isTrigger(webhook)),
			async ({ url }) => (isReachable(url, baseUrl) ? await ask('HEAD', url) : undefined),
		),
	]);
	return [
		row('Address of n8n', address),
		row('Way to n8n', way ? checkWayToN8n(resumeUrl, way) : notTried),
		row(
			'Triggers',
			judged(webhooks, () => checkTriggers(triggers)),
		),
		row(
			'Other webhooks',
			judged(webhooks, () => checkOtherWebhooks(others, baseUrl)),
		),
		row('Signature key', checkPublicKey(publicKey)),
	];
}

const isReachable = (url: string, baseUrl: string) =>
	URL.canParse(url) && (isPlainHttp(url) || whyUnreachable(url, baseUrl) === undefined);

const notTried = unclear(
	'It was not tried, as the address of n8n is not right',
	'Mend the address first, then run this again.',
);

/** @param ask gives undefined for one that is not to be asked */
async function askEach(
	webhooks: readonly Webhook[],
	ask: (webhook: Webhook) => Promise<AskedWebhook['answer']>,
): Promise<AskedWebhook[]> {
	const asked = await mapInPool(webhooks.slice(0, MOST_ASKED), ASKED_AT_ONCE, async (webhook) => ({
		webhook,
		answer: await ask(webhook),
	}));
	return [...asked, ...webhooks.slice(MOST_ASKED).map((webhook) => ({ webhook }))];
}

/** The key that events are checked with. */
function checkPublicKey(publicKey: Seen['publicKey']): Verdict {
	const noKey = (problem: string) =>
		wrong(
			problem,
			'Until it can be had, triggers take no event. Run this again in a few minutes, and ask VideoSDK if it goes on.',
		);
	if (publicKey.ok) {
		return readPublicKey(publicKey.value.body) === undefined
			? noKey('What VideoSDK answers is no RSA key that signatures can be checked with')
			: fine('VideoSDK gives the key that its events are signed with');
	}
	const { failure } = publicKey;
	const { code, message } = failure.facts;
	const isAboutIt = ['notFound', 'forbidden', 'refused', 'serverError', 'unreadableAnswer'];
	return isAboutIt.includes(code)
		? noKey(`VideoSDK does not give the key that its events are signed with: ${message}`)
		: notSeen(failure);
}
