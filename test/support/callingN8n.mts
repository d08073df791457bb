import { AsyncLocalStorage } from 'node:async_hooks';
import { mkdir, mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import type { INode } from 'n8n-workflow';
import { afterAll, beforeAll, beforeEach, expect, test, type ExpectStatic } from 'vitest';
import { startSandbox, type Payload, type Sandbox } from '../../sandbox/index.mts';
import { chosenN8nLine } from '../../scripts/n8nLines.mts';
import { SCRATCH } from '../../scripts/projectFolders.mts';
import { AllTogether } from './allTogether.mts';
import { layN8nAsNew, OWNERS_LOGIN } from './n8nAsNew.mts';
import {
	createN8nApi,
	type Execution,
	type N8nApi,
	type StoredCredential,
	type StoredWorkflow,
} from './n8nApi.mts';
import { startN8nHost, type N8nHost, type N8nHostOptions } from './n8nHost.mts';
import { leaksInN8n } from './leaksInN8n.mts';
import { EACH_PAYLOAD } from './payloads.mts';

export const CALLING_NODE = 'VideoSDK';
export interface ListWorkflow {
	/** The settings of the VideoSDK node, such as `retryOnFail`. */
	settings?: Partial<INode>;
	options?: Record<string, unknown>;
	parameters?: INode['parameters'];
}

/** n8n else makes a sandbox for expressions for each delivery and each execution, and compiles it anew. */
const CHEAP_EXPRESSIONS = {
	N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true',
	N8N_EXPRESSION_ENGINE_COMPILE_CACHE: 'true',
};

/** What of n8n's start a test may decide. */
type StartOptions = Pick<N8nHostOptions, 'folder' | 'port'>;
/** How n8n is started; or who starts it, on a folder without anything. */
export type N8nOfTests =
	| Pick<N8nHostOptions, 'env' | 'nodeFlags' | 'withEditor'>
	| ((options: StartOptions) => Promise<N8nHost>);

/** An account of VideoSDK, and n8n's credential for it. */
interface Account {
	sandbox: Sandbox;
	credential: StoredCredential;
	/** What its deliveries say of a call. */
	payload: Payload;
}
/** One of the courses that a test takes at the same time. */
interface Course {
	account: Account;
	/** n8n ends and starts for all of them at once. */
	all: AllTogether;
}

export type CallingN8n = ReturnType<typeof useCallingN8n>;

/** A real n8n with the packed package in it, logged in, its credential pointing at a sandbox. */
export function useCallingN8n(n8n: N8nOfTests = {}) {
	const startHost = async (options: StartOptions) =>
		typeof n8n === 'function'
			? await n8n(options)
			: await startN8nHost({
					withEditor: false,
					...n8n,
					...options,
					env: { ...CHEAP_EXPRESSIONS, ...n8n.env },
				});
	let host: N8nHost;
	let api: N8nApi;
	const courses = new AsyncLocalStorage<Course>();
	/** The first is that of tests that take one course, one after the other. */
	const accounts: Account[] = [];
	const accountOfPayload = new Map<Payload, Account>();
	let workflows = 0;

	beforeAll(async () => {
		await mkdir(SCRATCH, { recursive: true });
		const folder = await mkdtemp(join(SCRATCH, 'e2e-'));
		if (typeof n8n !== 'function') await layN8nAsNew(folder, chosenN8nLine());
		host = await startHost({ folder });
		api = createN8nApi(host.url);
		if (typeof n8n === 'function') await api.setupOwner(OWNERS_LOGIN.password);
		else await api.login(OWNERS_LOGIN);
		await openAccount('asDocumented');
	});
	beforeEach(() => asNew(accounts[0]));
	afterAll(async () => {
		try {
			// A test may have ended with n8n being off.
			const isUp = await fetch(host.url).catch(() => undefined);
			if (isUp) {
				await api.login(OWNERS_LOGIN);
				const secrets = accounts.map(({ sandbox }) => sandbox.apiSecret);
				expect(await leaksInN8n(api, host.logFile, secrets)).toEqual([]);
			}
		} finally {
			await host?.stop();
			for (const { sandbox } of accounts) await sandbox.close();
		}
	});

	async function openAccount(payload: Payload): Promise<Account> {
		const sandbox = await startSandbox();
		const credential = await api.createCredential({
			name: 'VideoSDK account',
			type: 'videoSdkApi',
			data: credentialFor(sandbox),
		});
		const account = { sandbox, credential, payload };
		accounts.push(account);
		asNew(account);
		return account;
	}

	/** The sandbox is as it was when the test began. */
	function asNew({ sandbox, payload }: Account): void {
		sandbox.reset();
		sandbox.changeDelivery({ answerSeconds: 120, payload });
	}

	/** That of the course which the test takes; one course is all that most tests have. */
	const account = () => courses.getStore()?.account ?? accounts[0];
	const sandbox = () => account().sandbox;

	/**
	 * A test that is taken with deliveries in each payload at the same time, each on an account of its own.
	 * Where it ends n8n or starts it, that happens once all have come so far. `inTurn` takes them one after
	 * the other, for what n8n cannot do twice at a time.
	 */
	function testInEachPayload(
		title: string,
		body: (payload: Payload) => Promise<void>,
		{ inTurn = false } = {},
	): void {
		const take = async (payload: Payload, all: AllTogether) => {
			try {
				const account = accountOfPayload.get(payload) ?? (await openAccount(payload));
				accountOfPayload.set(payload, account);
				asNew(account);
				await courses.run({ account, all }, async () => await body(payload));
			} catch (error) {
				if (error instanceof Error) error.message = `deliveries ${payload}: ${error.message}`;
				throw error;
			} finally {
				all.leave();
			}
		};
		test(title, async () => {
			if (inTurn) {
				for (const payload of EACH_PAYLOAD) await take(payload, new AllTogether(1));
				return;
			}
			const all = new AllTogether(EACH_PAYLOAD.length);
			const taken = EACH_PAYLOAD.map(async (payload) => await take(payload, all));
			const failed = (await Promise.allSettled(taken)).filter(
				({ status }) => status === 'rejected',
			);
			if (failed.length > 0) await Promise.all(taken);
		});
	}

	/**
	 * A test that waits in earnest, beside all others of this kind in the file: it has an account of its
	 * own, and leaves n8n running. n8n 1.x has one connection to its database, where what two do at the same
	 * time gets mixed up and ends with 500: there they go one after the other.
	 */
	function testBesideOthers(
		title: string,
		payload: Payload,
		body: (expect: ExpectStatic) => Promise<void>,
	): void {
		const begin = chosenN8nLine() === '1.x' ? test : test.concurrent;
		begin(title, async ({ expect }) => {
			const account = await openAccount(payload);
			await courses.run({ account, all: new AllTogether(1) }, async () => await body(expect));
		});
	}

	/** Once, when all courses of the test want it. */
	async function once(work: () => Promise<void>): Promise<void> {
		const all = courses.getStore()?.all;
		await (all ? all.once(work) : work());
	}

	/** n8n ends and starts again, at the same address and with all it had before. */
	const restart = async (): Promise<void> =>
		await once(async () => {
			await host.stop();
			host = await startHost({ folder: host.folder, port: host.port });
			await api.login(OWNERS_LOGIN);
		});

	/** A power cut: n8n ends at once. What is given starts it again, on what is left. */
	async function cutPower(): Promise<() => Promise<void>> {
		await once(async () => await host.kill());
		return async () =>
			await once(async () => {
				host = await startHost({ folder: host.folder, port: host.port });
				await api.login(OWNERS_LOGIN);
			});
	}

	/** A power cut in the middle of whatever goes on; n8n is started again on what is left. */
	async function powerCut(): Promise<void> {
		const startAgain = await cutPower();
		await startAgain();
	}

	const credential = () => account().credential;

	const callingNode = ({ settings, options, parameters }: ListWorkflow) => ({
		name: CALLING_NODE,
		type: 'n8n-nodes-videosdk.videoSdk',
		credentials: { videoSdkApi: { id: credential().id, name: credential().name } },
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
		powerCut,
		login: () => OWNERS_LOGIN,
		sandbox,
		resetSandbox: () => asNew(account()),
		testInEachPayload,
		testBesideOthers,
		credential,
		credentialData: () => credentialFor(sandbox()),
		listWorkflow,
		callList,
		manualWorkflow,
	};
}

const credentialFor = ({ apiKey, apiSecret, url }: Sandbox) => ({
	...{ apiKey, apiSecret, baseUrl: url },
});

/** The error that the editor shows for the calling node. */
export function errorOf({ data }: Execution) {
	const { error } = data.resultData.runData[CALLING_NODE]?.at(-1) ?? {};
	return (error ?? data.resultData.error) as
		| { message: string; description: string; context: Record<string, unknown> }
		| undefined;
}
