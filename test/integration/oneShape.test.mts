import type { IDataObject } from 'n8n-workflow';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { SEED_GATEWAY_ID } from '../../sandbox/index.mts';
import { THROUGH_TRUNK, useCallingWorkflow } from '../support/callingWorkflow.mts';
import { loadParkedEngine, type ParkedExecution } from '../support/parkedEngine.mts';
import type { RunOrder } from '../support/workflowEngine.mts';

const { engine, sandbox, credential } = useCallingWorkflow();

const BUSY = '+12025550101';
const NEVER_ANSWERS = '+12025550102';
const ANSWERS = '+12025550103';
const FAILS = '+12025550104';
const ABANDONED = '+12025550106';
const REFUSED = '+12025550140';
const ANSWER_LOST = '+12025550150';
const NORWAY = '+4790000001';
const NO_NUMBER = 'nobody knows';
const TALKS_ON = '+12025550100';

const GATEWAY = {
	callThrough: 'gateway',
	gatewayId: { __rl: true, mode: 'id', value: SEED_GATEWAY_ID },
	from: '',
	to: '={{ $json.phone }}',
	putInto: 'newMeeting',
	waitFor: 'end',
	waitLimit: `={{ $json.phone === '${TALKS_ON}' ? 1 : 90 }}`,
};
const TRUNK = { ...GATEWAY, ...THROUGH_TRUNK, to: GATEWAY.to, putInto: 'newMeeting' };

/** Everything that can become of an item, and whom to call for it. */
const ENDS: Record<string, string> = {
	[ANSWERS]: 'answered',
	[NEVER_ANSWERS]: 'notAnswered',
	[BUSY]: 'rejected',
	[FAILS]: 'failed',
	[ABANDONED]: 'abandoned',
	[TALKS_ON]: 'timedOut',
	[REFUSED]: 'failed',
	[ANSWER_LOST]: 'unknown',
	[NO_NUMBER]: 'failed',
	[NORWAY]: 'skipped',
};
const ALL = Object.keys(ENDS);

const CLOSED = {
	window: { days: ['sunday'], from: '03:00', until: '03:01', timeZone: 'UTC' },
};

interface Order {
	phones?: readonly string[];
	parameters?: IDataObject;
	options?: IDataObject;
	settings?: RunOrder['settings'];
}

function orderOf({ phones = ALL, parameters = {}, options = {}, settings }: Order): RunOrder {
	const safety = { allowedCountries: 'US', whenNotAllowed: 'skip' };
	return {
		credential: credential(),
		items: phones.map((phone, index) => ({ phone, status: 'a lead', crmId: `lead ${index}` })),
		settings: settings ?? { onError: 'continueRegularOutput' },
		parameters: {
			...GATEWAY,
			safety,
			...parameters,
			options: { maxCallsAtOnce: 20, ...options },
		} as RunOrder['parameters'],
	};
}

async function call(order: Order): Promise<IDataObject[]> {
	sandbox().clock.setSpeed(20);
	const { items } = await engine().run(orderOf(order)).finished;
	return items.map(({ json }) => json);
}

const beginning = (json: IDataObject) => Object.keys(json).slice(0, 3);
const ALWAYS = ['to', 'outcome', 'reason'];

describe.each([
	['a gateway', GATEWAY],
	['a trunk', TRUNK],
])('through %s', (_what, way) => {
	test.each([[false], [true]])(
		'every item begins with to, outcome and reason, whatever became of the call (Include Input Fields: %s)',
		async (includeInputFields) => {
			const told = await call({ parameters: way, options: { includeInputFields } });
			expect(told.map(beginning)).toEqual(ALL.map(() => ALWAYS));
			expect(told.map(({ outcome }) => outcome)).toEqual(Object.values(ENDS));
			expect(told.map(({ to }) => to)).toEqual(ALL);
			const hasReason = told.filter(({ reason }) => reason !== null).map(({ to }) => to);
			const withoutCall = [REFUSED, ANSWER_LOST, NO_NUMBER, NORWAY];
			expect(hasReason).toEqual(expect.arrayContaining([TALKS_ON, ...withoutCall]));
			expect(told[0].reason).toBeNull();
		},
	);

	test('a call that nobody waits for is "placed", whatever VideoSDK has said of it so far', async () => {
		sandbox().addFault({
			on: { to: BUSY },
			fault: { kind: 'reset', placed: true },
		});
		const told = await call({
			phones: [ANSWERS, BUSY],
			parameters: { ...way, waitFor: 'nothing' },
		});
		expect(told.map(beginning)).toEqual([ALWAYS, ALWAYS]);
		expect(told).toMatchObject([
			{ to: ANSWERS, outcome: 'placed', reason: null },
			{ to: BUSY, outcome: 'placed', reason: null, adopted: true },
		]);
		expect(sandbox().rings()).toEqual({ [ANSWERS]: 1, [BUSY]: 1 });
	});

	test('a deferred item begins so, too, and keeps what came in', async () => {
		const safety = { callingWindow: CLOSED };
		const [told] = await call({ phones: [ANSWERS], parameters: { ...way, safety } });
		expect(beginning(told)).toEqual(ALWAYS);
		expect(told).toMatchObject({ to: ANSWERS, outcome: 'deferred', crmId: 'lead 0' });
		expect(told.reason).toContain('outside the calling hours');
	});

	test('with Details the same item says more: by what the call went, how it was waited for, and its steps', async () => {
		const [plain] = await call({ phones: [ANSWERS], parameters: way });
		const [told] = await call({ phones: [ANSWERS], parameters: way, options: { details: true } });
		const more = Object.keys(told).filter((name) => !(name in plain));
		expect(more.sort()).toEqual(
			[
				...(way === GATEWAY ? ['gatewayId', 'metadata'] : []),
				...['timeline', 'timedOut', 'waitedBy'],
			].sort(),
		);
		expect(Object.keys(told).filter((name) => name in plain)).toEqual(Object.keys(plain));
	});
});

test('of a trunk, "Success" never stands beside a call that came to nothing without saying of what it speaks', async () => {
	const told = await call({ parameters: TRUNK });
	const successes = told.filter(({ message }) => message === 'Success');
	expect(successes).toHaveLength(6);
	for (const { outcome, reason } of successes) {
		if (outcome === 'answered') expect(reason).toBeNull();
		else expect(reason).toContain('message say that VideoSDK accepted the call');
	}
});

test('on the error output the details begin so', async () => {
	const order = orderOf({
		phones: [REFUSED],
		settings: { onError: 'continueErrorOutput' },
	});
	const { errorItems } = await engine().run(order).finished;
	if (engine().version.startsWith('1.')) return;
	expect(beginning(errorItems[0].json.details as IDataObject)).toEqual(ALWAYS);
});

test('a reason that came in stays where the call has none to tell, and counts for the node’s nowhere', async () => {
	const order = orderOf({
		phones: [ANSWERS, NORWAY],
		options: { includeInputFields: true },
	});
	const items = order.items.map((item) => ({ ...item, reason: 'the invoice' }));
	sandbox().clock.setSpeed(20);
	const run = await engine().run({ ...order, items }).finished;
	const [answered, skipped] = run.items.map(({ json }) => json);
	expect(answered).toMatchObject({ outcome: 'answered', reason: 'the invoice', status: 'ended' });
	expect(skipped.reason).toContain('Norway');
});

test('the user’s own metadata comes out with the call, the key of the node with Details alone', async () => {
	const options = { metadata: { entry: [{ key: 'campaign', value: 'spring' }] } };
	const [plain] = await call({ phones: [ANSWERS], options });
	const [told] = await call({ phones: [ANSWERS], options: { ...options, details: true } });
	expect(plain.metadata).toEqual({ campaign: 'spring' });
	expect(told.metadata).toEqual({ campaign: 'spring', n8nCorrelationKey: expect.any(String) });
});

describe('other operations on calls', () => {
	/** A call that goes on, and what an operation says of it. */
	async function ofCall(operation: string, parameters: IDataObject = {}) {
		await call({ phones: [TALKS_ON], parameters: { waitFor: 'answer' } });
		const [{ callId }] = sandbox().calls();
		const { items, error } = await engine().run({
			credential: credential(),
			items: [{}],
			parameters: { resource: 'call', operation, callId, ...parameters } as never,
		}).finished;
		expect(error).toBeUndefined();
		return items.map(({ json }) => json);
	}

	test.each([
		['get', {}],
		['getAll', { returnAll: true }],
		['end', {}],
		['transfer', { transferTo: ANSWERS }],
	])('%s tells of a call in the same order', async (operation, parameters) => {
		const told = await ofCall(operation, parameters);
		expect(told.map(beginning)).toEqual([ALWAYS]);
		expect(told).toMatchObject([{ to: TALKS_ON }]);
	});

	test('a call that is listed is one row: no field of it holds a list or another object', async () => {
		const [json] = await ofCall('getAll', { returnAll: true });
		const isNested = (value: unknown) => typeof value === 'object' && value !== null;
		expect(Object.values(json).filter(isNested)).toEqual([]);
		const [told] = await ofCall('getAll', { returnAll: true, options: { details: true } });
		expect(told).toMatchObject({ timeline: expect.any(Array), gatewayId: SEED_GATEWAY_ID });
	});
});

describe('an execution that is parked', () => {
	let parkedEngine: Awaited<ReturnType<typeof loadParkedEngine>>;
	beforeAll(async () => void (parkedEngine = await loadParkedEngine()));
	let opened: ParkedExecution | undefined;
	afterEach(async () => await opened?.close());

	test.each([
		['a gateway', GATEWAY],
		['a trunk', TRUNK],
	])(
		'through %s, begins each item so when it goes on, and at its limit as well',
		async (_w, way) => {
			const order = orderOf({
				parameters: { ...way, waitHow: 'park' },
				options: { includeInputFields: true },
			});
			sandbox().clock.freeze();
			const execution = await parkedEngine.open({
				...{ parameters: order.parameters, credential: credential() },
			});
			opened = execution;
			const webhookWaitingBaseUrl = new URL('/webhook-waiting', execution.resumeUrl).href;
			const running = engine().run({ ...order, executionId: '1', webhookWaitingBaseUrl });
			const { data } = await running.finished;
			const atLimit = data.executionData?.nodeExecutionStack[0].data.main[0] ?? [];
			expect(atLimit.map(({ json }) => beginning(json))).toEqual(ALL.map(() => ALWAYS));
			execution.save(data);
			sandbox().clock.setSpeed(20);
			await expect.poll(() => execution.items()).toBeDefined();
			const told = (execution.items() ?? []).map(({ json }) => json);
			expect(told.map(beginning)).toEqual(ALL.map(() => ALWAYS));
			expect(told.map(({ outcome }) => outcome)).toEqual(Object.values(ENDS));
			expect(told[0]).toMatchObject({ to: ANSWERS, crmId: 'lead 0' });
		},
	);
});
