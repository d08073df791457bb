import { cp, mkdir, mkdtemp, readFile, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { inspect } from 'node:util';
import type {
	IConnections,
	ICredentialDataDecryptedObject,
	ICredentialType,
	IExecuteData,
	IHttpRequestOptions,
	INode,
	INodeExecutionData,
	INodeListSearchResult,
	INodeType,
	IRun,
	IRunExecutionData,
	ITaskData,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import { audit } from './audit.mts';
import { emptyRunData, keepKeysInMemory } from './bareEngine.mts';

/**
 * The real engine of n8n, in this process, with the built package in it. Which n8n it is, is said by
 * `N8N_CORE_FOLDER`: a folder with n8n-core and n8n-workflow installed; else the project's own.
 */
export interface WorkflowEngine {
	/** The version of n8n-core. */
	version: string;
	credentialType: ICredentialType;
	nodeType: INodeType;
	/** What n8n was given to log, by whomever. */
	log: readonly string[];
	/** Frees the keys that nodes have taken for good. */
	forgetKeys(): void;
	/** Takes keys, as an earlier execution has written them. */
	takeKeys(keys: readonly string[]): void;
	/** Runs a workflow of one node; with an earlier run's data it does what the Retry button does. */
	run(order: RunOrder): WorkflowRun;
	/** Opens one of the node's lists, or types into its search, as the editor does. */
	searchList(order: ListOrder): Promise<ListShown>;
	/** Lets an agent, that is a node of n8n's with tools, call the node as its tool. */
	runAsTool(order: ToolOrder): Promise<ToolAnswer[]>;
}

export interface ListOrder {
	/** The name of the list's method. */
	method: string;
	/** What is in the fields; the editor sends expressions as what they gave last. */
	parameters?: INode['parameters'];
	credential: ICredentialDataDecryptedObject;
	filter?: string;
	/** Where the page before ended. */
	paginationToken?: string;
}

/** What the editor is sent: a page of the list, or the error that it shows in its place. */
export type ListShown = INodeListSearchResult & { error?: ListErrorShown };

export interface ListErrorShown {
	message: string;
	/** Sent only for errors of n8n's class `NodeApiError`. */
	description?: string;
	httpCode?: string;
}

/** What an agent does with its tool: calls one after the other, those of one entry at once. */
export interface ToolOrder
	extends Omit<RunOrder, 'items' | 'timesRun' | 'retryOf' | 'nextRoundOf'> {
	calls: Array<Array<Record<string, unknown>>>;
	/** `engine`: the agent asks n8n to run the tool's node, as agents of n8n 2.x do. */
	through?: 'invoke' | 'engine';
	/** The type of the node whose tool it is; that of an agent when left out. */
	toolOf?: string;
}

/** What an agent is told. */
export type ToolAnswer = { answer: unknown } | { error: string };

export interface RunOrder {
	/** Parameters of the VideoSDK node; expressions begin with "=". */
	parameters: INode['parameters'];
	/** The json of the items that come in. */
	items: INodeExecutionData['json'][];
	/** The files of the items that come in, where they have some. */
	files?: Array<INodeExecutionData['binary']>;
	credential: ICredentialDataDecryptedObject;
	/** Settings of the node, such as `retryOnFail`. */
	settings?: Partial<INode>;
	/** Runs the node once for each, one after the other, as a loop does. */
	timesRun?: number;
	/** What an earlier, failed execution left: its saved data. */
	retryOf?: IRunExecutionData;
	/** The ID of the execution; one of its own when left out. Null: it runs outside of any. */
	executionId?: string | null;
	/** Where n8n can be told to go on with an execution that waits; nobody is there when left out. */
	webhookWaitingBaseUrl?: string;
	/** What this execution has left so far: the items have come back to the node, as in a loop. */
	nextRoundOf?: IRunExecutionData;
}

export interface WorkflowRun {
	/** The Stop button. */
	stop(): void;
	finished: Promise<FinishedRun>;
}

export interface FinishedRun {
	status: string;
	/** The first output; of the last run of the node. */
	items: INodeExecutionData[];
	/** The error output, where the node has one. */
	errorItems: INodeExecutionData[];
	error?: NodeErrorShown;
	/** The error with all that hangs on it, shown or not, as text: for searching it. */
	wholeError: string;
	/** What n8n saves of the execution, as text: for searching it. */
	saved: string;
	data: IRunExecutionData;
}

/** The parts of an error that a user sees. */
export interface NodeErrorShown {
	message: string;
	description: string;
	context: Record<string, unknown>;
}

export const NODE_NAME = 'Phone them';
const NODE_ID = 'node-under-test';
const TOOL_TYPE = 'n8n-nodes-videosdk.videoSdkTool';
const PROJECT = resolve(import.meta.dirname, '../..');
const NODE_FILE = 'dist/nodes/VideoSdk/VideoSdk.node.js';
const CREDENTIAL_FILE = 'dist/credentials/VideoSdkApi.credentials.js';

/** Of all engines of this process, one after the other: n8n-core is loaded once. */
let kept: ReturnType<typeof keepOf> | undefined;
let executions = 0;

export async function loadWorkflowEngine(): Promise<WorkflowEngine> {
	const coreFolder = resolve(process.env.N8N_CORE_FOLDER ?? PROJECT);
	const folder = await layPackageBeside(coreFolder);
	const load = createRequire(join(folder, 'package.json'));
	// n8n-core keeps an encryption key: in here, and not in the home of whoever runs the tests.
	process.env.N8N_USER_FOLDER ??= folder;
	load('reflect-metadata');
	const { WorkflowExecute, ExecutionLifecycleHooks, LoadOptionsContext } = load('n8n-core');
	const { log, keys } = await (kept ??= keepOf(load));
	log.length = 0;
	keys.clear();
	const { Workflow, NodeApiError } = load('n8n-workflow');
	const nodeType: INodeType = new (load(`./${NODE_FILE}`).VideoSdk)();
	const credentialType: ICredentialType = new (load(`./${CREDENTIAL_FILE}`).VideoSdkApi)();

	const workflowOf = (nodes: INode[], connections: IConnections, agent?: INodeType) =>
		new Workflow({
			id: 'workflow-under-test',
			nodes,
			connections,
			active: false,
			settings: { executionOrder: 'v1' },
			nodeTypes: nodeTypesOf(nodeType, agent),
		});
	const additionalDataOf = (
		credential: ICredentialDataDecryptedObject,
		currentNodeParameters?: INode['parameters'],
		executionId: string | null = `execution-${++executions}`,
	) => ({
		credentialsHelper: credentialsHelperOf(credentialType, credential),
		executionId: executionId ?? undefined,
		restApiUrl: 'http://127.0.0.1:5678/rest',
		instanceBaseUrl: 'http://127.0.0.1:5678/',
		formWaitingBaseUrl: 'http://127.0.0.1:5678/form-waiting',
		webhookBaseUrl: 'http://127.0.0.1:5678/webhook',
		webhookWaitingBaseUrl: 'http://127.0.0.1:5678/webhook-waiting',
		webhookTestBaseUrl: 'http://127.0.0.1:5678/webhook-test',
		userId: 'someone',
		variables: {},
		setExecutionStatus: () => {},
		logAiEvent: () => {},
		hooks: new ExecutionLifecycleHooks('manual', '1', { id: 'workflow-under-test' }),
		currentNodeParameters,
	});

	const execute = (
		nodes: INode[],
		connections: IConnections,
		executionData: unknown,
		credential: ICredentialDataDecryptedObject,
		{
			agent,
			mode = 'manual',
			executionId,
			webhookWaitingBaseUrl,
		}: {
			agent?: INodeType;
			mode?: WorkflowExecuteMode;
			executionId?: string | null;
			webhookWaitingBaseUrl?: string;
		} = {},
	) => {
		const additionalData = {
			...additionalDataOf(credential, undefined, executionId),
			...(webhookWaitingBaseUrl === undefined ? {} : { webhookWaitingBaseUrl }),
		};
		const execution = new WorkflowExecute(additionalData, mode, executionData);
		return execution.processRunExecutionData(workflowOf(nodes, connections, agent));
	};

	let logRead = 0;
	/** What a run has given out, and what was logged since the last. */
	const search = ({ apiSecret }: ICredentialDataDecryptedObject, ...told: unknown[]): void => {
		audit(apiSecret, ...told, ...log.slice(logRead));
		logRead = log.length;
	};

	const run = (order: RunOrder): WorkflowRun => {
		const node = nodeOf(order);
		const data = order.retryOf ? dataForRetry(order.retryOf, node) : dataForStart(order, node);
		const mode = order.retryOf ? 'retry' : 'manual';
		const { executionId, webhookWaitingBaseUrl } = order;
		const options = { mode, executionId, webhookWaitingBaseUrl } as const;
		const running = execute([node], {}, data, order.credential, options);
		return {
			stop: () => running.cancel(),
			finished: running.then((result: IRun) => {
				const finished = readRun(result);
				const { saved, items, errorItems, error, wholeError } = finished;
				search(order.credential, saved, items, errorItems, error, wholeError);
				return finished;
			}),
		};
	};

	const searchList = async ({ method, credential, ...order }: ListOrder): Promise<ListShown> => {
		const fill = nodeType.methods?.listSearch?.[method];
		if (!fill) throw new Error(`The node has no list ${method}`);
		const node = nodeOf({ parameters: order.parameters ?? {} });
		const additionalData = additionalDataOf(credential, node.parameters);
		const context = new LoadOptionsContext(workflowOf([node], {}), node, additionalData, '');
		const found = fill.call(context, order.filter, order.paginationToken);
		const shown: ListShown = await found.catch((error: Error) => {
			// What n8n's `sendErrorResponse` makes of it, and the editor looks at the name.
			const more = error instanceof NodeApiError ? error : {};
			const sent = JSON.parse(JSON.stringify({ message: error.message, ...more }));
			const isWhole = sent.name === 'NodeApiError';
			return { results: [], error: isWhole ? sent : { message: error.message } };
		});
		search(credential, shown);
		return shown;
	};

	const runAsTool = async ({
		calls,
		through,
		toolOf = 'test.agent',
		...order
	}: ToolOrder): Promise<ToolAnswer[]> => {
		const answers: ToolAnswer[] = [];
		const tool = { ...nodeOf(order), type: TOOL_TYPE };
		const start: INode = { ...tool, id: 'start', name: 'Start', type: 'test.agent' };
		const agent: INode = { ...start, id: 'agent', name: 'Agent', type: toolOf };
		const connections = {
			[start.name]: { main: [[{ node: agent.name, type: 'main', index: 0 }]] },
			[tool.name]: { ai_tool: [[{ node: agent.name, type: 'ai_tool', index: 0 }]] },
		} as IConnections;
		const entry = {
			...startEntry(agent, { items: [{}] }),
			source: { main: [{ previousNode: start.name }] },
		};
		const data = emptyRunData([entry]);
		Object.assign(data.resultData.runData, {
			[start.name]: [{ data: { main: [[{ json: {} }]] }, source: [] }],
		});
		const type = (through === 'engine' ? engineAgentType : agentType)(calls, answers);
		const { data: after }: IRun = await execute(
			[start, agent, tool],
			connections,
			data,
			order.credential,
			{ agent: type, executionId: order.executionId },
		);
		// The engine of n8n 1.x does not hand a tool's error to the agent: it stops the workflow.
		const { error } = after.resultData;
		search(order.credential, answers, after, inspect(error, { depth: null, showHidden: true }));
		return error ? [...answers, { error: error.message }] : answers;
	};
	const { version } = load('n8n-core/package.json');
	const forgetKeys = () => keys.clear();
	const takeKeys = (taken: readonly string[]) => {
		for (const key of taken) keys.add(`${NODE_ID} ${key}`);
	};
	return {
		...{ version, log, forgetKeys, takeKeys, credentialType, nodeType },
		...{ run, runAsTool, searchList },
	};
}

/** What n8n-core keeps for its nodes, and says: both are the process's. */
async function keepOf(load: NodeJS.Require) {
	const loadForCore = createRequire(load.resolve('n8n-core'));
	const { Logger } = loadForCore('@n8n/backend-common');
	const log = overhear(loadForCore('@n8n/di').Container.get(Logger));
	return { log, keys: await keepKeysInMemory(load('n8n-core').DataDeduplicationService) };
}

type Logger = Record<'error' | 'warn' | 'info', (...said: unknown[]) => void>;

/** Writes down what a logger is given. */
function overhear(logger: Logger): string[] {
	const log: string[] = [];
	for (const level of ['error', 'warn', 'info'] as const) {
		// What n8n does not show it does not let anybody change.
		if (Object.getOwnPropertyDescriptor(logger, level)?.writable === false) continue;
		const write = logger[level].bind(logger);
		logger[level] = (...said) => {
			log.push(inspect(said, { depth: 5 }));
			write(...said);
		};
	}
	return log;
}

/** The built package where its `require('n8n-workflow')` finds the n8n under test. */
export async function layPackageBeside(coreFolder: string): Promise<string> {
	const parent = join(PROJECT, '.sandbox', 'integration');
	await mkdir(parent, { recursive: true });
	const folder = await mkdtemp(join(parent, 'n8n-'));
	await cp(join(PROJECT, 'dist'), join(folder, 'dist'), { recursive: true });
	await cp(join(PROJECT, 'package.json'), join(folder, 'package.json'));
	await symlink(join(coreFolder, 'node_modules'), join(folder, 'node_modules'), 'dir');
	// Fails with a sentence when there is no build, rather than deep inside n8n.
	await readFile(join(folder, NODE_FILE)).catch(() => {
		throw new Error('There is no build to test. Run "npm run build" first.');
	});
	return folder;
}

function nodeTypesOf(nodeType: INodeType, agent?: INodeType) {
	const known = (type: string) => {
		if (type === 'n8n-nodes-videosdk.videoSdk') return nodeType;
		if (type === TOOL_TYPE) return asTool(nodeType);
		if (agent) return agent;
		throw new Error(`The test engine has no node type ${type}`);
	};
	return { getByName: known, getByNameAndVersion: known, getKnownTypes: () => ({}) };
}

function nodeOf({ parameters, settings }: Pick<RunOrder, 'parameters' | 'settings'>): INode {
	return {
		id: NODE_ID,
		name: NODE_NAME,
		type: 'n8n-nodes-videosdk.videoSdk',
		typeVersion: 1,
		position: [0, 0],
		credentials: { videoSdkApi: { id: '1', name: 'VideoSDK' } },
		parameters: { resource: 'call', operation: 'outboundSipCall', ...parameters },
		...settings,
	};
}

/** The tool's description as n8n makes it when it loads a node that is usable as a tool. */
function asTool(nodeType: INodeType): INodeType {
	const description = { ...nodeType.description, inputs: [], outputs: ['ai_tool'] };
	return Object.assign(Object.create(nodeType), { description });
}

/** A node that calls its tools as an agent does, and keeps what they answer. */
function agentType(calls: ToolOrder['calls'], answers: ToolAnswer[]): INodeType {
	const description = { displayName: 'Agent', name: 'agent', properties: [], outputs: ['main'] };
	const inputs = [{ type: 'main' }, { type: 'ai_tool' }];
	return {
		description: { ...description, inputs } as unknown as INodeType['description'],
		async execute() {
			const [tool] = (await this.getInputConnectionData('ai_tool', 0)) as Tool[];
			const ask = async (input: Record<string, unknown>): Promise<ToolAnswer> =>
				await tool.invoke(input).then(
					(answer) => ({ answer: JSON.parse(String(answer)) }),
					(error: Error) => ({ error: error.message }),
				);
			for (const atOnce of calls) answers.push(...(await Promise.all(atOnce.map(ask))));
			return [[]];
		},
	};
}

/** A node that asks the engine to run its tools, round by round, and is run again with the answers. */
function engineAgentType(calls: ToolOrder['calls'], answers: ToolAnswer[]): INodeType {
	const rounds = [...calls];
	const { description } = agentType([], []);
	const readAnswer = ({ data }: ActionResponse): ToolAnswer =>
		data.error
			? { error: data.error.message }
			: { answer: (data.data?.ai_tool?.[0] ?? []).map(({ json }) => json) };
	return {
		description,
		async execute(response?: { actionResponses?: ActionResponse[] }) {
			answers.push(...(response?.actionResponses ?? []).map(readAnswer));
			const round = rounds.shift();
			if (!round) return [[]];
			const actions = round.map((input, index) => ({
				actionType: 'ExecutionNodeAction' as const,
				nodeName: NODE_NAME,
				input,
				type: 'ai_tool' as const,
				id: `call-${rounds.length}-${index}`,
				metadata: {},
			}));
			return { actions, metadata: {} } as never;
		},
	};
}

interface ActionResponse {
	data: {
		error?: { message: string };
		data?: { ai_tool?: Array<Array<{ json: unknown }>> };
	};
}

interface Tool {
	invoke(input: Record<string, unknown>): Promise<unknown>;
}

function dataForStart(order: RunOrder, node: INode) {
	const { timesRun = 1, nextRoundOf } = order;
	if (nextRoundOf) {
		const data = structuredClone(nextRoundOf);
		data.executionData?.nodeExecutionStack.push(startEntry(node, order));
		return data;
	}
	return emptyRunData(Array.from({ length: timesRun }, () => startEntry(node, order)));
}

type Input = Pick<RunOrder, 'items' | 'files'>;

function startEntry(node: INode, { items, files = [] }: Input): IExecuteData {
	const entries = items.map((json, item) => {
		const binary = files[item];
		return structuredClone({ json, ...(binary && { binary }) });
	});
	const data = { main: [entries] };
	return { node, data, source: null };
}

/** As n8n makes it of a failed execution: the failed run is taken back, the stack starts there. */
function dataForRetry(failed: IRunExecutionData, node: INode) {
	const data = structuredClone(failed);
	data.resultData.runData[NODE_NAME]?.pop();
	delete data.resultData.error;
	for (const entry of data.executionData?.nodeExecutionStack ?? []) entry.node = node;
	return data;
}

export function credentialsHelperOf(
	type: ICredentialType,
	credential: ICredentialDataDecryptedObject,
) {
	return {
		getParentTypes: () => [],
		preAuthentication: async () => undefined,
		getCredentialsProperties: () => type.properties,
		isCredentialUsableByNode: () => true,
		getDecrypted: async () => ({ ...credential }),
		getCredentials: async () => ({ getData: () => ({ ...credential }) }),
		updateCredentials: async () => {},
		authenticate: async (
			credentials: ICredentialDataDecryptedObject,
			_name: string,
			options: IHttpRequestOptions,
		) => {
			if (typeof type.authenticate !== 'function') throw new Error('authenticate is no function');
			return await type.authenticate(credentials, options);
		},
	};
}

function readRun(result: IRun): FinishedRun {
	const runs: ITaskData[] = result.data.resultData.runData[NODE_NAME] ?? [];
	const last = runs.at(-1);
	const error = last?.error ?? result.data.resultData.error;
	// What JSON makes of it is what n8n saves and the editor shows.
	const saved = JSON.stringify(result.data);
	return {
		status: result.status,
		items: last?.data?.main?.[0] ?? [],
		errorItems: last?.data?.main?.[1] ?? [],
		...(error ? { error: JSON.parse(JSON.stringify(error)) as NodeErrorShown } : {}),
		wholeError: error ? inspect(error, { depth: null, showHidden: true }) : '',
		saved,
		data: JSON.parse(saved) as IRunExecutionData,
	};
}
