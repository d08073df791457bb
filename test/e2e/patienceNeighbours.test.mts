import type { INode } from 'n8n-workflow';
import { describe, expect } from 'vitest';
import { CALLING_NODE } from '../support/callingN8n.mts';
import { itemsOf } from '../support/n8nApi.mts';
import {
	BUSY,
	expectedOutcomes,
	HANGS_UP,
	outcomesOf,
	useParkingN8n,
} from '../support/parkingN8n.mts';
import { send } from '../support/triggerN8n.mts';

const n8n = useParkingN8n();
const {
	api,
	sandbox,
	park,
	endCalls,
	parkingWorkflow,
	urls,
	addBehind,
	isStillWaiting,
	testInEachPayload,
} = n8n;

const genuine = (body: string) => ({
	headers: { 'content-type': 'application/json', 'videosdk-signature': sandbox().sign(body) },
	body,
});

describe('deliveries in each payload', () => {
	testInEachPayload(
		'a Wait node behind parked calls is woken by nothing that was meant for them: no late event, no stranger, no look of the node',
		async () => {
			const list = await parkingWorkflow();
			await addBehind(list.id, {
				...{
					name: 'Approval',
					type: 'n8n-nodes-base.wait',
					typeVersion: 1.1,
					webhookId: 'approval',
				},
				parameters: { resume: 'webhook', httpMethod: 'POST' },
			});
			// The registration stays, as VideoSDK does not remove it.
			const execution = await park([BUSY], list);
			sandbox().addFault({
				on: { method: 'DELETE', path: '/v2/sip/webhooks*' },
				times: 1000,
				fault: { kind: 'status', status: 500 },
			});
			const [registered] = urls();
			await endCalls();
			await expect
				.poll(async () => {
					const { data, status } = await api().getExecution(execution);
					return status === 'waiting' && data.resultData.lastNodeExecuted;
				})
				.toBe('Approval');
			const [{ body }] = sandbox().deliveries();
			expect(await send(registered, genuine(body))).toBe(404);
			expect(await send(registered, { body: '{"foreign":true}' })).toBe(404);
			// Longer than the node's first pauses between two looks.
			expect(await isStillWaiting(execution, 7)).toBe(true);
			expect(outcomesOf(await api().getExecution(execution))).toEqual(expectedOutcomes([BUSY]));
		},
	);

	testInEachPayload(
		'two nodes of one execution park one after the other: each gets the outcome of its own call',
		async () => {
			const list = await parkingWorkflow();
			const { nodes } = await api().getWorkflow(list.id);
			const first = nodes.find(({ name }) => name === CALLING_NODE) as INode;
			const parameters = { ...first.parameters, to: HANGS_UP };
			await addBehind(list.id, { ...first, id: 'the-second', name: 'Second call', parameters });
			const execution = await park([BUSY], list);
			await endCalls();
			await expect
				.poll(async () => {
					const { data, status } = await api().getExecution(execution);
					return status === 'waiting' && data.resultData.lastNodeExecuted;
				})
				.toBe('Second call');
			await endCalls();
			const ended = await api().waitForExecution(execution);
			expect(outcomesOf(ended)).toEqual(expectedOutcomes([BUSY]));
			expect(itemsOf(ended, 'Second call').map(({ json }) => json)).toMatchObject([
				{ to: HANGS_UP, outcome: 'answered', waitedBy: 'parked' },
			]);
			expect(sandbox().rings()).toEqual({ [BUSY]: 1, [HANGS_UP]: 1 });
			await expect.poll(urls).toEqual([]);
		},
	);

	testInEachPayload(
		'the credential is deleted while calls are parked: a forged event is refused, and the execution goes on waiting',
		async () => {
			const stored = await api().createCredential({
				name: 'For a while',
				type: 'videoSdkApi',
				data: n8n.credentialData(),
			});
			const credentials = { videoSdkApi: { id: stored.id, name: stored.name } };
			const list = await parkingWorkflow({ settings: { credentials } });
			const execution = await park([BUSY], list);
			await api().call('DELETE', `/credentials/${stored.id}`);
			const forged = { headers: { 'videosdk-signature': 'nonsense' }, body: '{}' };
			expect(await send(urls()[0], forged)).toBe(503);
			expect(await isStillWaiting(execution)).toBe(true);
			await api().stopExecution(execution);
		},
	);
});
