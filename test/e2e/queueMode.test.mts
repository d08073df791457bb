// n8n in queue mode: a main process, two workers, Redis, PostgreSQL.
import { afterEach, describe, expect, test } from 'vitest';
import { CALLING_NODE, errorOf } from '../support/callingN8n.mts';
import { numbers, ringsOfEach } from '../support/callingWorkflow.mts';
import { itemsOf, type Execution } from '../support/n8nApi.mts';
import {
	BUSY,
	expectedOutcomes,
	HANGS_UP,
	NEVER_ANSWERS,
	outcomesOf,
	useParkingN8n,
} from '../support/parkingN8n.mts';
import { useQueueN8n } from '../support/queueN8n.mts';
import { EVENTS_OF_A_CALL, useTriggerN8n } from '../support/triggerN8n.mts';

const n8n = useQueueN8n();
const { api, host, sandbox, listWorkflow, callList, workers, startWorker } = n8n;
const { cutPowerOfAll, turnsOf, placeOfWorker } = n8n;
const { park, endCalls, parkingWorkflow, register, call } = useParkingN8n(n8n);
const { publishedTrigger, phone, itemsTold } = useTriggerN8n(n8n);

const TWENTY = numbers(20);
const [ANNA] = TWENTY;
const once = TWENTY.map(() => 1);
const rings = () => ringsOfEach(sandbox(), TWENTY);
const oneAfterTheOther = { maxCallsAtOnce: 1, callsPerSecond: 2 };
const RUN_BEFORE = 'this execution has run this node before';

let killed: number | undefined;
async function killWorker(place: number): Promise<void> {
	killed = place;
	await workers()[place].kill();
}
afterEach(async () => {
	const place = killed;
	killed = undefined;
	if (place !== undefined) await startWorker(place);
});

test('a list that a webhook takes is called by a worker: each phone rings once, each answer stands with its item', async () => {
	const execution = await callList(await listWorkflow(), TWENTY);
	expect(execution.status).toBe('success');
	expect(placeOfWorker(execution.id)).toBeGreaterThanOrEqual(0);
	expect(rings()).toEqual(once);
	const items = itemsOf(execution, CALLING_NODE);
	expect(items.map(({ pairedItem }) => pairedItem)).toEqual(TWENTY.map((_, item) => ({ item })));
});

test('a worker checks the set-up: n8n answers at the address that the worker knows', async () => {
	const parameters = { resource: 'account', operation: 'checkSetUp' };
	const execution = await callList(await listWorkflow({ parameters }), [ANNA]);
	expect(placeOfWorker(execution.id)).toBeGreaterThanOrEqual(0);
	const rows = itemsOf(execution, CALLING_NODE).map(({ json: { check, ok } }) => [check, ok]);
	expect(rows).toContainEqual(['Way to n8n', true]);
	expect(rows.filter(([, ok]) => ok !== true)).toEqual([['Queue mode', null]]);
	expect(sandbox().rings()).toEqual({});
});

test('the answer to one call is lost, with Retry On Fail: the call is adopted, and every phone rings once', async () => {
	const settings = { retryOnFail: true, maxTries: 2, waitBetweenTries: 100 };
	const workflow = await listWorkflow({ settings });
	const on = { path: '/v2/sip/outbound-call', to: TWENTY[7] };
	sandbox().addFault({ on, fault: { kind: 'reset', placed: true } });
	const execution = await callList(workflow, TWENTY);
	expect(execution.status).toBe('success');
	expect(itemsOf(execution, CALLING_NODE)[7].json).toMatchObject({ adopted: true });
	expect(rings()).toEqual(once);
});

describe('calls are waited for while the execution is parked', () => {
	const to = [HANGS_UP, BUSY, NEVER_ANSWERS];
	const foreign = 'http://127.0.0.1:9/somebody-else';
	const urls = () =>
		sandbox()
			.webhooks()
			.map(({ url }) => url);

	test.each([
		['both workers are free meanwhile', false],
		['even if the worker that placed them is killed meanwhile', true],
	])(
		'%s: the outcomes come back, and the webhooks of the account are as before',
		async (_what, isKilled) => {
			await register(foreign);
			const execution = await park(to);
			expect(urls()).toHaveLength(2);
			const place = placeOfWorker(execution);
			// n8n is done with the job a moment after it has saved the execution.
			await expect.poll(() => turnsOf(execution)[place]).toEqual({ begun: 1, done: 1 });
			if (isKilled) await killWorker(place);
			await endCalls();
			const ended = await api().waitForExecution(execution);
			expect(outcomesOf(ended)).toEqual(expectedOutcomes(to));
			const turns = turnsOf(execution).reduce((sum, { begun }) => sum + begun, 0);
			expect(turns).toBe(2);
			await expect.poll(urls).toEqual([foreign]);
			expect(sandbox().rings()).toEqual({ [HANGS_UP]: 1, [BUSY]: 1, [NEVER_ANSWERS]: 1 });
		},
	);
});

/** Some of the twenty have been called when this returns, the others are about to be. */
async function inMidBatch(): Promise<string> {
	const { id, path } = await listWorkflow({ options: oneAfterTheOther });
	const execution = await api().runInProduction(id, path, { to: TWENTY });
	await expect.poll(() => Object.keys(sandbox().rings()).length).toBeGreaterThan(3);
	return execution;
}

async function retry(execution: string, withCurrentWorkflow: boolean): Promise<Execution> {
	const retried = await api().retryExecution(execution, { withCurrentWorkflow });
	return await api().waitForExecution(retried);
}

test('a worker is killed in the middle of a list: n8n gives the execution up, and neither the other worker nor Retry calls anybody again', async () => {
	const execution = await inMidBatch();
	await killWorker(placeOfWorker(execution));
	const before = sandbox().rings();
	const ended = await api().waitForExecution(execution);
	expect(ended.status).toBe('error');
	expect(ended.data.resultData.error?.message).toContain('failed to be processed too many times');
	// n8n has thrown away what there was to go on with, so a Retry runs no node.
	for (const withCurrentWorkflow of [false, true]) {
		expect((await retry(execution, withCurrentWorkflow)).data.resultData.runData).toEqual({});
	}
	expect(sandbox().rings()).toEqual(before);
	expect(Math.max(...rings())).toBe(1);
});

test('a power cut ends all of n8n in the middle of a list, and its queue is lost: Retry calls nobody, and says why', async () => {
	const execution = await inMidBatch();
	const startAgain = await cutPowerOfAll();
	const before = sandbox().rings();
	await startAgain();
	const crashed = await api().waitForExecution(execution);
	expect(crashed.status).toBe('crashed');
	for (const withCurrentWorkflow of [false, true]) {
		const again = await retry(execution, withCurrentWorkflow);
		expect(again.status).toBe('error');
		expect(errorOf(again)?.message).toContain(RUN_BEFORE);
		expect(errorOf(again)?.description).toContain('run the workflow anew for the others');
	}
	expect(sandbox().rings()).toEqual(before);
	expect(Math.max(...rings())).toBe(1);
});

describe('one Deduplication Key', () => {
	const keyed = { options: { deduplicationKey: '=appointment of {{ $json.to }}' } };
	const AT_ONCE = 20;
	const MANY = 40;
	const ROUNDS = Number(process.env.KEY_ROUNDS ?? 1);

	test('that comes again and again, to both workers: the phone rings once', async () => {
		const workflow = await listWorkflow(keyed);
		const places = new Set<number>();
		for (let times = 0; times < AT_ONCE && places.size < 2; times++) {
			const execution = await callList(workflow, [ANNA]);
			const [{ json }] = itemsOf(execution, CALLING_NODE);
			expect(json).toMatchObject(times === 0 ? { message: 'Success' } : { code: 'calledBefore' });
			places.add(placeOfWorker(execution.id));
		}
		expect(places).toEqual(new Set([0, 1]));
		expect(sandbox().ringsOf(ANNA)).toBe(1);
	});

	/** All at once, each in an execution of its own; over when all have succeeded. */
	async function callAtOnce(workflow: { id: string; path: string }, to: string[]): Promise<void> {
		const send = async (number: string) =>
			await fetch(`${host().url}/webhook/${workflow.path}`, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify({ to: [number] }),
			});
		await Promise.all(to.map(send));
		const succeeded = async () =>
			(await api().listExecutions(workflow.id)).filter(({ status }) => status === 'success').length;
		await expect.poll(succeeded).toBe(to.length);
	}

	test(`that comes ${AT_ONCE} times at once: every execution succeeds, and from then on nobody is called`, async () => {
		const workflow = await listWorkflow(keyed);
		await callAtOnce(workflow, Array<string>(AT_ONCE).fill(ANNA));
		const rang = sandbox().ringsOf(ANNA);
		// What docs/rings-once.md says: at the same instant, each of the two workers may call.
		console.log(`${AT_ONCE} times at once, over two workers: the phone rang ${rang} times`);
		expect(rang).toBeGreaterThanOrEqual(1);
		await callList(workflow, [ANNA]);
		expect(sandbox().ringsOf(ANNA)).toBe(rang);
	});

	test(`for each of ${MANY} people who are called at once by both workers: none is forgotten, and nobody is called again`, async () => {
		for (let round = 0; round < ROUNDS; round++) {
			sandbox().reset();
			const workflow = await listWorkflow(keyed);
			const to = numbers(MANY);
			await callAtOnce(workflow, to);
			await callList(workflow, to);
			const again = ringsOfEach(sandbox(), to).filter((times) => times > 1).length;
			console.log(`round ${round}: ${again} of ${MANY} keys were forgotten`);
			expect(again).toBe(0);
		}
	});
});

test('each event of a call starts a published workflow once', async () => {
	const { id } = await publishedTrigger({ listenFor: 'everyChange' });
	await phone();
	const told = await itemsTold(id, EVENTS_OF_A_CALL.length);
	expect(told.map(({ event }) => event).sort()).toEqual([...EVENTS_OF_A_CALL].sort());
	await api().deactivateWorkflow(id);
	await expect.poll(() => sandbox().webhooks()).toEqual([]);
});

test('Stop ends an execution that waits on a worker, with Hang Up on Stop its calls as well, and Retry calls nobody', async () => {
	const list = await parkingWorkflow({
		options: { hangUpOnStop: true },
		parameters: { waitHow: 'keepRunning' },
	});
	sandbox().clock.freeze();
	const to = [HANGS_UP, NEVER_ANSWERS];
	const execution = await call(to, list);
	await expect.poll(() => sandbox().calls().length).toBe(2);
	expect(placeOfWorker(execution)).toBeGreaterThanOrEqual(0);
	await api().stopExecution(execution);
	expect((await api().waitForExecution(execution)).status).toBe('canceled');
	const ends = () =>
		sandbox()
			.calls()
			.map(({ end }) => end);
	await expect.poll(ends).toEqual([expect.any(Number), expect.any(Number)]);
	await retry(execution, false);
	expect(sandbox().rings()).toEqual({ [HANGS_UP]: 1, [NEVER_ANSWERS]: 1 });
});
