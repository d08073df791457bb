import type { IConnections } from 'n8n-workflow';

import type { N8nApi } from '../../test/support/n8nApi.mts';
import type { Credentials, Mode, Step } from './modes.mts';

/** Numbers that the plan has, see `numberAt`: those of all lists together go around. */
export const NUMBERS = 100_000;
/** The node that is measured, and the look behind it. */
export const MEASURED = 'Measured';
export const LOOKED = 'After';

/** Secrets of nobody, of services that are all the one server. */
export async function storeCredentials(api: N8nApi, baseUrl: string): Promise<Credentials> {
	const videoSdkApi = await api.createCredential({
		name: 'VideoSDK',
		type: 'videoSdkApi',
		data: { apiKey: 'key', apiSecret: 'a secret of nobody', baseUrl },
	});
	const jwtAuth = await api.createCredential({
		name: 'JWT',
		type: 'jwtAuth',
		data: { keyType: 'passphrase', secret: 'a secret of nobody', algorithm: 'HS256' },
	});
	const twilioApi = await api.createCredential({
		name: 'Twilio',
		type: 'twilioApi',
		data: { authType: 'authToken', accountSid: `AC${'0'.repeat(32)}`, authToken: 'of nobody' },
	});
	return { videoSdkApi: videoSdkApi.id, jwtAuth: jwtAuth.id, twilioApi: twilioApi.id };
}

/** A webhook takes how many, a Code node makes the items, the mode's node places a call for each. */
export async function publish(
	api: N8nApi,
	mode: Mode,
	path: string,
	looks = false,
): Promise<{ id: string; path: string }> {
	const steps = [
		{
			name: 'Webhook',
			type: 'n8n-nodes-base.webhook',
			typeVersion: 2,
			webhookId: path,
			parameters: { path, httpMethod: 'POST', responseMode: 'onReceived' },
		},
		...(mode.before ? [mode.before] : []),
		{
			name: 'Items',
			type: 'n8n-nodes-base.code',
			typeVersion: 2,
			parameters: { jsCode: MAKE_ITEMS },
		},
		...(looks ? [look('Before', false), mode.node, look(LOOKED, true)] : [mode.node]),
	];
	const connections: IConnections = {};
	for (const [place, { name }] of steps.slice(1).entries()) {
		connections[steps[place]?.name ?? ''] = { main: [[{ node: name, type: 'main', index: 0 }]] };
	}
	const { id } = await api.createWorkflow({
		name: `${mode.name} ${path}`,
		nodes: steps,
		connections,
	});
	await api.activateWorkflow(id);
	return { id, path };
}

const look = (name: string, isLast: boolean): Step => ({
	name,
	type: 'CUSTOM.benchLook',
	parameters: { isLast },
});

const MAKE_ITEMS = `const { items, first } = $('Webhook').first().json.body;
const { token } = $input.first().json;
return Array.from({ length: items }, (_, index) => ({ json: {
	to: '+1202' + (2000000 + (first + index) % ${NUMBERS}),
	key: $execution.id + '-' + index,
	name: 'Somebody ' + index,
	...(token ? { token } : {}),
} }));`;

/** Orders a list from n8n's webhook; it answers as soon as the execution has begun. */
export async function order(url: string, body: { items: number; first: number }): Promise<void> {
	const answer = await fetch(url, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(body),
	});
	if (!answer.ok)
		throw new Error(`n8n's webhook answered ${answer.status}: ${await answer.text()}`);
	await answer.arrayBuffer();
}
