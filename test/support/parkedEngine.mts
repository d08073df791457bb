import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	INode,
	INodeExecutionData,
	INodeType,
	IRunExecutionData,
	IWebhookResponseData,
} from 'n8n-workflow';
import { audit } from './audit.mts';
import { asExpress } from './triggerEngine.mts';
import { credentialsHelperOf, layPackageBeside, NODE_NAME } from './workflowEngine.mts';

const PROJECT = resolve(import.meta.dirname, '../..');

export interface ParkedOrder {
	parameters: INode['parameters'];
	credential: ICredentialDataDecryptedObject;
	/**
	 * What n8n has saved of the parked execution; gets the address at which it is told to go on. Left out,
	 * the execution is still running until it is saved.
	 */
	data?: (resumeUrl: string) => IRunExecutionData;
}

/** An execution that rests in n8n's database; n8n's own engine hands it what is sent to its resume URL. */
export interface ParkedExecution {
	resumeUrl: string;
	/** What it has gone on with, once it has. */
	items(): INodeExecutionData[] | undefined;
	/** Has what n8n saves when the node has parked the execution. */
	save(data: IRunExecutionData): void;
	/** The Stop button. */
	stop(): void;
	close(): Promise<void>;
}

/** The real engine of n8n, in this process, with the built node in it. */
export async function loadParkedEngine() {
	const folder = await layPackageBeside(resolve(process.env.N8N_CORE_FOLDER ?? PROJECT));
	const load = createRequire(join(folder, 'package.json'));
	process.env.N8N_USER_FOLDER = folder;
	load('reflect-metadata');
	const { WebhookContext } = load('n8n-core');
	const { Workflow } = load('n8n-workflow');
	const nodeFile = './dist/nodes/VideoSdk/VideoSdk.node.js';
	const nodeType: INodeType = new (load(nodeFile).VideoSdk)();
	const credentialFile = './dist/credentials/VideoSdkApi.credentials.js';
	const credentialType: ICredentialType = new (load(credentialFile).VideoSdkApi)();

	async function open(order: ParkedOrder): Promise<ParkedExecution> {
		const { apiSecret } = order.credential;
		let items: INodeExecutionData[] | undefined;
		const server = createServer((request, response) => void receive(request, response));
		await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
		const { port } = server.address() as AddressInfo;
		const resumeUrl = `http://127.0.0.1:${port}/webhook-waiting/1/node-under-test`;
		let saved = order.data && JSON.stringify(order.data(resumeUrl));
		let isStopped = false;
		const node: INode = {
			id: 'node-under-test',
			name: NODE_NAME,
			type: 'n8n-nodes-videosdk.videoSdk',
			typeVersion: 1,
			position: [0, 0],
			credentials: { videoSdkApi: { id: '1', name: 'VideoSDK' } },
			parameters: { resource: 'call', operation: 'outboundSipCall', ...order.parameters },
		};
		const known = () => nodeType;
		const nodeTypes = { getByName: known, getByNameAndVersion: known, getKnownTypes: () => ({}) };
		const workflowOrder = { id: 'workflow-under-test', nodes: [node], connections: {} };

		/** As n8n does it: each request gets the execution as it was saved. */
		async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
			const httpResponse = asExpress(response);
			if (isStopped) return void httpResponse.status(404).json({ message: 'It is no more' });
			if (!saved || items) return void httpResponse.status(409).json({ message: 'It is running' });
			const rawBody = await buffer(request);
			const body: unknown = rawBody.length === 0 ? {} : JSON.parse(rawBody.toString('utf8'));
			const workflow = new Workflow({ ...workflowOrder, active: true, nodeTypes });
			const { searchParams } = new URL(request.url ?? '', resumeUrl);
			const query = Object.fromEntries(searchParams);
			const additionalData = {
				credentialsHelper: credentialsHelperOf(credentialType, order.credential),
				webhookWaitingBaseUrl: new URL('/webhook-waiting', resumeUrl).href,
				variables: {},
				executionId: '1',
				httpRequest: Object.assign(request, { rawBody, body, query, params: {} }),
				httpResponse,
			};
			const [webhookDescription] = nodeType.description.webhooks ?? [];
			const context = new WebhookContext(
				workflow,
				workflow.getNode(node.name),
				additionalData,
				'webhook',
				{ webhookDescription },
				[],
				JSON.parse(saved),
			);
			const logger = { warn: (line: string) => audit(apiSecret, line), info: () => {} };
			Object.defineProperty(context, 'logger', { value: logger });
			const result: IWebhookResponseData = (await nodeType.webhook?.call(context)) ?? {};
			audit(apiSecret, result.workflowData);
			if (result.workflowData) items ??= result.workflowData.flat();
		}

		return {
			resumeUrl,
			items: () => items,
			save: (data) => void (saved = JSON.stringify(data)),
			stop: () => void (isStopped = true),
			close: async () => {
				server.closeAllConnections();
				await new Promise((closed) => server.close(closed));
			},
		};
	}

	return { open };
}
