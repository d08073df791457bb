import type { IHookFunctions } from 'n8n-workflow';
import { isLoopbackUrl, parseBaseUrl } from '../../../videosdk/baseUrl.ts';
import { addressOf, SECRET_PARAMETER } from '../../../videosdk/webhook.ts';
import { Failure } from '../errors/failure.ts';
import { originOf } from '../once/correlationKey.ts';
import { toNodeError } from '../node/nodeError.ts';
import { failureOf } from '../errors/failureOf.ts';
import { createApi } from '../api/index.ts';
import type { WebhookOrder } from '../api/webhooks.ts';
import {
	createRegistration,
	reconcileWebhook,
	removeRegistration,
	type Registration,
} from '../webhooks/registration.ts';
import { readTriggerFields } from './readTriggerFields.ts';
import { checkAgentSecret, readSecurity } from './triggerFields.ts';
import {
	keepSecret,
	knownWebhookId,
	registeredWebhook,
	type RunMode,
	type TriggerData,
} from './triggerData.ts';
import { wantedEvents } from './wantedEvents.ts';
import { withoutCalls } from './withoutCalls.ts';

/** Whether the trigger's URL is registered; if it is, it is now registered as the node wants it. */
export async function isRegistered(context: IHookFunctions): Promise<boolean> {
	return await withAdvice(context, 'checked', async () => {
		const wanted = await wantedOf(context);
		// Of rooms alone VideoSDK need not be asked to tell; what was registered before is not wanted now.
		if (wanted.events.length === 0) return await unregister(context);
		const registration = await reconcileWebhook(createApi(context), wanted, knownId(context));
		if (registration) remember(context, wanted, registration);
		return registration !== undefined;
	});
}

export async function register(context: IHookFunctions): Promise<boolean> {
	return await withAdvice(context, 'registered', async () => {
		const wanted = await wantedOf(context);
		remember(context, wanted, await createRegistration(createApi(context), wanted));
		return true;
	});
}

export async function unregister(context: IHookFunctions): Promise<boolean> {
	return await withAdvice(context, 'removed', async () => {
		const data: TriggerData = context.getWorkflowStaticData('node');
		const url = ownUrl(context);
		// n8n does not tell here whether a test run ends: it is the one whose webhook has this address.
		const name = (['test', 'production'] as const).find(
			(one) => registeredWebhook(data, one)?.address === addressOf(url),
		);
		const webhook = name && registeredWebhook(data, name);
		const known = knownWebhookId(webhook, url, originOf(context).instance);
		await removeRegistration(createApi(context), url, known);
		if (name) delete data[name];
		return true;
	});
}

async function wantedOf(context: IHookFunctions): Promise<WebhookOrder> {
	const { listenFor, events: selected, ...others } = readTriggerFields(context);
	checkAgentSecret(context.getNodeParameter('security', {}));
	const events = wantedEvents(listenFor, selected, [...others.roomEvents, ...others.batchEvents]);
	const url = ownUrl(context);
	await assertReachable(context, url);
	const data: TriggerData = context.getWorkflowStaticData('node');
	const { verifyBy } = readSecurity(context.getNodeParameter('security', {}));
	if (verifyBy === 'secretInUrl') {
		return { url: `${url}?${SECRET_PARAMETER}=${keepSecret(data)}`, events };
	}
	// Chosen again, it will be a new one.
	if (data.secret !== undefined) delete data.secret;
	return { url, events };
}

function ownUrl(context: IHookFunctions): string {
	return context.getNodeWebhookUrl('default') ?? '';
}

/** VideoSDK in its cloud would be told an address that leads it to itself. */
async function assertReachable(context: IHookFunctions, url: string): Promise<void> {
	const credential = await context.getCredentials<{ baseUrl?: string }>('videoSdkApi');
	const { url: baseUrl = '' } = parseBaseUrl(credential.baseUrl ?? '');
	if (!isLoopbackUrl(url) || isLoopbackUrl(baseUrl)) return;
	throw new Failure({
		code: 'invalidInput',
		message: `VideoSDK cannot reach this n8n at ${new URL(url).origin}, which is an address for this machine alone`,
		hint: 'Give n8n an address that can be reached from the internet, and tell it to n8n by the environment variable WEBHOOK_URL. The VideoSDK node tries it out: resource Account, Check Set-Up.',
		callMayExist: false,
	});
}

function runModeOf(context: IHookFunctions): RunMode {
	return context.getMode() === 'manual' ? 'test' : 'production';
}

function knownId(context: IHookFunctions): string | undefined {
	const webhook = registeredWebhook(context.getWorkflowStaticData('node'), runModeOf(context));
	return knownWebhookId(webhook, ownUrl(context), originOf(context).instance);
}

function remember(context: IHookFunctions, wanted: WebhookOrder, registration: Registration): void {
	const { instance } = originOf(context);
	const data: TriggerData = context.getWorkflowStaticData('node');
	data[runModeOf(context)] = { ...registration, address: addressOf(wanted.url), instance };
	if (!registration.isLimited) return;
	context.logger.warn(
		`${context.getNode().name}: this VideoSDK account takes only the older call events. The newer ones, of transfers and room switches, will not be told`,
	);
}

/** A failure with its advice in the message: what n8n shows of a failed activation is the message alone. */
async function withAdvice<T>(
	context: IHookFunctions,
	what: 'checked' | 'registered' | 'removed',
	work: () => Promise<T>,
): Promise<T> {
	try {
		return await work();
	} catch (error) {
		const { facts } = failureOf(error);
		const message = `The webhook at VideoSDK could not be ${what}: ${facts.message}. ${adviceFor(facts, what)}`;
		const { secret }: TriggerData = context.getWorkflowStaticData('node');
		throw toNodeError(
			context.getNode(),
			new Failure({
				...facts,
				// VideoSDK may repeat the URL in what it says.
				message: secret === undefined ? message : message.replaceAll(secret, '(hidden)'),
				hint: '',
				callMayExist: false,
			}),
		);
	}
}

function adviceFor({ code, hint }: Failure['facts'], what: string): string {
	if (what === 'removed') {
		return `${withoutCalls(hint)} What is left of it can be found and deleted by the VideoSDK node: resource Webhook, Get Many and Delete.`;
	}
	if (code !== 'refused') return withoutCalls(hint);
	return 'VideoSDK must be able to reach this n8n from the internet: check the environment variable WEBHOOK_URL of n8n, and whether the account may have one more webhook. The VideoSDK node tries it out: resource Account, Check Set-Up.';
}
