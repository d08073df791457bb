import { mkdtemp } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { INode } from 'n8n-workflow';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { startSandbox, type Payload, type Sandbox } from '../../sandbox/index.mts';
import {
	createN8nApi,
	type Execution,
	type Login,
	type N8nApi,
	type StoredCredential,
	type StoredWorkflow,
} from './n8nApi.mts';
import { startN8nHost, type N8nHost, type N8nHostOptions } from './n8nHost.mts';
import { leaksInN8n } from './leaksInN8n.mts';

export const CALLING_NODE = 'VideoSDK';
/** No password of anybody: this n8n lives as long as the tests. */
const PASSWORD = 'Local-tests-1';

export interface ListWorkflow {
	/** The settings of the VideoSDK node, such as `retryOnFail`. */
	settings?: Partial<INode>;
	options?: Record<string, unknown>;
	parameters?: INode['parameters'];
}

/** What of n8n's start a test may decide. */
type StartOptions = Pick<N8nHostOptions, 'folder' | 'port'>;

export type CallingN8n = ReturnType<typeof useCallingN8n>;

/**
 * A real n8n with the packed package in it, logged in, its credential pointing at a sandbox.
 *
 * @param settings more settings for n8n, or who starts it
 * @param nodeFlags flags for the Node that runs it
 */
export function useCallingN8n(
	settings: Record<string, string> | ((options: StartOptions) => Promise<N8nHost>) = {},
	nodeFlags: readonly string[] = [],
) {
	const startHost = async (options: StartOptions) =>
		typeof settings === 'function'
			? await settings(options)
			: await startN8nHost({ ...options, env: settings, nodeFlags });
	let host: N8nHost;
	let api: N8nApi;
	let login: Login;
	let sandbox: Sandbox;
	let credential: StoredCredential;
	let workflows = 0;
	let payload: Payload = 'asDocumented';

	beforeAll(async () => {
		sandbox = await startSandbox();
		const folder = resolve(import.meta.dirname, '../../.sandbox');
		host = await startHost({ folder: await mkdtemp(join(folder, 'e2e-')) });
		api = createN8nApi(host.url);
		login = await api.setupOwner(PASSWORD);
		credential = await api.createCredential({
			name: 'VideoSDK account',
			type: 'videoSdkApi',
			data: credentialData(),
		});
	});
	beforeEach(resetSandbox);
	afterAll(async () => {
		try {
			// A test may have ended with n8n being off.
			const isUp = await fetch(host.url).catch(() => undefined);
			if (isUp) {
				await api.login(login);
				expect(await leaksInN8n(api, host.logFile, sandbox.apiSecret)).toEqual([]);
			}
		} finally {
			await host?.stop();
			await sandbox?.close();
		}
	});

	/** The sandbox is as it was when the test began. */
	function resetSandbox(): void {
		sandbox.reset();
		sandbox.changeDelivery({ answerSeconds: 120, payload });
	}

	/** What deliveries say of a call, in the tests of this `describe`. */
	function usePayload(wanted: Payload): void {
		beforeEach(() => {
			payload = wanted;
			sandbox.changeDelivery({ payload });
		});
		afterEach(() => void (payload = 'asDocumented'));
	}

	/** n8n ends and starts again, at the same address and with all it had before. */
	async function restart(): Promise<void> {
		await host.stop();
		host = await startHost({ folder: host.folder, port: host.port });
	}

	/** A power cut: n8n ends at once. What is given starts it again, on what is left. */
	async function cutPower(): Promise<() => Promise<void>> {
		await host.kill();
		return async () => {
			host = await startHost({ folder: host.folder, port: host.port });
			await api.login(login);
		};
	}

	/** A power cut in the middle of whatever goes on; n8n is started again on what is left. */
	async function powerCut(): Promise<void> {
		const startAgain = await cutPower();
		await startAgain();
	}

	const credentialData = () => ({
		apiKey: sandbox.apiKey,
		apiSecret: sandbox.apiSecret,
		baseUrl: sandbox.url,
	});

	const callingNode = ({ settings, options, parameters }: ListWorkflow) => ({
		name: CALLING_NODE,
		type: 'n8n-nodes-videosdk.videoSdk',
		credentials: { videoSdkApi: { id: credential.id, name: credential.name } },
		parameters: {
			resource: 'call',
			operation: 'outboundSipCall',
			callThrough: 'trunk',
			trunkId: 'trunk_987654321',
			to: '={{ $json.to }}',
			from: '+11234567890',
			displayName: 'John Doe',
			meetingId: { __rl: true, mode: 'id', value: 'abcd-efgh-ijkl' },
			options: (options ?? {}) as never,
			...parameters,
		},
		...settings,
	});

	/** A published workflow: a webhook takes a list of numbers, the node calls each. */
	async function listWorkflow(list: ListWorkflow = {}): Promise<{ id: string; path: string }> {
		const path = `call-list-${++workflows}`;
		const { id } = await api.createWorkflow({
			name: `Call a list (${workflows})`,
			nodes: [
				{
					name: 'Webhook',
					type: 'n8n-nodes-base.webhook',
					typeVersion: 2,
					webhookId: path,
					parameters: { path, httpMethod: 'POST', responseMode: 'onReceived' },
				},
				{
					name: 'One item each',
					type: 'n8n-nodes-base.splitOut',
					parameters: { fieldToSplitOut: 'body.to', options: { destinationFieldName: 'to' } },
				},
				callingNode(list),
			],
			connections: {
				Webhook: { main: [[{ node: 'One item each', type: 'main', index: 0 }]] },
				'One item each': { main: [[{ node: CALLING_NODE, type: 'main', index: 0 }]] },
			},
		});
		await api.activateWorkflow(id);
		return { id, path };
	}

	async function callList(
		{ id, path }: { id: string; path: string },
		to: string[],
	): Promise<Execution> {
		const execution = await api.runInProduction(id, path, { to });
		return await api.waitForExecution(execution);
	}

	/** A workflow to run by hand, with one call in it. */
	async function manualWorkflow(parameters: INode['parameters'] = {}): Promise<StoredWorkflow> {
		return await api.createWorkflow({
			name: `Call one person (${++workflows})`,
			nodes: [
				{ name: 'Start', type: 'n8n-nodes-base.manualTrigger' },
				callingNode({ parameters: { to: '+12025550100', ...parameters } }),
			],
			connections: { Start: { main: [[{ node: CALLING_NODE, type: 'main', index: 0 }]] } },
		});
	}

	return {
		api: () => api,
		host: () => host,
		restart,
		cutPower,
		login: () => login,
		powerCut,
		sandbox: () => sandbox,
		resetSandbox,
		usePayload,
		credential: () => credential,
		credentialData,
		listWorkflow,
		callList,
		manualWorkflow,
	};
}

/** The error that the editor shows for the calling node. */
export function errorOf({ data }: Execution) {
	const { error } = data.resultData.runData[CALLING_NODE]?.at(-1) ?? {};
	return (error ?? data.resultData.error) as
		| { message: string; description: string; context: Record<string, unknown> }
		| undefined;
}
