// n8n's own engine, as far as one node needs it, with a node whose requests are answered in the process.
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type {
	ICredentialType,
	IExecuteFunctions,
	IHttpRequestOptions,
	INode,
	INodeExecutionData,
	INodeParameters,
	INodeType,
	IRun,
} from 'n8n-workflow';

import { SCRATCH } from '../../scripts/projectFolders.mts';
import { emptyRunData, keepKeysInMemory } from '../../test/support/bareEngine.mts';
import { credentialsHelperOf } from '../../test/support/workflowEngine.mts';
import { answerTo } from '../standIn.mts';

export type Execute = (this: IExecuteFunctions) => Promise<INodeExecutionData[][]>;

export interface Engine {
	/** Runs the node once; throws when it has not made an item of each. */
	run(parameters: INodeParameters, items: INodeExecutionData['json'][]): Promise<void>;
}

const load = createRequire(import.meta.url);
let executions = 0;

interface EngineOptions {
	/** What runs; the node's own when left out. */
	execute?: Execute;
	/** Called in n8n's HTTP helper, for each request. */
	onRequest?: () => void;
	/** Requests go to this URL in earnest, through n8n's own HTTP helper. */
	server?: string;
}

export async function createEngine(
	nodeType: INodeType,
	{ execute, onRequest, server }: EngineOptions = {},
): Promise<Engine> {
	const { WorkflowExecute, ExecutionLifecycleHooks, DataDeduplicationService } = loadCore();
	const { Workflow } = load('n8n-workflow');
	await keepKeysInMemory(DataDeduplicationService).catch(() => {
		// There is one store for the process.
	});
	const measured = server
		? nodeType
		: withStub(nodeType, execute ?? (nodeType.execute as Execute), onRequest);
	const credentialsHelper = server
		? credentialsHelperOf(UNSIGNED, { ...DECRYPTED, baseUrl: server })
		: CREDENTIALS;
	const known = () => measured;
	const nodeTypes = { getByName: known, getByNameAndVersion: known, getKnownTypes: () => ({}) };

	return {
		run: async (parameters, items) => {
			const node: INode = {
				id: 'node',
				name: 'VideoSDK',
				type: 'n8n-nodes-videosdk.videoSdk',
				typeVersion: 1,
				position: [0, 0],
				credentials: { videoSdkApi: { id: '1', name: 'VideoSDK' } },
				parameters,
			};
			const settings = { executionOrder: 'v1' };
			const of = {
				id: 'workflow',
				nodes: [node],
				connections: {},
				active: false,
				settings,
				nodeTypes,
			};
			const hooks = new ExecutionLifecycleHooks('trigger', '1', { id: 'workflow' });
			const additionalData = {
				credentialsHelper,
				executionId: `${++executions}`,
				restApiUrl: 'http://127.0.0.1:5678/rest',
				instanceBaseUrl: 'http://127.0.0.1:5678/',
				webhookWaitingBaseUrl: 'http://127.0.0.1:5678/webhook-waiting',
				variables: {},
				setExecutionStatus: () => {},
				hooks,
			};
			const stack = [{ node, data: { main: [items.map((json) => ({ json }))] }, source: null }];
			const execution = new WorkflowExecute(additionalData, 'trigger', emptyRunData(stack));
			const { data }: IRun = await execution.processRunExecutionData(new Workflow(of));
			const [ran] = data.resultData.runData[node.name] ?? [];
			const error = ran?.error ?? data.resultData.error;
			if (error) throw error;
			const made = ran?.data?.main?.[0]?.length;
			if (made !== items.length) throw new Error(`${items.length} items went in, ${made} came out`);
		},
	};
}

function loadCore() {
	// n8n-core keeps an encryption key: here, and not in the home of whoever runs this.
	process.env.N8N_USER_FOLDER = join(SCRATCH, 'bench-n8n-core');
	mkdirSync(process.env.N8N_USER_FOLDER, { recursive: true });
	load('reflect-metadata');
	return load('n8n-core');
}

/** The node with a helper that answers at once. */
function withStub(nodeType: INodeType, execute: Execute, onRequest?: () => void): INodeType {
	const send = async (_type: string, { method, url, body, ...options }: IHttpRequestOptions) => {
		onRequest?.();
		const answer = answerTo({ method: method ?? 'GET', path: url, body });
		if (!options.returnFullResponse) return JSON.parse(answer);
		const headers = { date: new Date().toUTCString(), 'content-type': 'application/json' };
		const read = options.encoding === 'text' ? answer : JSON.parse(answer);
		return { statusCode: 200, statusMessage: 'OK', headers, body: read };
	};
	return Object.assign(Object.create(nodeType), {
		async execute(this: IExecuteFunctions) {
			this.helpers.httpRequestWithAuthentication = send as never;
			return await execute.call(this);
		},
	});
}

/** A token is made once for many requests: it is none of what is measured. */
const UNSIGNED: ICredentialType = {
	name: 'videoSdkApi',
	displayName: 'VideoSDK API',
	properties: [],
	authenticate: async ({ baseUrl }, { headers, url, ...request }) => ({
		...request,
		url: `${String(baseUrl)}${url}`,
		headers: { ...headers, authorization: 'token' },
	}),
};

const DECRYPTED = { apiKey: 'key', apiSecret: 'secret', baseUrl: 'http://127.0.0.1:9' };
const CREDENTIALS = {
	getParentTypes: () => [],
	getCredentialsProperties: () => [],
	isCredentialUsableByNode: () => true,
	getDecrypted: async () => ({ ...DECRYPTED }),
	getCredentials: async () => ({ getData: () => ({ ...DECRYPTED }) }),
};
