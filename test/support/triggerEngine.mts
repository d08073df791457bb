import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { inspect } from 'node:util';
import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	IDataObject,
	INode,
	INodeExecutionData,
	INodeType,
	IWebhookResponseData,
} from 'n8n-workflow';
import { audit } from './audit.mts';
import { credentialsHelperOf, layPackageBeside } from './workflowEngine.mts';

const PROJECT = resolve(import.meta.dirname, '../..');

export interface TriggerOrder {
	parameters?: INode['parameters'];
	credential: ICredentialDataDecryptedObject;
	/** What n8n has kept with the workflow. */
	staticData?: IDataObject;
	/** The path of its URL; one of its own when left out. */
	webhookId?: string;
	/** A test run from the editor. */
	isTest?: boolean;
	/** Another address than that of the server that takes the deliveries. */
	address?: string;
}

/** A trigger in n8n's own engine, reachable over loopback HTTP. */
export interface EngineTrigger {
	url: string;
	/** As n8n activates it: looks whether it is registered, else registers it. */
	activate(changes?: Partial<TriggerOrder>): Promise<void>;
	deactivate(): Promise<void>;
	items: INodeExecutionData[];
	/** The next delivery that should start the workflow is one for which n8n cannot: it answers HTTP 500. */
	failToStartOnce(): void;
	staticData(): IDataObject;
	/** What it has written into n8n's log. */
	log: string[];
	close(): Promise<void>;
}

/** The real engine of n8n, in this process, with the built trigger in it. */
export async function loadTriggerEngine() {
	const folder = await layPackageBeside(resolve(process.env.N8N_CORE_FOLDER ?? PROJECT));
	const load = createRequire(join(folder, 'package.json'));
	process.env.N8N_USER_FOLDER ??= folder;
	load('reflect-metadata');
	const { HookContext, WebhookContext } = load('n8n-core');
	const { Workflow } = load('n8n-workflow');
	const nodeFile = './dist/nodes/VideoSdk/VideoSdkTrigger.node.js';
	const nodeType: INodeType = new (load(nodeFile).VideoSdkTrigger)();
	const credentialFile = './dist/credentials/VideoSdkApi.credentials.js';
	const credentialType: ICredentialType = new (load(credentialFile).VideoSdkApi)();
	let triggers = 0;

	async function start(begin: TriggerOrder): Promise<EngineTrigger> {
		const webhookId = begin.webhookId ?? `hook-${++triggers}`;
		let order = begin;
		let saved: IDataObject = structuredClone(begin.staticData ?? {});
		const items: INodeExecutionData[] = [];
		let failsToStart = false;
		const log: string[] = [];
		const search = (...told: unknown[]) => audit(order.credential.apiSecret, ...told);
		const logger = {
			warn: (line: string) => {
				log.push(line);
				search(line);
			},
		};
		const server = createServer((request, response) => void receive(request, response));
		await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
		const here = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

		const surroundings = () => {
			const node: INode = {
				id: `node-${webhookId}`,
				name: 'VideoSDK Trigger',
				type: 'n8n-nodes-videosdk.videoSdkTrigger',
				typeVersion: 1,
				position: [0, 0],
				webhookId,
				credentials: { videoSdkApi: { id: '1', name: 'VideoSDK' } },
				parameters: order.parameters ?? {},
			};
			const known = () => nodeType;
			const workflow = new Workflow({
				id: 'workflow-under-test',
				nodes: [node],
				connections: {},
				active: true,
				staticData: structuredClone(saved),
				nodeTypes: { getByName: known, getByNameAndVersion: known, getKnownTypes: () => ({}) },
			});
			const base = order.address ?? here;
			const additionalData = {
				credentialsHelper: credentialsHelperOf(credentialType, order.credential),
				webhookBaseUrl: `${base}/webhook`,
				webhookTestBaseUrl: `${base}/webhook-test`,
				variables: {},
			};
			const [webhookDescription] = nodeType.description.webhooks ?? [];
			const webhookData = { webhookDescription, isTest: order.isTest };
			return { workflow, node: workflow.getNode(node.name), additionalData, webhookData };
		};

		async function hook(method: 'checkExists' | 'create' | 'delete'): Promise<boolean> {
			const { workflow, node, additionalData, webhookData } = surroundings();
			const isEnd = method === 'delete';
			const mode = isEnd ? 'internal' : order.isTest ? 'manual' : 'trigger';
			const activation = isEnd ? 'update' : order.isTest ? 'manual' : 'activate';
			const context = new HookContext(
				workflow,
				node,
				additionalData,
				mode,
				activation,
				webhookData,
			);
			Object.defineProperty(context, 'logger', { value: logger });
			const work = nodeType.webhookMethods?.default?.[method].call(context);
			work?.catch((error: unknown) => search(inspect(error, { depth: null, showHidden: true })));
			const done = (await work) ?? false;
			save(workflow);
			return done;
		}

		function save(workflow: { staticData: IDataObject }): void {
			if (workflow.staticData.__dataChanged === true) {
				saved = JSON.parse(JSON.stringify(workflow.staticData));
			}
		}

		/** As n8n does it, down to what it saves: nothing of a delivery that starts the workflow. */
		async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
			const { searchParams } = new URL(request.url ?? '', here);
			const httpResponse = asExpress(response);
			const { workflow, node, additionalData, webhookData } = surroundings();
			const httpRequest = Object.assign(request, {
				query: Object.fromEntries(searchParams),
				params: {},
			});
			const context = new WebhookContext(
				workflow,
				node,
				{ ...additionalData, httpRequest, httpResponse },
				order.isTest ? 'manual' : 'webhook',
				webhookData,
				[],
				null,
			);
			Object.defineProperty(context, 'logger', { value: logger });
			const result: IWebhookResponseData = (await nodeType.webhook?.call(context)) ?? {};
			search(result.workflowData, result.webhookResponse);
			if (result.workflowData && failsToStart) {
				failsToStart = false;
				httpResponse.status(500).json({ message: 'Workflow could not be started' });
				return;
			}
			if (result.workflowData) items.push(...result.workflowData.flat());
			else save(workflow);
			if (!result.noWebhookResponse) httpResponse.status(200).json(result.webhookResponse ?? {});
		}

		return {
			url: `${here}/webhook${order.isTest ? '-test' : ''}/${webhookId}/webhook`,
			activate: async (changes = {}) => {
				order = { ...order, ...changes };
				if (!(await hook('checkExists'))) await hook('create');
			},
			deactivate: async () => void (await hook('delete')),
			items,
			failToStartOnce: () => void (failsToStart = true),
			staticData: () => (saved['node:VideoSDK Trigger'] ?? {}) as IDataObject,
			log,
			close: async () => {
				server.closeAllConnections();
				await new Promise((closed) => server.close(closed));
			},
		};
	}

	return { start };
}

/** The two of express's methods that are used. */
export function asExpress(response: ServerResponse) {
	const json = (body: object) => response.end(JSON.stringify(body));
	return Object.assign(response, {
		json,
		status: (code: number) => {
			response.statusCode = code;
			return { json };
		},
	});
}
