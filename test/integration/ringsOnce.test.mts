import { describe, expect, test } from 'vitest';
import type { Fault } from '../../sandbox/index.mts';
import { numbers, origins, ringsOfEach, useCallingWorkflow } from '../support/callingWorkflow.mts';

const { call, sandbox, failOnce } = useCallingWorkflow();

const retryOnFail = { retryOnFail: true, maxTries: 3, waitBetweenTries: 0 };
const HUNDRED = numbers(100);
const THE_58TH = HUNDRED[57];
const once = HUNDRED.map(() => 1);
const onceButThe58th = HUNDRED.map((number) => (number === THE_58TH ? 0 : 1));

/** Ways in which an answer is lost, so that nobody can tell from it whether the phone rang. */
const losses: Array<[string, Fault]> = [
	['HTTP 500', { kind: 'status', status: 500 }],
	['a reset connection', { kind: 'reset' }],
];
const placed = (fault: Fault): Fault => ({ ...fault, placed: true }) as Fault;

test('100 people, the 58th refused at first: with Retry On Fail everybody is rung once', async () => {
	failOnce(THE_58TH, { kind: 'status', status: 400 });
	const run = await call({ to: HUNDRED, settings: retryOnFail });
	expect(ringsOfEach(sandbox(), HUNDRED)).toEqual(once);
	expect(run.status).toBe('success');
	expect(origins(run)).toEqual(HUNDRED.map((_, item) => item));
	expect(run.items[57].json).toMatchObject({ statusCode: 200, message: 'Success' });
});

describe.each(losses)("VideoSDK's answer to the 58th of 100 is lost by %s", (_how, fault) => {
	test('the call was placed: it is found in the list and adopted, and the workflow succeeds', async () => {
		failOnce(THE_58TH, placed(fault));
		const run = await call({ to: HUNDRED, settings: retryOnFail });
		expect(ringsOfEach(sandbox(), HUNDRED)).toEqual(once);
		expect(run.status).toBe('success');
		expect(run.items[57].json).toMatchObject({ adopted: true, callId: expect.any(String) });
		expect(run.items.filter(({ json }) => json.adopted)).toHaveLength(1);
	});

	test('the call was not placed: the error says that it may exist, and through both kinds of retry nobody is rung again', async () => {
		failOnce(THE_58TH, fault);
		const first = await call({ to: HUNDRED, settings: { ...retryOnFail, maxTries: 2 } });
		expect(first.status).toBe('error');
		expect(first.error?.message).toContain(
			`Item 58 of 100: It is unknown whether the call to ${THE_58TH} was placed`,
		);
		expect(first.error?.description).toContain('99 other items were placed');
		expect(first.error?.context).toMatchObject({ details: { callMayExist: true } });
		expect(ringsOfEach(sandbox(), HUNDRED)).toEqual(onceButThe58th);

		const retry = await call({ to: HUNDRED, retryOf: first.data });
		expect(retry.status).toBe('error');
		expect(retry.error?.description).toContain('99 other items were placed');
		expect(ringsOfEach(sandbox(), HUNDRED)).toEqual(onceButThe58th);
	});

	test('the call was not placed, and the user chose "Dial Again If Not Found": it rings once and the workflow succeeds', async () => {
		failOnce(THE_58TH, fault);
		const options = { whenUnknown: 'dialAgainIfNotFound' };
		const run = await call({ to: HUNDRED, settings: retryOnFail, options });
		expect(ringsOfEach(sandbox(), HUNDRED)).toEqual(once);
		expect(run.status).toBe('success');
		expect(origins(run)).toEqual(HUNDRED.map((_, item) => item));
	});

	test('the call was placed, but the account lists no trunk calls: it is not dialed again', async () => {
		sandbox().changeSettings({ listTrunkCalls: false });
		failOnce(THE_58TH, placed(fault));
		const run = await call({ to: HUNDRED, settings: { ...retryOnFail, maxTries: 2 } });
		expect(ringsOfEach(sandbox(), HUNDRED)).toEqual(once);
		expect(run.error?.context).toMatchObject({ details: { callMayExist: true } });
	});
});

test('a call that shows up in the list only later is adopted by the Retry button', async () => {
	const to = numbers(3);
	sandbox().changeSettings({ listTrunkCalls: false });
	failOnce(to[1], { kind: 'reset', placed: true });
	const first = await call({ to });
	expect(first.error?.context).toMatchObject({ details: { callMayExist: true } });

	sandbox().changeSettings({ listTrunkCalls: true });
	const retry = await call({ to, retryOf: first.data });
	expect(retry.status).toBe('success');
	expect(retry.items[1].json).toMatchObject({ adopted: true });
	expect(ringsOfEach(sandbox(), to)).toEqual([1, 1, 1]);
});

test('a call that the Retry button finds again tells of the rules that it has passed', async () => {
	const to = numbers(1);
	const safety = { allowedCountries: ['NO'], mostCalls: 5 };
	sandbox().changeSettings({ listTrunkCalls: false });
	failOnce(to[0], { kind: 'reset', placed: true });
	const first = await call({ to, parameters: { safety } });
	sandbox().changeSettings({ listTrunkCalls: true });
	const retry = await call({ to, parameters: { safety }, retryOf: first.data });
	expect(retry.items[0].json).toMatchObject({
		adopted: true,
		safety: {
			numberDialed: to[0],
			country: 'Norway',
			checked: expect.arrayContaining(['mostCalls']),
		},
	});
	expect(ringsOfEach(sandbox(), to)).toEqual([1]);
});

test('a list that lags by a second is waited for', async () => {
	sandbox().changeSettings({ listLagSeconds: 1 });
	failOnce('+4790000001', { kind: 'reset', placed: true });
	const run = await call({ to: ['+4790000001'] });
	expect(run.items[0].json).toMatchObject({ adopted: true });
	expect(sandbox().ringsOf('+4790000001')).toBe(1);
});

test('when the list cannot be read either, nobody is dialed again, whatever the user chose', async () => {
	const to = numbers(2);
	failOnce(to[0], { kind: 'reset', placed: true });
	sandbox().addFault({
		on: { method: 'GET', path: '/v2/sip/call' },
		times: 50,
		fault: { kind: 'status', status: 403 },
	});
	const run = await call({ to, options: { whenUnknown: 'dialAgainIfNotFound' } });
	expect(run.error?.message).toContain('The look-up failed as well');
	expect(ringsOfEach(sandbox(), to)).toEqual([1, 1]);
});

describe('people who are called several times on purpose', () => {
	const SAME = '+4790000001';

	test('the same number in three items rings three times', async () => {
		const run = await call({ to: [SAME, SAME, SAME] });
		expect(sandbox().ringsOf(SAME)).toBe(3);
		expect(origins(run)).toEqual([0, 1, 2]);
	});

	test("one item's lost call is not taken for another's: two were placed, so it is not adopted", async () => {
		sandbox().addFault({
			on: { path: '/v2/sip/outbound-call', to: SAME, nth: 2 },
			fault: { kind: 'reset' },
		});
		const run = await call({ to: [SAME, SAME, SAME] });
		expect(run.error?.context).toMatchObject({ details: { callMayExist: true } });
		expect(sandbox().ringsOf(SAME)).toBe(2);
	});

	test("one item's lost call is found beside another's: both have one", async () => {
		sandbox().addFault({
			on: { path: '/v2/sip/outbound-call', to: SAME, nth: 2 },
			fault: { kind: 'reset', placed: true },
		});
		const run = await call({ to: [SAME, SAME] });
		expect(run.status).toBe('success');
		expect(run.items.map(({ json }) => json.adopted)).toEqual([undefined, true]);
		expect(sandbox().ringsOf(SAME)).toBe(2);
	});

	test('a loop that runs the node again dials again', async () => {
		await call({ to: [SAME], timesRun: 2 });
		expect(sandbox().ringsOf(SAME)).toBe(2);
	});
});

describe('fields that change from one try to the next', () => {
	test('an expression that gives another value on each try does not make it another call', async () => {
		const to = numbers(3);
		failOnce(to[1], { kind: 'status', status: 400 });
		const run = await call({
			to,
			settings: retryOnFail,
			parameters: { participantId: '={{ "guest-" + $now.toMillis() + "-" + Math.random() }}' },
		});
		expect(run.status).toBe('success');
		expect(ringsOfEach(sandbox(), to)).toEqual([1, 1, 1]);
	});

	test('a field that the user corrects before pressing Retry calls only those who were not called', async () => {
		const to = numbers(5);
		failOnce(to[2], { kind: 'status', status: 400 });
		const first = await call({ to });
		const retry = await call({
			to,
			retryOf: first.data,
			parameters: { from: '+11234500000', displayName: 'Somebody Else' },
		});
		expect(retry.status).toBe('success');
		expect(ringsOfEach(sandbox(), to)).toEqual([1, 1, 1, 1, 1]);
	});

	test('a wrong number that the user corrects before pressing Retry: the right one rings once, and nobody rings again', async () => {
		const [wrong, right, other] = numbers(3);
		failOnce(other, { kind: 'status', status: 400 });
		const first = await call({ to: [wrong, other] });
		const retry = await call({
			to: [wrong, other],
			retryOf: first.data,
			parameters: { to: `={{ $itemIndex === 0 ? "${right}" : $json.to }}` },
		});
		expect(retry.status).toBe('success');
		expect(ringsOfEach(sandbox(), [wrong, right, other])).toEqual([1, 1, 1]);
	});

	test('a destination that becomes unusable does not hide who was called before', async () => {
		const to = numbers(2);
		failOnce(to[1], { kind: 'status', status: 400 });
		const first = await call({ to });
		const retry = await call({
			to,
			retryOf: first.data,
			parameters: { to: '={{ $itemIndex === 1 ? "12" : $json.to }}' },
		});
		expect(retry.error?.message).toContain('Item 2 of 2: "To" is "12"');
		expect(retry.error?.description).toContain('1 other item was placed');
		expect(ringsOfEach(sandbox(), to)).toEqual([1, 0]);
	});
});

test('a number and a SIP URI with that number are the same line: one call is not taken for both', async () => {
	const [number, uri] = ['+4790000001', 'sip:+4790000001@sip.example.com'];
	failOnce(uri, { kind: 'reset' });
	const run = await call({ to: [number, uri] });
	expect(run.error?.context).toMatchObject({ details: { callMayExist: true } });
	expect(sandbox().rings()).toEqual({ [number]: 1 });
});

test('a call list that is no list does not count as "not found"', async () => {
	const to = numbers(1);
	failOnce(to[0], { kind: 'reset', placed: true });
	sandbox().addFault({
		on: { method: 'GET', path: '/v2/sip/call' },
		times: 50,
		fault: { kind: 'status', status: 200, body: { message: 'Maintenance' } },
	});
	const run = await call({ to, options: { whenUnknown: 'dialAgainIfNotFound' } });
	expect(run.error?.message).toContain('The look-up failed as well');
	expect(ringsOfEach(sandbox(), to)).toEqual([1]);
});

test('"Dial Again If Not Found" dials once more and no third time, through all tries of Retry On Fail', async () => {
	const to = numbers(1);
	sandbox().changeSettings({ listTrunkCalls: false });
	sandbox().addFault({
		on: { path: '/v2/sip/outbound-call' },
		times: 20,
		fault: { kind: 'reset', placed: true },
	});
	const run = await call({
		to,
		settings: { ...retryOnFail, maxTries: 3 },
		options: { whenUnknown: 'dialAgainIfNotFound' },
	});
	expect(run.error?.context).toMatchObject({ details: { callMayExist: true } });
	expect(ringsOfEach(sandbox(), to)).toEqual([2]);
});

test('the same person called twice within seconds: both calls are told apart, with "Dial Again" too', async () => {
	const SAME = '+4790000001';
	sandbox().addFault({
		on: { path: '/v2/sip/outbound-call', to: SAME, nth: 2 },
		fault: { kind: 'reset', placed: true },
	});
	const run = await call({
		to: [SAME, SAME],
		options: { callsPerSecond: 0.15, whenUnknown: 'dialAgainIfNotFound' },
	});
	expect(run.status).toBe('success');
	expect(sandbox().ringsOf(SAME)).toBe(2);
});

test('a failed item that the workflow leads back to the node is looked up before it is dialed', async () => {
	sandbox().changeSettings({ listLagSeconds: 4 });
	const to = numbers(1);
	failOnce(to[0], { kind: 'reset', placed: true });
	// The first run of the node gives up before the list shows the call; the second finds it.
	const run = await call({
		to,
		timesRun: 2,
		settings: { onError: 'continueRegularOutput' },
	});
	expect(run.items[0].json).toMatchObject({ adopted: true });
	expect(ringsOfEach(sandbox(), to)).toEqual([1]);
});

test('a second dialing that is refused does not use up the permission to dial again', async () => {
	const to = numbers(1);
	failOnce(to[0], { kind: 'reset' });
	failOnce(to[0], { kind: 'status', status: 402 });
	const options = { whenUnknown: 'dialAgainIfNotFound' };
	const first = await call({ to, options });
	expect(first.error?.context).toMatchObject({ details: { callMayExist: true } });
	const retry = await call({ to, options, retryOf: first.data });
	expect(retry.status).toBe('success');
	expect(ringsOfEach(sandbox(), to)).toEqual([1]);
});

describe('Continue On Fail, with the first item failing and Retry On Fail on', () => {
	test('nobody is rung twice, and good items keep their answers and their pairing', async () => {
		const to = numbers(10);
		sandbox().addFault({
			on: { path: '/v2/sip/outbound-call', to: to[0] },
			times: 10,
			fault: { kind: 'status', status: 400, body: { message: 'The trunk is closed' } },
		});
		const run = await call({
			to,
			settings: { ...retryOnFail, onError: 'continueRegularOutput' },
			parameters: { participantId: '={{ "guest-" + $itemIndex }}' },
		});
		expect(ringsOfEach(sandbox(), to)).toEqual([0, ...to.slice(1).map(() => 1)]);
		expect(origins(run)).toEqual(to.map((_, item) => item));
		const error = 'VideoSDK refused the request (HTTP 400): The trunk is closed';
		const told = { to: to[0], outcome: 'failed', reason: error };
		expect(run.items[0].json).toEqual({
			...{ ...told, error },
			details: {
				...told,
				code: 'refused',
				callMayExist: false,
				httpStatus: 400,
				hint: expect.stringContaining('Nothing was placed'),
			},
		});
		expect(run.items.slice(1).map(({ json }) => json.participantId)).toEqual(
			to.slice(1).map((_, index) => `guest-${index + 1}`),
		);
	});
});
