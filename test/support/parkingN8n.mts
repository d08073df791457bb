import { setTimeout as sleep } from 'node:timers/promises';
import type { INode } from 'n8n-workflow';
import { mintToken } from '../../videosdk/token.ts';
import { SEED_GATEWAY_ID } from '../../sandbox/index.mts';
import { CALLING_NODE, useCallingN8n, type CallingN8n, type ListWorkflow } from './callingN8n.mts';
import { itemsOf, type Execution } from './n8nApi.mts';

/** Numbers of the sandbox, and what becomes of a call to each. */
export const CALLEES = {
	'+12025550101': 'rejected',
	'+12025550102': 'notAnswered',
	'+12025550103': 'answered',
} as const;
export const HANGS_UP = '+12025550103';
export const NEVER_ANSWERS = '+12025550102';
export const BUSY = '+12025550101';

/** Longer than any call of the sandbox. */
export const A_CALL_MS = 120_000;

/** A real n8n whose executions are parked while calls go on. */
export function useParkingN8n(n8n: CallingN8n = useCallingN8n()) {
	const { api, sandbox, listWorkflow } = n8n;

	/** A published workflow that parks until the end of its calls. */
	async function parkingWorkflow({ parameters, options, ...list }: ListWorkflow = {}) {
		const gatewayId = { __rl: true, mode: 'id', value: SEED_GATEWAY_ID };
		return await listWorkflow({
			...list,
			options: { maxCallsAtOnce: 200, details: true, ...options },
			parameters: {
				...{ callThrough: 'gateway', gatewayId, from: '' },
				...{ waitFor: 'end', waitLimit: 600, waitHow: 'park' },
				// In one room, calls to the same number would follow each other.
				meetingId: { __rl: true, mode: 'id', value: "={{ 'room-' + $itemIndex }}" },
				...parameters,
			},
		});
	}

	async function call(to: string[], list?: { id: string; path: string }): Promise<string> {
		sandbox().addRooms(...to.map((_, place) => ({ roomId: `room-${place}` })));
		const { id, path } = list ?? (await parkingWorkflow());
		return await api().runInProduction(id, path, { to });
	}

	/** In the sandbox time stands still: the calls are placed, and the execution rests. */
	async function park(to: string[], list?: { id: string; path: string }): Promise<string> {
		sandbox().clock.freeze();
		const execution = await call(to, list);
		const { status } = await api().waitForExecution(execution, { orWaiting: true });
		if (status !== 'waiting') {
			throw new Error(JSON.stringify((await api().getExecution(execution)).data.resultData));
		}
		return execution;
	}

	/** Time passes in the sandbox: all calls are over, and everybody has been told. */
	async function endCalls(): Promise<void> {
		sandbox().clock.advance(A_CALL_MS);
		await sandbox().settled();
	}

	/** A registration that somebody else makes on the account. */
	async function register(url: string): Promise<void> {
		const { apiKey, apiSecret, clock } = sandbox();
		const issuedAt = Math.floor(clock.now() / 1000);
		const { ok } = await fetch(`${sandbox().url}/v2/sip/webhooks`, {
			method: 'POST',
			headers: {
				authorization: mintToken({ apiKey, apiSecret, issuedAt, lifetimeSeconds: 60 }),
				'content-type': 'application/json',
			},
			body: JSON.stringify({ url, events: ['call-hangup'] }),
		});
		if (!ok) throw new Error('The sandbox did not take the registration');
	}

	/** What is registered on the account; the node takes its own back when an execution goes on. */
	const urls = () =>
		sandbox()
			.webhooks()
			.map(({ url }) => url);

	/** The workflow with another node behind the calls. */
	async function addBehind(id: string, node: Partial<INode> & Pick<INode, 'name' | 'type'>) {
		const workflow = await api().getWorkflow(id);
		await api().updateWorkflow(id, {
			...workflow,
			nodes: [...workflow.nodes, node],
			connections: {
				...workflow.connections,
				[CALLING_NODE]: { main: [[{ node: node.name, type: 'main', index: 0 }]] },
			},
		});
		await api().activateWorkflow(id);
	}

	async function isStillWaiting(execution: string, seconds = 1): Promise<boolean> {
		await sleep(seconds * 1000);
		return (await api().getExecution(execution)).status === 'waiting';
	}

	return {
		...n8n,
		parkingWorkflow,
		call,
		park,
		endCalls,
		register,
		urls,
		addBehind,
		isStillWaiting,
	};
}

/** What the items say, each with the place of the item that it came from. */
export const outcomesOf = (execution: Execution) =>
	itemsOf(execution, CALLING_NODE).map(({ json, pairedItem }) => ({
		...{ to: json.to, outcome: json.outcome, waitedBy: json.waitedBy },
		from: (pairedItem as { item: number }).item,
	}));

export const expectedOutcomes = (to: string[], waitedBy = 'parked') =>
	to.map((number, from) => ({
		...{ to: number, outcome: CALLEES[number as keyof typeof CALLEES], waitedBy, from },
	}));
