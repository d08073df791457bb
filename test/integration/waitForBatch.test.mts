import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { INode } from 'n8n-workflow';
import { PROJECT } from '../../scripts/projectFolders.mts';
import { origins } from '../support/callingWorkflow.mts';
import {
	LAUNCH,
	people,
	useLaunchingWorkflow,
	type LaunchOrder,
} from '../support/launchingWorkflow.mts';
import { loadParkedEngine, type ParkedExecution } from '../support/parkedEngine.mts';
import type { FinishedRun, RunOrder } from '../support/workflowEngine.mts';

const { launch, start, call, launches, sandbox, credential, requests, failOnceAt } =
	useLaunchingWorkflow();

/** Numbers of the sandbox: one answers, one is busy, one never answers, one cannot be reached. */
const FOUR = people(100, 101, 102, 104);
const OUTCOMES = ['answered', 'rejected', 'notAnswered', 'failed'];

const keepRunning = { waitFor: 'batchFinished', waitHow: 'keepRunning' };
const outcomes = ({ items }: Pick<FinishedRun, 'items'>) => items.map(({ json }) => json.outcome);

describe('an execution that keeps running', () => {
	test('goes on when the batch is over, each item with what became of it', async () => {
		const run = await launch({ items: FOUR, parameters: keepRunning });
		expect(run.error).toBeUndefined();
		expect(outcomes(run)).toEqual(OUTCOMES);
		expect(origins(run)).toEqual([0, 1, 2, 3]);
		const [{ batchId }] = sandbox().batches();
		expect(run.items[0].json).toMatchObject({
			...{ to: FOUR[0].to, rowKey: FOUR[0].id, batchId, batchStatus: 'completed' },
			...{ attempts: 1, talkSeconds: expect.any(Number), waitedBy: 'keptRunning' },
			callId: sandbox()
				.calls()
				.find(({ to }) => to === FOUR[0].to)?.callId,
		});
		expect(launches()).toBe(1);
	});

	test('the outcomes are those that single calls to the same people have', async () => {
		const parameters = {
			...{ callThrough: 'gateway', from: '', waitFor: 'end' },
			gatewayId: { __rl: true, mode: 'id', value: 'gw_out_01' },
		};
		const single = await call({ to: FOUR.map(({ to }) => to), parameters });
		sandbox().reset();
		const batch = await launch({ items: FOUR, parameters: keepRunning });
		expect(outcomes(batch)).toEqual(outcomes(single));
	});

	test('who may not be called has the reason, in the same place', async () => {
		const run = await launch({
			items: FOUR,
			parameters: keepRunning,
			safety: { doNotCall: FOUR[1].to, whenNotAllowed: 'skip' },
		});
		expect(outcomes(run)).toEqual(['answered', 'skipped', 'notAnswered', 'failed']);
		expect(run.items[1].json.code).toBe('doNotCall');
	});

	test.each([
		['the labels have dashes', { batchRecordLabels: 'not-connected' }],
		['records do not tell the row key', { batchRecordMetadata: false }],
		['VideoSDK gives 10 records at a time', { pageSizeLimit: 10 }],
	] as const)('%s: everybody has their own outcome all the same', async (_what, settings) => {
		sandbox().changeSettings(settings);
		const more = Array.from({ length: 20 }, (_, index) => people(160 + index)[0]);
		const run = await launch({ items: [...FOUR, ...more], parameters: keepRunning });
		expect(outcomes(run)).toEqual([...OUTCOMES, ...more.map(() => 'answered')]);
		const called = run.items.map(({ json }) =>
			sandbox()
				.calls()
				.find(({ callId }) => callId === json.callId),
		);
		expect(called.map((one) => one?.to)).toEqual([...FOUR, ...more].map(({ to }) => to));
	});

	test('of several batches, all are waited for', async () => {
		const options = { rowsPerBatch: 1 };
		const run = await launch({ items: FOUR, parameters: keepRunning, options });
		expect(outcomes(run)).toEqual(OUTCOMES);
		expect(new Set(run.items.map(({ json }) => json.batchId)).size).toBe(4);
	});

	test('the list was cancelled by somebody: who was not called is skipped', async () => {
		sandbox().changeSettings({ batchConcurrency: 1 });
		sandbox().clock.setSpeed(1);
		const running = start({ items: FOUR, parameters: keepRunning });
		await expect.poll(() => sandbox().batches()[0]?.status).toBe('running');
		const [{ batchId }] = sandbox().batches();
		const { items } = await sandboxCancels(batchId, running.finished);
		expect(items.slice(1).map(({ json }) => [json.outcome, json.code])).toEqual(
			FOUR.slice(1).map(() => ['skipped', 'batchCancelled']),
		);
	});

	test('the limit is reached: who was not called by then is timedOut, and the batch goes on', async () => {
		sandbox().changeSettings({ batchParseSeconds: 0, batchConcurrency: 1 });
		sandbox().clock.freeze();
		const run = await launch({
			items: FOUR,
			parameters: { ...keepRunning, batchWaitLimit: 0.001 },
		});
		expect(run.error).toBeUndefined();
		expect(outcomes(run)).toEqual(FOUR.map(() => 'timedOut'));
		expect(sandbox().batches()[0].status).toBe('running');
	});

	test('the limit is reached while VideoSDK answers slowly: who was not called by then is timedOut as well', async () => {
		sandbox().changeSettings({ batchParseSeconds: 0, batchConcurrency: 1 });
		sandbox().clock.freeze();
		sandbox().addFault({
			on: { method: 'GET', path: '/v2/batch-calls/*', nth: 2 },
			fault: { kind: 'stall', seconds: 1, placed: true },
		});
		const run = await launch({
			items: FOUR,
			parameters: { ...keepRunning, batchWaitLimit: 0.00001 },
		});
		expect(run.error).toBeUndefined();
		expect(outcomes(run)).toEqual(FOUR.map(() => 'timedOut'));
	});

	test('it was stopped: the batch goes on, and a Retry waits for it and launches nothing', async () => {
		sandbox().clock.setSpeed(1);
		const running = start({ items: FOUR, parameters: keepRunning });
		await expect.poll(() => sandbox().batches()[0]?.status).toBe('running');
		running.stop();
		const stopped = await running.finished;
		sandbox().clock.setSpeed(1000);
		const retry = await launch({ items: FOUR, parameters: keepRunning, retryOf: stopped.data });
		expect(outcomes(retry)).toEqual(OUTCOMES);
		expect(launches()).toBe(1);
		expect(FOUR.map(({ to }) => sandbox().ringsOf(to))).toEqual([1, 1, 1, 1]);
	});

	test('the records cannot be read at first: they are read at the next look', async () => {
		sandbox().addFault({
			on: { method: 'GET', path: '/v2/batch-calls/*', nth: 3 },
			times: 4,
			fault: { kind: 'status', status: 400 },
		});
		const run = await launch({ items: FOUR, parameters: keepRunning });
		expect(outcomes(run)).toEqual(OUTCOMES);
	});

	async function sandboxCancels(batchId: string, finished: Promise<FinishedRun>) {
		const { VideoSDK } = await import('@videosdk.live/server-sdk');
		const { apiKey, apiSecret: secret, url: apiEndpoint } = sandbox();
		await new VideoSDK({ apiKey, secret, apiEndpoint }).batchcall.cancel(batchId, 'immediate');
		return await finished;
	}
});

test('the example workflow: three are called, one of them twice, and 112 is skipped', async () => {
	const file = join(PROJECT, 'workflows/campaign.json');
	const { nodes } = JSON.parse(readFileSync(file, 'utf8')) as { nodes: INode[] };
	const parametersOf = (name: string) => nodes.find((node) => node.name === name)?.parameters;
	const { people: list } = JSON.parse(String(parametersOf('Whom to call')?.jsonOutput)) as {
		people: RunOrder['items'];
	};
	const { options, safety, ...parameters } = parametersOf('Launch them') ?? {};
	const run = await launch({
		...{ items: list, parameters },
		...{ options: options as LaunchOrder['options'], safety: safety as LaunchOrder['safety'] },
	});
	expect(run.error).toBeUndefined();
	expect(outcomes(run)).toEqual(['answered', 'rejected', 'notAnswered', 'skipped']);
	expect(list.map(({ phone }) => sandbox().ringsOf(String(phone)))).toEqual([1, 1, 2, 0]);
});

describe('an execution that is parked', () => {
	let parkedEngine: Awaited<ReturnType<typeof loadParkedEngine>>;
	beforeAll(async () => void (parkedEngine = await loadParkedEngine()));
	let opened: ParkedExecution | undefined;
	afterEach(async () => await opened?.close());

	/** The batch is launched, nobody was called yet, and n8n has saved the execution. */
	async function park(more: Partial<RunOrder['parameters']> = {}, options = {}) {
		sandbox().changeSettings({ batchParseSeconds: 0 });
		sandbox().clock.freeze();
		const parameters = {
			...{ ...LAUNCH, waitFor: 'batchFinished', waitHow: 'park', options },
			...more,
		} as RunOrder['parameters'];
		const execution = await parkedEngine.open({ parameters, credential: credential() });
		opened = execution;
		const { data } = await launch({
			items: FOUR,
			parameters,
			options,
			executionId: '1',
			webhookWaitingBaseUrl: execution.resumeUrl.replace(/\/1\/[^/]+$/, ''),
		});
		return { execution, data };
	}

	const told = (execution: ParkedExecution) => execution.items()?.map(({ json }) => json.outcome);

	test('goes on when VideoSDK tells that the batch is over, each item with what became of it', async () => {
		const { execution, data } = await park();
		const [{ order }] = sandbox().batches();
		expect(order.webhook).toMatchObject({ endpoint: execution.resumeUrl });
		const stack = data.executionData?.nodeExecutionStack ?? [];
		expect(stack[0].data.main[0]?.map(({ json }) => json)).toMatchObject(
			FOUR.map(({ id }) => ({ rowKey: id, outcome: 'timedOut', waitedBy: 'parked' })),
		);
		execution.save(data);
		sandbox().clock.advance(600_000);
		await expect.poll(() => told(execution)).toEqual(OUTCOMES);
		expect(execution.items()?.map(({ json }) => json)).toMatchObject(
			FOUR.map(({ to, id }) => ({ to, rowKey: id, waitedBy: 'parked', batchStatus: 'completed' })),
		);
		expect(launches()).toBe(1);
	});

	test('VideoSDK tells nothing: the node looks by itself', async () => {
		sandbox().changeDelivery({ signature: 'none' });
		const { execution, data } = await park();
		execution.save(data);
		sandbox().clock.advance(600_000);
		await expect.poll(() => told(execution)).toEqual(OUTCOMES);
	});

	test('nobody else can make it go on', async () => {
		const { execution, data } = await park();
		execution.save(data);
		const body = JSON.stringify({ webhookType: 'batchcall-completed', data: {} });
		const answer = await fetch(execution.resumeUrl, {
			method: 'POST',
			headers: { 'videosdk-signature': 'AAAA', 'content-type': 'application/json' },
			body,
		});
		expect(answer.status).toBe(401);
		expect(told(execution)).toBeUndefined();
	});

	test('a genuine word that the batch is over is not believed before it is', async () => {
		const { execution, data } = await park();
		execution.save(data);
		const body = JSON.stringify({ webhookType: 'batchcall-completed', data: {} });
		await fetch(execution.resumeUrl, {
			method: 'POST',
			headers: { 'videosdk-signature': sandbox().sign(body), 'content-type': 'application/json' },
			body,
		});
		expect(told(execution)).toBeUndefined();
		sandbox().clock.advance(600_000);
		await expect.poll(() => told(execution)).toEqual(OUTCOMES);
	});

	test('two batches: it goes on when both are over', async () => {
		const { execution, data } = await park({}, { rowsPerBatch: 2 });
		execution.save(data);
		sandbox().clock.advance(600_000);
		await expect.poll(() => told(execution)).toEqual(OUTCOMES);
	});

	test('numbers are hidden in what comes out, and everybody is found again', async () => {
		const { execution, data } = await park({}, { maskNumbers: true });
		execution.save(data);
		sandbox().clock.advance(600_000);
		await expect.poll(() => told(execution)).toEqual(OUTCOMES);
		expect(JSON.stringify(execution.items())).not.toContain('2025550');
	});

	test('VideoSDK does not take the address of this n8n: the batch is launched without, and the node looks by itself', async () => {
		failOnceAt('POST', '/v2/batch-calls', { kind: 'status', status: 400 });
		const { execution, data } = await park();
		const [{ order }] = sandbox().batches();
		expect(order.webhook).toBeUndefined();
		execution.save(data);
		sandbox().clock.advance(600_000);
		await expect.poll(() => told(execution)).toEqual(OUTCOMES);
		expect(FOUR.map(({ to }) => sandbox().ringsOf(to))).toEqual([1, 1, 1, 1]);
	});

	test('the batch was deleted by somebody: the items say that nobody can tell', async () => {
		const { execution, data } = await park({
			...{ launchWhen: 'scheduled', batchTimeZone: 'UTC' },
			startAt: new Date(sandbox().clock.now() + 86_400_000).toISOString(),
		});
		execution.save(data);
		const { VideoSDK } = await import('@videosdk.live/server-sdk');
		const { apiKey, apiSecret: secret, url: apiEndpoint } = sandbox();
		const [{ batchId }] = sandbox().batches();
		await new VideoSDK({ apiKey, secret, apiEndpoint }).batchcall.delete(batchId);
		await expect.poll(() => told(execution)).toEqual(FOUR.map(() => 'unknown'));
	});

	test('nothing is asked of VideoSDK but how the batch stands, until it is over', async () => {
		const { execution, data } = await park();
		execution.save(data);
		expect(requests('GET', /\/records$/)).toEqual([]);
	});
});
