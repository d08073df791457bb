// What somebody with n8n 1.x relies on, in a whole n8n of that line on the Node that it runs on. All
// faults are tried in the engine of that n8n by the tests in test/integration.
import { afterEach, describe, expect, test } from 'vitest';
import { CALL_EVENTS } from '../../videosdk/callEvent.ts';
import { WHOLE_N8N } from '../../scripts/n8nLines.mts';
import type { Fault } from '../../sandbox/index.mts';
import { CALLING_NODE, errorOf, useCallingN8n } from '../support/callingN8n.mts';
import { numbers, ringsOfEach } from '../support/callingWorkflow.mts';
import { testExamples } from '../support/exampleRuns.mts';
import { itemsOf, type Execution } from '../support/n8nApi.mts';
import {
	BUSY,
	expectedOutcomes,
	HANGS_UP,
	NEVER_ANSWERS,
	outcomesOf,
	useParkingN8n,
} from '../support/parkingN8n.mts';
import { EVENTS_OF_A_CALL, send, useTriggerN8n } from '../support/triggerN8n.mts';

const n8n = useCallingN8n({ withEditor: true });
const { api, host, sandbox, credential, credentialData, listWorkflow, callList, restart } = n8n;
const { parkingWorkflow, park, endCalls, urls } = useParkingN8n(n8n);
const { triggerWorkflow, publishedTrigger, place, phone, executionsOf, itemsTold } =
	useTriggerN8n(n8n);

const TEN = numbers(10);
const THE_SIXTH = TEN[5];
const once = TEN.map(() => 1);
const onceButTheSixth = TEN.map((number) => (number === THE_SIXTH ? 0 : 1));
const rings = () => ringsOfEach(sandbox(), TEN);
const retryOnFail = { retryOnFail: true, maxTries: 2, waitBetweenTries: 100 };

const failOnce = (fault: Fault) =>
	sandbox().addFault({ on: { path: '/v2/sip/outbound-call', to: THE_SIXTH }, fault });
const origins = (execution: Execution) =>
	itemsOf(execution, CALLING_NODE).map(({ pairedItem }) => (pairedItem as { item: number }).item);

test('this n8n is of the 1.x line, and runs on Node 20', async () => {
	const { versionCli, nodeJsVersion } = await api().call<Record<string, string>>(
		'GET',
		'/settings',
	);
	expect(versionCli).toBe(WHOLE_N8N['1.x'].version);
	expect(nodeJsVersion).toMatch(/^20\./);
});

test('the set-up is checked by hand and by a webhook: a trigger is asked, and starts nothing', async () => {
	const parameters = {
		...{ resource: 'account', operation: 'checkSetUp' },
		checkFor: ['batchCalls', 'callEvents', 'inboundCalls', 'outboundCalls'],
	};
	const trigger = await publishedTrigger({ listenFor: 'everyChange' });
	const byHand = await api().runWorkflow((await n8n.manualWorkflow(parameters)).id);
	const executions = [
		await api().waitForExecution(byHand),
		await callList(await listWorkflow({ parameters }), [THE_SIXTH]),
	];
	for (const execution of executions) {
		const rows = itemsOf(execution, CALLING_NODE).map(({ json }) => json);
		expect(rows.map(({ check }) => check)).toContain('Way to n8n');
		// Nodes of this line may read the environment of n8n, which says that there is no queue.
		expect(rows.filter(({ ok }) => ok !== true)).toEqual([]);
	}
	expect(await api().listExecutions(trigger.id)).toEqual([]);
	expect(rings()).toEqual(TEN.map(() => 0));
	await api().deactivateWorkflow(trigger.id);
});

describe('the credential', () => {
	const testWith = async (change: Record<string, string>) =>
		await api().testCredential(credential(), { ...credentialData(), ...change });

	test('the right key and secret, pasted with white space: its test is green', async () => {
		const { apiKey, apiSecret, baseUrl } = credentialData();
		const pasted = { apiKey: ` ${apiKey} `, apiSecret: `${apiSecret}\n`, baseUrl: `${baseUrl}/ ` };
		expect(await testWith(pasted)).toMatchObject({ status: 'OK' });
	});

	// n8n's own wording: a credential test of this line does not show what the credential says of a status.
	test.each([
		[
			'a wrong secret',
			() => ({ apiSecret: 'not-the-secret' }),
			'Authorization failed - please check your credentials',
		],
		[
			'a base URL where nothing of VideoSDK answers',
			() => ({ baseUrl: `${credentialData().baseUrl}/nowhere` }),
			'The resource you are requesting could not be found',
		],
	])('%s: its test is red, and says of it what n8n says', async (_what, change, said) => {
		expect(await testWith(change())).toMatchObject({ status: 'Error', message: said });
	});

	test('a base URL without https: its test is red, with the reason', async () => {
		const { status, message } = await testWith({ baseUrl: 'http://192.0.2.1' });
		expect(status).toBe('Error');
		expect(message).toContain('must begin with https://');
	});
});

describe('ten people are called', () => {
	test('everybody rings once, and each answer belongs to its item', async () => {
		const execution = await callList(await listWorkflow(), TEN);
		expect(execution.status).toBe('success');
		expect(rings()).toEqual(once);
		expect(origins(execution)).toEqual(TEN.map((_, item) => item));
	});

	test('the sixth is refused once, with Retry On Fail: everybody is rung once, and the workflow succeeds', async () => {
		const workflow = await listWorkflow({ settings: retryOnFail });
		failOnce({ kind: 'status', status: 400 });
		const execution = await callList(workflow, TEN);
		expect(execution.status).toBe('success');
		expect(rings()).toEqual(once);
		expect(origins(execution)).toEqual(TEN.map((_, item) => item));
	});

	test('the answer to the sixth is lost and the call was placed, with Retry On Fail: it is adopted', async () => {
		const workflow = await listWorkflow({ settings: retryOnFail });
		failOnce({ kind: 'reset', placed: true });
		const execution = await callList(workflow, TEN);
		expect(execution.status).toBe('success');
		expect(rings()).toEqual(once);
		expect(itemsOf(execution, CALLING_NODE)[5].json).toMatchObject({ adopted: true });
	});

	test('it is lost and the call was not placed: the error says a call may exist, and neither Retry On Fail nor the Retry button rings anybody again', async () => {
		const workflow = await listWorkflow({ settings: retryOnFail });
		failOnce({ kind: 'reset' });
		const execution = await callList(workflow, TEN);
		expect(execution.status).toBe('error');
		expect(errorOf(execution)?.message).toContain('Item 6 of 10: It is unknown whether');
		expect(errorOf(execution)?.context).toMatchObject({ details: { callMayExist: true } });
		expect(rings()).toEqual(onceButTheSixth);

		for (const withCurrentWorkflow of [false, true]) {
			const retry = await api().retryExecution(execution.id, { withCurrentWorkflow });
			const again = await api().waitForExecution(retry);
			expect(again.status).toBe('error');
			expect(errorOf(again)?.description).toContain('9 other items were placed');
			expect(rings()).toEqual(onceButTheSixth);
		}
	});

	test('the sixth is refused, and the Retry button calls it and nobody else', async () => {
		const workflow = await listWorkflow();
		failOnce({ kind: 'status', status: 400 });
		const execution = await callList(workflow, TEN);
		expect(execution.status).toBe('error');
		expect(rings()).toEqual(onceButTheSixth);
		const again = await api().waitForExecution(await api().retryExecution(execution.id));
		expect(again.status).toBe('success');
		expect(rings()).toEqual(once);
		expect(origins(again)).toEqual(TEN.map((_, item) => item));
	});

	test('the Stop button ends a list in the middle, and no phone rings after that', async () => {
		const workflow = await listWorkflow({ options: { maxCallsAtOnce: 1, callsPerSecond: 1 } });
		const to = numbers(60);
		const execution = await api().runInProduction(workflow.id, workflow.path, { to });
		await expect.poll(() => Object.keys(sandbox().rings()).length).toBeGreaterThanOrEqual(2);
		const stopping = api().stopExecution(execution);
		const stopped = await api().waitForExecution(execution);
		expect(stopped.status).toBe('canceled');
		await stopping;
		const rungAtStop = Object.keys(sandbox().rings()).length;
		await new Promise((resolve) => setTimeout(resolve, 3000));
		expect(Object.keys(sandbox().rings()).length - rungAtStop).toBeLessThanOrEqual(1);
		expect(rungAtStop).toBeLessThan(to.length);
	});
});

test('calls that are waited for come back with the outcome of each', async () => {
	sandbox().clock.setSpeed(20);
	const to = [HANGS_UP, BUSY, NEVER_ANSWERS];
	const list = await parkingWorkflow({ parameters: { waitHow: 'keepRunning' } });
	const execution = await callList(list, to);
	expect(execution.status).toBe('success');
	expect(outcomesOf(execution)).toEqual(expectedOutcomes(to, 'keptRunning'));
	expect(sandbox().rings()).toEqual({ [HANGS_UP]: 1, [BUSY]: 1, [NEVER_ANSWERS]: 1 });
});

test('the same webhook 20 times at once, and again after a restart, with one Deduplication Key: the phone rings once', async () => {
	const [anna] = TEN;
	const { id, path } = await listWorkflow({
		options: { deduplicationKey: '=appointment of {{ $json.to }}' },
	});
	const sendOne = async () =>
		await fetch(`${host().url}/webhook/${path}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ to: [anna] }),
		});
	await Promise.all(Array.from({ length: 20 }, sendOne));
	const succeeded = async () =>
		(await api().listExecutions(id)).filter(({ status }) => status === 'success');
	await expect.poll(async () => (await succeeded()).length).toBe(20);
	const outcomes = [];
	for (const execution of await succeeded()) {
		const [{ json }] = itemsOf(await api().getExecution(execution.id), CALLING_NODE);
		outcomes.push(json.code ?? json.outcome);
	}
	expect(outcomes.sort()).toEqual([...Array<string>(19).fill('calledBefore'), 'placed']);
	expect(sandbox().ringsOf(anna)).toBe(1);

	await restart();
	const again = await callList({ id, path }, [anna]);
	expect(itemsOf(again, CALLING_NODE)[0].json).toMatchObject({
		outcome: 'skipped',
		code: 'calledBefore',
	});
	expect(sandbox().ringsOf(anna)).toBe(1);
});

describe('executions that are parked', () => {
	test('three calls are parked, and come back with the outcome of each; no webhook stays behind', async () => {
		const to = [HANGS_UP, BUSY, NEVER_ANSWERS];
		const execution = await park(to);
		expect(sandbox().webhooks()).toHaveLength(1);
		await endCalls();
		const ended = await api().waitForExecution(execution);
		expect(ended.status).toBe('success');
		expect(outcomesOf(ended)).toEqual(expectedOutcomes(to));
		await expect.poll(urls).toEqual([]);
		expect(sandbox().rings()).toEqual({ [HANGS_UP]: 1, [BUSY]: 1, [NEVER_ANSWERS]: 1 });
	});

	test('n8n is killed meanwhile, one call ends before, one while it is down, one after: the outcomes are right, and nobody rings twice', async () => {
		const to = [BUSY, NEVER_ANSWERS, HANGS_UP];
		const execution = await park(to);
		// The first is over.
		sandbox().clock.advance(5000);
		await sandbox().settled();
		const startAgain = await n8n.cutPower();
		// So is the third. Nobody hears of it.
		sandbox().clock.advance(10_000);
		await sandbox().settled();
		await startAgain();
		expect((await api().getExecution(execution)).status).toBe('waiting');
		await endCalls();
		const ended = await api().waitForExecution(execution);
		expect(outcomesOf(ended)).toEqual(expectedOutcomes(to));
		await expect.poll(urls).toEqual([]);
		expect(sandbox().rings()).toEqual({ [BUSY]: 1, [NEVER_ANSWERS]: 1, [HANGS_UP]: 1 });
	});

	test('the calls go on beyond the limit: each item goes on with its call ID, and says so', async () => {
		const list = await parkingWorkflow({ parameters: { waitLimit: 20 } });
		const execution = await park([BUSY, NEVER_ANSWERS], list);
		const ended = await api().waitForExecution(execution);
		expect(ended.status).toBe('success');
		const items = itemsOf(ended, CALLING_NODE).map(({ json }) => json);
		expect(items).toMatchObject(Array(2).fill({ outcome: 'timedOut', waitedBy: 'parked' }));
		expect(new Set(items.map(({ callId }) => callId)).size).toBe(2);
		expect(sandbox().rings()).toEqual({ [BUSY]: 1, [NEVER_ANSWERS]: 1 });
	});
});

describe('VideoSDK Trigger', () => {
	const everyChange = { listenFor: 'everyChange' };
	const published: string[] = [];
	afterEach(async () => {
		for (const id of published.splice(0)) await api().deactivateWorkflow(id);
	});
	async function publish(parameters = {}) {
		const { id } = await publishedTrigger(parameters);
		published.push(id);
		return id;
	}
	const eventsTold = async (id: string, expected: number) =>
		(await itemsTold(id, expected)).map(({ event }) => event).sort();

	test('a call starts a workflow at every change, in order, with the outcome; afterwards the account is as it was', async () => {
		const { id } = await triggerWorkflow(everyChange);
		await api().activateWorkflow(id);
		expect(sandbox().webhooks()).toMatchObject([{ events: [...CALL_EVENTS] }]);
		await place();
		for (const count of [1, 2, 3, 4]) {
			await expect.poll(async () => (await api().listExecutions(id)).length).toBe(count);
			// The call rings after 1 second, is answered after 4 and over after 9.
			sandbox().clock.advance(3000);
		}
		const told = await itemsTold(id, 4);
		expect(told.map(({ event }) => event)).toEqual(EVENTS_OF_A_CALL);
		expect(told.at(-1)).toMatchObject({ to: HANGS_UP, outcome: 'answered', talkSeconds: 5 });
		await api().deactivateWorkflow(id);
		expect(sandbox().webhooks()).toEqual([]);
	});

	test('each event sent three times, in any order, starts the workflow once; a forged one is refused and starts nothing', async () => {
		const id = await publish(everyChange);
		sandbox().changeDelivery({ times: 3, hold: { count: 12, seed: 7 } });
		await phone();
		expect(await eventsTold(id, 4)).toEqual([...EVENTS_OF_A_CALL].sort());
		const [first] = sandbox().deliveries();
		const forged = first.body.replace('call-', 'call-x');
		expect(await send(first.url, { headers: first.headers, body: forged })).toBe(401);
		expect(await executionsOf(id, 4)).toHaveLength(4);
	});

	test('after a restart of n8n the registration is there, once, and events come; what was told before is not told again', async () => {
		const id = await publish();
		const before = sandbox().webhooks();
		await phone();
		expect(await eventsTold(id, 1)).toEqual(['call-hangup']);
		const [first] = sandbox().deliveries();
		await restart();
		expect(sandbox().webhooks()).toEqual(before);
		expect(await send(first.url, { headers: first.headers, body: first.body })).toBe(200);
		await phone();
		expect(await eventsTold(id, 2)).toEqual(['call-hangup', 'call-hangup']);
	});
});

describe('the examples', () => testExamples(n8n));
