import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { inspect } from 'node:util';
import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	IDataObject,
	INode,
	INodeType,
} from 'n8n-workflow';
import { audit } from './audit.mts';
import { credentialsHelperOf, layPackageBeside } from './workflowEngine.mts';

const PROJECT = resolve(import.meta.dirname, '../..');

export interface PollOrder {
	parameters?: INode['parameters'];
	credential: ICredentialDataDecryptedObject;
	/** What n8n has kept with the workflow. */
	staticData?: IDataObject;
	/** "Fetch Test Event" in the editor. */
	isTest?: boolean;
}

/** The recording trigger in n8n's own engine: n8n's clock is the test. */
export interface EnginePoller {
	/** One look. What it starts the workflow with; nothing when it does not. */
	look(): Promise<IDataObject[]>;
	/** n8n ends and starts again: what it has not saved by then is lost. */
	restart(): void;
	/** What n8n has saved. */
	saved(): IDataObject;
	/** What it has written into n8n's log. */
	log: string[];
}

/** The real engine of n8n, in this process, with the built trigger in it. */
export async function loadPollEngine() {
	const folder = await layPackageBeside(resolve(process.env.N8N_CORE_FOLDER ?? PROJECT));
	const load = createRequire(join(folder, 'package.json'));
	process.env.N8N_USER_FOLDER ??= folder;
	load('reflect-metadata');
	const { PollContext } = load('n8n-core');
	const { Workflow } = load('n8n-workflow');
	const nodeFile = './dist/nodes/VideoSdk/VideoSdkRecordingTrigger.node.js';
	const nodeType: INodeType = new (load(nodeFile).VideoSdkRecordingTrigger)();
	const credentialFile = './dist/credentials/VideoSdkApi.credentials.js';
	const credentialType: ICredentialType = new (load(credentialFile).VideoSdkApi)();
	let pollers = 0;

	function start(order: PollOrder): EnginePoller {
		const id = `poller-${++pollers}`;
		const log: string[] = [];
		const search = (...told: unknown[]) => audit(order.credential.apiSecret, ...told);
		const logger = {
			warn: (line: string) => {
				log.push(line);
				search(line);
			},
		};
		let saved: IDataObject = structuredClone(order.staticData ?? {});
		let workflow = activeWorkflow();

		/** n8n keeps it, and what the trigger remembers in it, as long as the workflow is published. */
		function activeWorkflow() {
			const node: INode = {
				id: `node-${id}`,
				name: 'VideoSDK Recording Trigger',
				type: 'n8n-nodes-videosdk.videoSdkRecordingTrigger',
				typeVersion: 1,
				position: [0, 0],
				credentials: { videoSdkApi: { id: '1', name: 'VideoSDK' } },
				parameters: order.parameters ?? {},
			};
			const known = () => nodeType;
			return new Workflow({
				id,
				nodes: [node],
				connections: {},
				active: true,
				staticData: structuredClone(saved),
				nodeTypes: { getByName: known, getByNameAndVersion: known, getKnownTypes: () => ({}) },
			});
		}

		async function look(): Promise<IDataObject[]> {
			const additionalData = {
				credentialsHelper: credentialsHelperOf(credentialType, order.credential),
				variables: {},
			};
			const mode = order.isTest ? 'manual' : 'trigger';
			const node = workflow.getNode('VideoSDK Recording Trigger');
			const context = new PollContext(workflow, node, additionalData, mode, 'activate');
			Object.defineProperty(context, 'logger', { value: logger });
			try {
				const output = (await nodeType.poll?.call(context)) ?? null;
				search(output);
				// n8n saves what a node remembers as it starts a workflow, and not when nothing was found.
				if (output) saved = JSON.parse(JSON.stringify(workflow.staticData));
				return (output ?? []).flat().map(({ json }) => json);
			} catch (error) {
				search(inspect(error, { depth: null, showHidden: true }));
				throw error;
			}
		}

		return {
			look,
			restart: () => void (workflow = activeWorkflow()),
			saved: () => saved,
			log,
		};
	}

	return { start };
}
