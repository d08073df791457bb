import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { INode, INodeExecutionData } from 'n8n-workflow';
import { SEED_GATEWAY_ID } from '../../sandbox/index.mts';
import { useCallingN8n, type CallingN8n } from './callingN8n.mts';
import { itemsOf, type StoredWorkflow } from './n8nApi.mts';

export const TRIGGER_NODE = 'VideoSDK Trigger';

/** A number of the sandbox: it rings, answers and hangs up within nine seconds. */
export const HANGS_UP = '+12025550103';
export const EVENTS_OF_A_CALL = ['call-started', 'call-ringing', 'call-answered', 'call-hangup'];
const A_CALL_MS = 60_000;
/** A delivery is answered before n8n has begun the execution. */
const QUIET_MS = 1000;
/** How long a slow machine may take to begin an execution. */
const MISSING_MS = 90_000;

/** A delivery as somebody sends it to the trigger's URL. */
export interface HandMade {
	method?: string;
	headers?: Record<string, string>;
	body?: string | Uint8Array;
}

/** A real n8n with triggers in it, and a sandbox that tells it of calls. */
export function useTriggerN8n(n8n: CallingN8n = useCallingN8n()) {
	const { api, sandbox, credential, listWorkflow, callList } = n8n;

	const triggerNode = (parameters: INode['parameters'], stored = credential()) => ({
		name: TRIGGER_NODE,
		type: 'n8n-nodes-videosdk.videoSdkTrigger',
		webhookId: randomUUID(),
		credentials: { videoSdkApi: { id: stored.id, name: stored.name } },
		parameters,
	});

	const workflowOf = (node: ReturnType<typeof triggerNode>) => ({
		name: 'On call events',
		nodes: [node, { name: 'Done', type: 'n8n-nodes-base.noOp' }],
		connections: {
			[TRIGGER_NODE]: { main: [[{ node: 'Done', type: 'main' as const, index: 0 }]] },
		},
	});

	async function triggerWorkflow(
		parameters: INode['parameters'] = {},
		stored = credential(),
	): Promise<StoredWorkflow> {
		return await api().createWorkflow(workflowOf(triggerNode(parameters, stored)));
	}

	async function publishedTrigger(
		parameters: INode['parameters'] = {},
		stored = credential(),
	): Promise<StoredWorkflow> {
		const workflow = await triggerWorkflow(parameters, stored);
		await api().activateWorkflow(workflow.id);
		return workflow;
	}

	/** The workflow that phones, of each account. */
	const calling = new Map<string, Promise<{ id: string; path: string }>>();
	const callingWorkflow = async () => {
		const gatewayId = { __rl: true, mode: 'id', value: SEED_GATEWAY_ID };
		const { id } = credential();
		const known =
			calling.get(id) ??
			listWorkflow({ parameters: { callThrough: 'gateway', gatewayId, from: '' } });
		calling.set(id, known);
		return await known;
	};

	/** The action node phones somebody through a gateway; in the sandbox time stands still. */
	async function place(to = HANGS_UP): Promise<string> {
		sandbox().clock.freeze();
		const execution = await callList(await callingWorkflow(), [to]);
		if (execution.status !== 'success') throw new Error(JSON.stringify(execution.data.resultData));
		return sandbox().calls()[0].callId;
	}

	/** The same, and then a minute passes in the sandbox: the call is over. */
	async function phone(to = HANGS_UP): Promise<string> {
		const callId = await place(to);
		sandbox().clock.advance(A_CALL_MS);
		await sandbox().settled();
		return callId;
	}

	/**
	 * The executions that there are once there come no more.
	 *
	 * @param expected so many are waited for, however slow the machine is; more are found as well
	 */
	async function executionsOf(workflowId: string, expected = 0) {
		const startedAt = Date.now();
		let [executions, since] = [await api().listExecutions(workflowId), startedAt];
		const isMissing = () => executions.length < expected && Date.now() - startedAt < MISSING_MS;
		while (isMissing() || Date.now() - since < QUIET_MS) {
			await sleep(QUIET_MS / 10);
			const now = await api().listExecutions(workflowId);
			if (now.length !== executions.length) [executions, since] = [now, Date.now()];
		}
		return executions;
	}

	/** What the trigger has put out, execution by execution, oldest first. */
	async function itemsTold(
		workflowId: string,
		expected = 0,
	): Promise<Array<INodeExecutionData['json']>> {
		const summaries = await executionsOf(workflowId, expected);
		const executions = await Promise.all(
			summaries.map(async ({ id }) => await api().waitForExecution(id)),
		);
		return executions
			.sort((one, other) => Number(one.id) - Number(other.id))
			.flatMap((execution) => itemsOf(execution, TRIGGER_NODE).map(({ json }) => json));
	}

	/** The editor's "Listen for test event". */
	async function listen(workflowId: string): Promise<void> {
		await api().executeFrom(workflowId, TRIGGER_NODE);
	}

	return {
		...n8n,
		triggerWorkflow,
		publishedTrigger,
		place,
		phone,
		executionsOf,
		itemsTold,
		listen,
		urls: () =>
			sandbox()
				.webhooks()
				.map(({ url }) => url),
		/** How often the key was fetched. */
		keyFetches: () =>
			sandbox()
				.journal()
				.filter(({ path }) => path === '/v2/public/rsa-public-key').length,
	};
}

/** Sends a delivery of our own making; the status of the answer. */
export async function send(url: string, { method = 'POST', headers, body }: HandMade) {
	return await new Promise<number>((resolve, reject) => {
		const sent = request(url, { method, agent: false, headers }, (answer) => {
			answer.resume();
			answer.once('end', () => resolve(answer.statusCode ?? 0));
		});
		sent.once('error', reject);
		sent.end(body);
	});
}
