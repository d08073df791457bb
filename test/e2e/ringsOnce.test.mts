import { describe, expect, test } from 'vitest';
import type { Fault } from '../../sandbox/index.mts';
import { CALLING_NODE, errorOf, useCallingN8n } from '../support/callingN8n.mts';
import { numbers, ringsOfEach } from '../support/callingWorkflow.mts';
import { itemsOf, type Execution } from '../support/n8nApi.mts';

const { api, host, sandbox, listWorkflow, callList } = useCallingN8n();

const retryOnFail = { retryOnFail: true, maxTries: 2, waitBetweenTries: 100 };
const HUNDRED = numbers(100);
const THE_58TH = HUNDRED[57];
const once = HUNDRED.map(() => 1);
const onceButThe58th = HUNDRED.map((number) => (number === THE_58TH ? 0 : 1));

const failOnce = (fault: Fault) =>
	sandbox().addFault({ on: { path: '/v2/sip/outbound-call', to: THE_58TH }, fault });
const rings = () => ringsOfEach(sandbox(), HUNDRED);
const origins = (execution: Execution) =>
	itemsOf(execution, CALLING_NODE).map(({ pairedItem }) => (pairedItem as { item: number }).item);

test('100 people, the 58th refused once with HTTP 400, Retry On Fail on: everybody is rung once and the workflow succeeds', async () => {
	const workflow = await listWorkflow({ settings: retryOnFail });
	failOnce({ kind: 'status', status: 400 });
	const execution = await callList(workflow, HUNDRED);
	expect(execution.status).toBe('success');
	expect(rings()).toEqual(once);
	expect(origins(execution)).toEqual(HUNDRED.map((_, item) => item));
});

const losses: Array<[string, Fault]> = [
	['HTTP 500', { kind: 'status', status: 500 }],
	['a reset connection', { kind: 'reset' }],
];

describe.each(losses)('the answer to the 58th of 100 is lost by %s', (_how, fault) => {
	test('the call was placed: it is adopted, and the workflow succeeds', async () => {
		const workflow = await listWorkflow({ settings: retryOnFail });
		failOnce({ ...fault, placed: true } as Fault);
		const execution = await callList(workflow, HUNDRED);
		expect(execution.status).toBe('success');
		expect(rings()).toEqual(once);
		expect(itemsOf(execution, CALLING_NODE)[57].json).toMatchObject({ adopted: true });
	});

	test('it was not placed: the error says a call may exist, and neither Retry On Fail nor the Retry button rings anybody again', async () => {
		const workflow = await listWorkflow({ settings: retryOnFail });
		failOnce(fault);
		const execution = await callList(workflow, HUNDRED);
		expect(execution.status).toBe('error');
		expect(errorOf(execution)?.message).toContain('Item 58 of 100: It is unknown whether');
		expect(errorOf(execution)?.description).toContain('call list of the VideoSDK dashboard');
		expect(errorOf(execution)?.context).toMatchObject({ details: { callMayExist: true } });
		expect(rings()).toEqual(onceButThe58th);

		for (const withCurrentWorkflow of [false, true]) {
			const retry = await api().retryExecution(execution.id, { withCurrentWorkflow });
			const again = await api().waitForExecution(retry);
			expect(again.status).toBe('error');
			expect(errorOf(again)?.description).toContain('99 other items were placed');
			expect(rings()).toEqual(onceButThe58th);
		}
	});

	test('it was not placed, and "Dial Again If Not Found" is chosen: it rings once and the workflow succeeds', async () => {
		const options = { whenUnknown: 'dialAgainIfNotFound' };
		const workflow = await listWorkflow({ settings: retryOnFail, options });
		failOnce(fault);
		const execution = await callList(workflow, HUNDRED);
		expect(execution.status).toBe('success');
		expect(rings()).toEqual(once);
	});
});

test('a call that shows up in the list only after the failure is adopted by the Retry button', async () => {
	const workflow = await listWorkflow({ settings: {} });
	sandbox().changeSettings({ listTrunkCalls: false });
	failOnce({ kind: 'reset', placed: true });
	const execution = await callList(workflow, HUNDRED);
	expect(execution.status).toBe('error');
	sandbox().changeSettings({ listTrunkCalls: true });
	const retry = await api().retryExecution(execution.id);
	const again = await api().waitForExecution(retry);
	expect(again.status).toBe('success');
	expect(rings()).toEqual(once);
	expect(origins(again)).toEqual(HUNDRED.map((_, item) => item));
});

test('Continue On Fail with the first item failing and Retry On Fail on: nobody rings twice, the others keep their answers', async () => {
	const to = numbers(10);
	const workflow = await listWorkflow({
		settings: { ...retryOnFail, onError: 'continueRegularOutput' },
	});
	sandbox().addFault({
		on: { path: '/v2/sip/outbound-call', to: to[0] },
		times: 20,
		fault: { kind: 'status', status: 400 },
	});
	const execution = await callList(workflow, to);
	expect(execution.status).toBe('success');
	expect(ringsOfEach(sandbox(), to)).toEqual([0, ...to.slice(1).map(() => 1)]);
	expect(origins(execution)).toEqual(to.map((_, item) => item));
	expect(itemsOf(execution, CALLING_NODE)[0].json).toHaveProperty('error');
});

test('item 3 of 5 has the destination "12": no phone rings, and the error names the item, the field and what is right', async () => {
	const workflow = await listWorkflow();
	const to = ['+4790000001', '+4790000002', '12', '+4790000004', '+4790000005'];
	const execution = await callList(workflow, to);
	expect(execution.status).toBe('error');
	expect(errorOf(execution)?.message).toMatch(/^Item 3 of 5: "To" is "12".*\+14155550123/);
	expect(sandbox().rings()).toEqual({});
});

test('the Stop button ends a list of a minute and a half in the middle, and no phone rings after that', async () => {
	const workflow = await listWorkflow({ options: { maxCallsAtOnce: 1, callsPerSecond: 1 } });
	const execution = await api().runInProduction(workflow.id, workflow.path, { to: HUNDRED });
	await expect.poll(() => sandbox().journal().length, { interval: 20 }).toBeGreaterThanOrEqual(3);
	const stopping = api().stopExecution(execution);
	const stopped = await api().waitForExecution(execution);
	expect(stopped.status).toBe('canceled');
	await stopping;
	const rungAtStop = Object.keys(sandbox().rings()).length;
	await new Promise((resolve) => setTimeout(resolve, 3000));
	expect(Object.keys(sandbox().rings()).length - rungAtStop).toBeLessThanOrEqual(1);
	expect(rungAtStop).toBeLessThan(HUNDRED.length);
});

test('neither secret nor token nor Authorization header is in a saved execution, a shown error or the log', async () => {
	const good = await listWorkflow();
	const executions = [await callList(good, numbers(3))];
	for (const [, fault] of [...losses, ['', { kind: 'status', status: 401 }] as [string, Fault]]) {
		failOnce(fault);
		executions.push(await callList(await listWorkflow({ settings: {} }), [THE_58TH]));
	}
	const raw = await Promise.all(
		executions.map(async ({ id }) => JSON.stringify(await api().call('GET', `/executions/${id}`))),
	);
	expect(executions.map(({ status }) => status)).toEqual(['success', 'error', 'error', 'error']);
	for (const text of [...raw, host().log()]) {
		expect(text).not.toContain(sandbox().apiSecret);
		expect(text).not.toMatch(/eyJhbGciOi/);
		expect(text).not.toMatch(/"authorization"/i);
	}
});
