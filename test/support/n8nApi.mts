// n8n's own REST API, spoken as its editor speaks it (n8n 2.41, and 1.123 where that differs).
import { setTimeout as sleep } from 'node:timers/promises';
import type { INode, IConnections, INodeExecutionData, IRunExecutionData } from 'n8n-workflow';

import { decodeFlatted } from '../../scripts/decodeFlatted.mts';
import { chosenN8nLine, type N8nLine } from '../../scripts/n8nLines.mts';
import { openN8nSession } from '../../scripts/n8nSession.mts';

export const OWNER = { email: 'you@example.com', firstName: 'Local', lastName: 'Owner' };
const POLL_MS = 100;
/** What n8n does at once; a busy machine takes its time. */
const WITHIN_SECONDS = 300;
const NO_DATA_YET = "Cannot read properties of null (reading 'data')";
const FINAL = new Set(['success', 'error', 'crashed', 'canceled']);

export interface Login {
	email: string;
	password: string;
}
export interface CredentialInput {
	name: string;
	type: string;
	data: Record<string, unknown>;
}
export interface StoredCredential {
	id: string;
	name: string;
	type: string;
}
export interface WorkflowInput {
	name: string;
	nodes: Array<Partial<INode> & Pick<INode, 'name' | 'type'>>;
	connections: IConnections;
	settings?: Record<string, unknown>;
	pinData?: Record<string, unknown>;
	/** In an example's file: it works only published, and whoever loads it publishes it. */
	active?: boolean;
}
/** One of n8n's own tables. */
export interface DataTableInput {
	name: string;
	columns: Array<{ name: string; type: 'string' | 'number' | 'boolean' | 'date' }>;
	rows: Array<Record<string, string | number | boolean | null>>;
}
export interface StoredWorkflow {
	id: string;
	name: string;
	nodes: INode[];
	connections: IConnections;
	settings?: Record<string, unknown>;
	active: boolean;
	isArchived?: boolean;
	versionId: string;
}
export interface ExecutionSummary {
	id: string;
	workflowId: string;
	mode: string;
	status: string;
	retryOf?: string | null;
}
export interface Execution extends ExecutionSummary {
	finished: boolean;
	retrySuccessId?: string | null;
	startedAt: string;
	stoppedAt?: string;
	waitTill?: string | null;
	data: IRunExecutionData;
}
/** As n8n sends it: its data is encoded. */
type SavedExecution = Omit<Execution, 'data'> & { data: string };
export interface WaitOptions {
	/** Counted in looks, ten a second at most: a busy machine makes them as slow as n8n. */
	withinSeconds?: number;
	/** Also returns when the execution is parked ("waiting"). */
	orWaiting?: boolean;
}

export type N8nApi = ReturnType<typeof createN8nApi>;

/** A client with its own log-in, for the n8n at `url`. */
export function createN8nApi(url: string, line: N8nLine = chosenN8nLine()) {
	const call = openN8nSession(url);

	async function setupOwner(password: string, email = OWNER.email): Promise<Login> {
		await call('POST', '/owner/setup', { ...OWNER, email, password });
		return { email, password };
	}

	async function login({ email, password }: Login): Promise<void> {
		await call('POST', '/login', { emailOrLdapLoginId: email, password });
	}

	async function createCredential(input: CredentialInput): Promise<StoredCredential> {
		return await call('POST', '/credentials', input);
	}

	async function updateCredential(id: string, input: CredentialInput): Promise<StoredCredential> {
		return await call('PATCH', `/credentials/${id}`, input);
	}

	/** The data table of this name; a new one, with these rows, where there is none. Its ID. */
	async function ensureDataTable({ name, columns, rows }: DataTableInput): Promise<string> {
		const tables = await dataTables();
		const { data } = await call<{ data: Array<{ id: string; name: string }> }>('GET', tables);
		const known = data.find((table) => table.name === name);
		if (known) return known.id;
		const { id } = await call<{ id: string }>('POST', tables, { name, columns });
		await call('POST', `${tables}/${id}/insert`, { data: rows, returnType: 'count' });
		return id;
	}

	async function dataTableRows(id: string): Promise<Array<Record<string, unknown>>> {
		const path = `${await dataTables()}/${id}/rows`;
		return (await call<{ data: Array<Record<string, unknown>> }>('GET', path)).data;
	}

	async function dataTables(): Promise<string> {
		const { id } = await call<{ id: string }>('GET', '/projects/personal');
		return `/projects/${id}/data-tables`;
	}

	/** The credential's Test, as the editor runs it when it is saved. */
	async function testCredential(
		stored: StoredCredential,
		data: Record<string, unknown>,
	): Promise<{ status: 'OK' | 'Error'; message: string }> {
		const { id, name, type } = stored;
		return await call('POST', '/credentials/test', { credentials: { id, name, type, data } });
	}

	/** Not yet published. */
	async function createWorkflow(input: WorkflowInput): Promise<StoredWorkflow> {
		// n8n 1.x wants to be told.
		return await call('POST', '/workflows', { ...complete(input), active: false });
	}

	async function updateWorkflow(id: string, input: WorkflowInput): Promise<StoredWorkflow> {
		return await call('PATCH', `/workflows/${id}`, complete(input));
	}

	async function getWorkflow(id: string): Promise<StoredWorkflow> {
		return await call('GET', `/workflows/${id}`);
	}

	async function deleteWorkflow(id: string): Promise<void> {
		await call('POST', `/workflows/${id}/archive`, {});
		await call('DELETE', `/workflows/${id}`);
	}

	/** Publishes the workflow's saved version ("Publish"; "Active" in n8n 1.x). */
	async function activateWorkflow(id: string): Promise<void> {
		const { versionId } = await getWorkflow(id);
		if (line === '1.x') {
			// Its triggers are in place when it answers.
			await call('PATCH', `/workflows/${id}`, { active: true, versionId });
			return;
		}
		await call('POST', `/workflows/${id}/activate`, { versionId });
		await waitForPublication(id, 'published');
	}

	async function deactivateWorkflow(id: string): Promise<void> {
		if (line === '1.x') {
			const { versionId } = await getWorkflow(id);
			await call('PATCH', `/workflows/${id}`, { active: false, versionId });
			return;
		}
		await call('POST', `/workflows/${id}/deactivate`, {});
		await waitForPublication(id, 'not_published');
	}

	/** n8n answers before its triggers are in place. */
	async function waitForPublication(id: string, wanted: string): Promise<void> {
		const deadline = Date.now() + WITHIN_SECONDS * 1000;
		for (;;) {
			const now = await call<{ status: string }>('GET', `/workflows/${id}/publication-status`);
			if (now.status === wanted) return;
			if (now.status === 'failed' || Date.now() > deadline) {
				throw new Error(`Workflow ${id} should be ${wanted}: ${JSON.stringify(now)}`);
			}
			await sleep(POLL_MS);
		}
	}

	/** "Execute workflow": the saved workflow, from its (first) trigger. The execution's id. */
	async function runWorkflow(id: string, trigger?: string): Promise<string> {
		const name = trigger ?? firstTrigger(await getWorkflow(id));
		const run = await executeFrom(id, name);
		if (run.executionId) return run.executionId;
		throw new Error(
			`The trigger "${name}" waits for an event, so there is no execution yet. ` +
				'Use a Manual Trigger here, or runInProduction() for a Webhook trigger.',
		);
	}

	/** The same; no execution yet where the trigger has to wait for an event ("Listen for test event"). */
	async function executeFrom(id: string, trigger: string): Promise<{ executionId?: string }> {
		const triggerToStartFrom = { name: trigger };
		// The editor of n8n 1.x sends the workflow along.
		const body =
			line === '1.x'
				? { workflowData: await getWorkflow(id), triggerToStartFrom }
				: { triggerToStartFrom };
		return await call('POST', `/workflows/${id}/run`, body);
	}

	/** Posts to the Webhook trigger of a published workflow; the id of the execution it began. */
	async function runInProduction(id: string, path: string, body: unknown = {}): Promise<string> {
		const known = new Set((await listExecutions(id)).map((execution) => execution.id));
		const answer = await fetch(`${url}/webhook/${path}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json', connection: 'close' },
			body: JSON.stringify(body),
		});
		if (answer.status === 404) {
			throw new Error(`n8n has no webhook "${path}": ${await answer.text()} Is it published?`);
		}
		await answer.arrayBuffer();
		const deadline = Date.now() + WITHIN_SECONDS * 1000;
		while (Date.now() < deadline) {
			const begun = (await listExecutions(id)).find((execution) => !known.has(execution.id));
			if (begun) return begun.id;
			await sleep(POLL_MS);
		}
		throw new Error(`The webhook answered ${answer.status}, but no execution of ${id} began.`);
	}

	/** Newest first. */
	async function listExecutions(workflowId: string): Promise<ExecutionSummary[]> {
		const filter = encodeURIComponent(JSON.stringify({ workflowId }));
		const list = await call<{ results: ExecutionSummary[] }>(
			'GET',
			`/executions?filter=${filter}&limit=100`,
		);
		return list.results;
	}

	/** n8n 1.x saves an execution before its data, and fails where it is asked for both in between. */
	async function readExecution(id: string, triesLeft = 50): Promise<SavedExecution> {
		try {
			return await call('GET', `/executions/${id}`);
		} catch (error) {
			if (triesLeft === 0 || !String(error).includes(NO_DATA_YET)) throw error;
			await sleep(POLL_MS);
			return await readExecution(id, triesLeft - 1);
		}
	}

	async function getExecution(id: string): Promise<Execution> {
		const raw = await readExecution(id);
		return { ...raw, data: decodeFlatted<IRunExecutionData>(raw.data) };
	}

	async function waitForExecution(id: string, options: WaitOptions = {}): Promise<Execution> {
		const { withinSeconds = WITHIN_SECONDS, orWaiting = false } = options;
		for (let waitedMs = 0; ; waitedMs += POLL_MS) {
			const execution = await getExecution(id);
			if (FINAL.has(execution.status) && (line === '2.x' || isSavedWhole(execution))) {
				return execution;
			}
			if (orWaiting && execution.status === 'waiting') return execution;
			if (waitedMs > withinSeconds * 1000) {
				throw new Error(`Execution ${id} is "${execution.status}" after ${withinSeconds} s.`);
			}
			await sleep(POLL_MS);
		}
	}

	/**
	 * The Retry button of a failed execution: with the workflow as it was then, or as it is now.
	 * n8n answers when the retry has ended; the id of the new execution.
	 */
	async function retryExecution(
		id: string,
		options: { withCurrentWorkflow?: boolean } = {},
	): Promise<string> {
		const retry = await call<{ id: string }>('POST', `/executions/${id}/retry`, {
			loadWorkflow: options.withCurrentWorkflow ?? false,
		});
		return retry.id;
	}

	async function stopExecution(id: string): Promise<void> {
		await call('POST', `/executions/${id}/stop`, {});
	}

	return {
		url,
		call,
		setupOwner,
		login,
		createCredential,
		updateCredential,
		testCredential,
		ensureDataTable,
		dataTableRows,
		createWorkflow,
		updateWorkflow,
		getWorkflow,
		deleteWorkflow,
		activateWorkflow,
		deactivateWorkflow,
		runWorkflow,
		executeFrom,
		runInProduction,
		listExecutions,
		getExecution,
		waitForExecution,
		retryExecution,
		stopExecution,
	};
}

/** n8n 1.x saves what became of an execution before what its nodes did. */
function isSavedWhole({ status, data }: { status: string; data?: IRunExecutionData }): boolean {
	if (!data) return false;
	if (status === 'success') return !data.executionData?.nodeExecutionStack?.length;
	return status !== 'error' || data.resultData.error !== undefined;
}

/** The items a node put out, of its last run. */
export function itemsOf(execution: Execution, nodeName: string): INodeExecutionData[] {
	return execution.data.resultData.runData[nodeName]?.at(-1)?.data?.main?.[0] ?? [];
}

/** What n8n needs of a node and a test does not care about. */
function complete(workflow: WorkflowInput) {
	const nodes = workflow.nodes.map((node, index) => ({
		id: `node-${index}`,
		typeVersion: 1,
		position: [200 * index, 0],
		parameters: {},
		...node,
	}));
	return { settings: {}, ...workflow, nodes };
}

function firstTrigger({ nodes }: StoredWorkflow): string {
	const trigger = nodes.find(({ type }) => /trigger$|\.webhook$/i.test(type));
	if (!trigger) throw new Error('The workflow has no trigger to start from: add a Manual Trigger.');
	return trigger.name;
}
