import { describe, expect, test } from 'vitest';
import { SEED_GATEWAY_ID, type Fault } from '../../sandbox/index.mts';
import {
	numbers,
	ringsOfEach,
	useCallingWorkflow,
	type CallOrder,
} from '../support/callingWorkflow.mts';
import { useFakeDate } from '../support/fakeDate.mts';

const { engine, call, start, sandbox, credential, failOnce } = useCallingWorkflow();
const { setDate } = useFakeDate();

const [ANNA, BERT, CARLA] = numbers(3);
const LIST = { method: 'GET', path: '/v2/sip/call' };
const listed = () =>
	sandbox()
		.journal()
		.filter(({ method }) => method === 'GET');
const placing = () =>
	sandbox()
		.journal()
		.filter(({ method }) => method === 'POST');
const codes = (items: Array<{ json: Record<string, unknown> }>) =>
	items.map(({ json }) => json.code ?? (json.safety as { code?: unknown } | undefined)?.code);

/** Runs the workflow, and turns the calendar on as soon as the first request to call somebody is there. */
async function callWhile(order: CallOrder, turnOn: () => void) {
	const running = start(order);
	await expect.poll(() => placing().length, { interval: 5 }).toBeGreaterThan(0);
	turnOn();
	return await running.finished;
}

describe('the calling hours end while a list is being called', () => {
	const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'];
	const window = { days, from: '09:00', until: '20:00', timeZone: 'UTC' };
	const IN_TIME = '2026-03-11T19:59:50Z';
	const LATE = '2026-03-11T20:00:10Z';
	const onTime = { safety: { callingWindow: { window } } };
	/** Long enough to turn the calendar on before the answer comes. */
	const slowly = (to: string, fault: Partial<Fault> = {}): void =>
		failOnce(to, { kind: 'stall', seconds: 0.5, placed: true, ...fault } as Fault);

	test('whoever is next is not called any more, and is told when the window opens', async () => {
		setDate(IN_TIME);
		sandbox().reset();
		slowly(ANNA);
		const order = { to: [ANNA, BERT, CARLA], parameters: onTime, options: { maxCallsAtOnce: 1 } };
		const { status, items } = await callWhile(order, () => setDate(LATE));
		expect(ringsOfEach(sandbox(), [ANNA, BERT, CARLA])).toEqual([1, 0, 0]);
		expect(status).toBe('success');
		expect(codes(items)).toEqual([undefined, 'outsideWindow', 'outsideWindow']);
		expect(items[1].json).toMatchObject({
			outcome: 'deferred',
			safety: { localTime: '2026-03-11T20:00:10+00:00' },
			callAt: '2026-03-12T09:00:00.000Z',
		});
	});

	test('whoever waits for their turn by Calls per Second is not called any more', async () => {
		setDate(IN_TIME);
		sandbox().reset();
		const order = { to: [ANNA, BERT], parameters: onTime, options: { callsPerSecond: 1 } };
		const { items } = await callWhile(order, () => setDate(LATE));
		expect(ringsOfEach(sandbox(), [ANNA, BERT])).toEqual([1, 0]);
		expect(items[1].json).toMatchObject({ outcome: 'deferred' });
	});

	test('a call that a rate limit has put off is not placed any more', async () => {
		setDate(IN_TIME);
		sandbox().reset();
		failOnce(ANNA, { kind: 'status', status: 429 });
		const order = { to: [ANNA], parameters: onTime };
		const { items } = await callWhile(order, () => setDate(LATE));
		expect(sandbox().rings()).toEqual({});
		expect(placing()).toHaveLength(1);
		expect(items[0].json).toMatchObject({ outcome: 'deferred' });
	});

	test('a call that is looked for is not dialed again any more, and may exist', async () => {
		setDate(IN_TIME);
		sandbox().reset();
		failOnce(ANNA, { kind: 'reset' });
		const options = { whenUnknown: 'dialAgainIfNotFound' };
		const { error } = await callWhile({ to: [ANNA], parameters: onTime, options }, () =>
			setDate(LATE),
		);
		expect(error?.message).toContain('it was not sent again');
		expect(error?.context).toMatchObject({ details: { callMayExist: true } });
		expect(sandbox().rings()).toEqual({});
	});

	test.each([
		['skip', 'success', 'skipped'],
		['fail', 'error', undefined],
	])('or, by choice, they are to %s', async (outsideWindow, status, outcome) => {
		setDate(IN_TIME);
		sandbox().reset();
		slowly(ANNA);
		const parameters = { safety: { ...onTime.safety, outsideWindow } };
		const options = { maxCallsAtOnce: 1 };
		const run = await callWhile({ to: [ANNA, BERT], parameters, options }, () => setDate(LATE));
		expect(ringsOfEach(sandbox(), [ANNA, BERT])).toEqual([1, 0]);
		expect(run.status).toBe(status);
		expect(run.items[1]?.json.outcome).toBe(outcome);
		if (status === 'error') {
			expect(run.error?.message).toContain('Item 2 of 2: "To" must not be called now');
			expect(run.error?.description).toContain('1 other item was placed');
		}
	});

	test('who is called tells the time at which they were called', async () => {
		setDate(IN_TIME);
		sandbox().reset();
		slowly(ANNA);
		const order = { to: [ANNA, BERT], parameters: onTime, options: { maxCallsAtOnce: 1 } };
		const { items } = await callWhile(order, () => setDate('2026-03-11T19:59:58Z'));
		expect(items.map(({ json }) => json.safety)).toEqual([
			expect.objectContaining({ localTime: '2026-03-11T19:59:50+00:00' }),
			expect.objectContaining({ localTime: '2026-03-11T19:59:58+00:00' }),
		]);
		expect(ringsOfEach(sandbox(), [ANNA, BERT])).toEqual([1, 1]);
	});

	test('nobody who is kept back takes a Deduplication Key', async () => {
		setDate(IN_TIME);
		sandbox().reset();
		slowly(ANNA);
		const options = { maxCallsAtOnce: 1, deduplicationKey: '={{ $json.to }}' };
		const order = { to: [ANNA, BERT], parameters: onTime, options };
		await callWhile(order, () => setDate(LATE));
		setDate('2026-03-12T09:00:00Z');
		const { items } = await call(order);
		expect(codes(items)).toEqual(['calledBefore', undefined]);
		expect(ringsOfEach(sandbox(), [ANNA, BERT])).toEqual([1, 1]);
	});
});

describe('Not Again Within', () => {
	const safety = { notAgainWithin: 24 };
	const parameters = { safety };

	test.each([true, false])(
		'somebody who is on the list three times is called once, also when VideoSDK lists the call: %s',
		async (listTrunkCalls) => {
			sandbox().changeSettings({ listTrunkCalls });
			const { items } = await call({ to: [ANNA, ANNA, BERT, ANNA], parameters });
			expect(ringsOfEach(sandbox(), [ANNA, BERT])).toEqual([1, 1]);
			expect(codes(items)).toEqual([undefined, 'calledLately', undefined, 'calledLately']);
			expect(items[1].json).toMatchObject({
				outcome: 'skipped',
				lastCallAt: expect.stringMatching(/Z$/),
			});
		},
	);

	test('somebody who is called into two rooms at the same moment is called once', async () => {
		const meetingId = { __rl: true, mode: 'id', value: '={{ "room-" + $itemIndex }}' };
		await call({ to: [ANNA, ANNA, ANNA, ANNA], parameters: { safety, meetingId } });
		expect(sandbox().rings()).toEqual({ [ANNA]: 1 });
	});

	test('a loop does not call the same person again, and neither does an agent', async () => {
		sandbox().changeSettings({ listTrunkCalls: false });
		await call({ to: [ANNA], parameters, timesRun: 3 });
		expect(sandbox().ringsOf(ANNA)).toBe(1);
		const answers = await engine().runAsTool({
			calls: [
				[
					{ to: BERT, attempt: '1' },
					{ to: BERT, attempt: '2' },
				],
				[{ to: BERT, attempt: '3' }],
			],
			through: 'invoke',
			credential: credential(),
			parameters: {
				to: "={{ $fromAI('to', 'Whom to call', 'string') }}",
				displayName: 'John Doe',
				meetingId: 'abcd-efgh-ijkl',
				trunkId: 'trunk_987654321',
				safety,
				options: { deduplicationKey: "={{ $fromAI('attempt', 'Which call', 'string', '') }}" },
			},
		});
		expect(JSON.stringify(answers)).toContain('less than 24 hours ago');
		expect(sandbox().ringsOf(BERT)).toBe(1);
	});

	test('a call that VideoSDK refused does not count', async () => {
		failOnce(ANNA, { kind: 'status', status: 400 });
		const settings = { onError: 'continueRegularOutput' } as const;
		await call({ to: [ANNA, ANNA], parameters, settings });
		expect(sandbox().ringsOf(ANNA)).toBe(1);
		expect(placing()).toHaveLength(2);
	});

	test('Retry gives each item its first answer, and still calls nobody twice', async () => {
		failOnce(BERT, { kind: 'status', status: 400 });
		const to = [ANNA, BERT, ANNA];
		const first = await call({ to, parameters });
		expect(first.status).toBe('error');
		const retry = await call({ to, parameters, retryOf: first.data });
		expect(retry.items.map(({ json }) => json.message ?? json.code)).toEqual([
			'Success',
			'Success',
			'calledLately',
		]);
		expect(ringsOfEach(sandbox(), [ANNA, BERT])).toEqual([1, 1]);
	});

	/** A page of the call list, as VideoSDK might answer it: without any `pageInfo`. */
	const answerList = (...calls: object[]) =>
		sandbox().addFault({ on: LIST, fault: { kind: 'status', status: 200, body: { data: calls } } });

	test('a full page that does not tell of another one is not taken for the last', async () => {
		const someCall = (to: string, index: number) => ({
			id: `call-${index}`,
			to,
			start: new Date(),
		});
		answerList(...Array.from({ length: 100 }, (_, index) => someCall(`+47911${index}`, index)));
		answerList(someCall(ANNA, 120));
		const { items } = await call({ to: [ANNA, BERT], parameters });
		expect(codes(items)).toEqual(['calledLately', undefined]);
		expect(ringsOfEach(sandbox(), [ANNA, BERT])).toEqual([0, 1]);
	});

	test.each([{}, { start: null }, { start: 'yesterday' }, { start: 0 }])(
		'a call of which the list does not tell when it was counts: %j',
		async (when) => {
			answerList({ id: 'call-1', to: ANNA, ...when });
			const { items } = await call({ to: [ANNA, BERT], parameters });
			expect(items[0].json).toMatchObject({
				code: 'calledLately',
				reason: expect.stringContaining('at a time that VideoSDK does not tell'),
			});
			expect(ringsOfEach(sandbox(), [ANNA, BERT])).toEqual([0, 1]);
		},
	);

	test('somebody whom another workflow calls while a long list is being called is not called again', async () => {
		setDate('2026-03-11T12:00:00Z');
		sandbox().reset();
		failOnce(ANNA, { kind: 'stall', seconds: 1, placed: true });
		const order = { to: [ANNA, BERT, CARLA], parameters, options: { maxCallsAtOnce: 1 } };
		const running = start(order);
		await expect.poll(() => placing().length, { interval: 5 }).toBeGreaterThan(0);
		const gateway = { callThrough: 'gateway', from: '' };
		const gatewayId = { __rl: true, mode: 'id', value: SEED_GATEWAY_ID };
		await call({ to: [BERT], parameters: { ...gateway, gatewayId } });
		setDate('2026-03-11T12:01:01Z');
		const { items } = await running.finished;
		expect(codes(items)).toEqual([undefined, 'calledLately', undefined]);
		expect(ringsOfEach(sandbox(), [ANNA, BERT, CARLA])).toEqual([1, 1, 1]);
		expect(listed()).toHaveLength(2);
	});

	test('a list of 30 people is read with one request', async () => {
		const to = numbers(30);
		await call({ to, parameters });
		expect(ringsOfEach(sandbox(), to)).toEqual(to.map(() => 1));
		expect(listed()).toHaveLength(1);
	});
});
