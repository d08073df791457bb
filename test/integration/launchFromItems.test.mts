import { describe, expect, test } from 'vitest';
import { origins } from '../support/callingWorkflow.mts';
import { LAUNCH, people, useLaunchingWorkflow } from '../support/launchingWorkflow.mts';

const { launch, call, launches, sandbox, finishBatches, requests, engine, credential } =
	useLaunchingWorkflow();

test('everybody on the list is in one batch, which VideoSDK calls by itself', async () => {
	const items = people(101, 102, 103);
	const run = await launch({ items });
	expect(run.error).toBeUndefined();
	expect(origins(run)).toEqual([0, 1, 2]);
	const [{ batchId }] = sandbox().batches();
	expect(run.items.map(({ json }) => json)).toEqual(
		items.map(({ to, id }) => ({
			...{ to, outcome: 'launched', reason: null },
			rowKey: id,
			batchId,
			batchName: 'May reminders',
			batchStatus: 'running',
		})),
	);
	finishBatches();
	expect(sandbox().rings()).toEqual(Object.fromEntries(items.map(({ to }) => [to, 1])));
	expect(launches()).toBe(1);
});

test('the file has the number, the key and the variables of each row', async () => {
	await launch({
		items: people(101, 102).map((item, index) => ({ ...item, name: ['Ann', 'Bob'][index] })),
		parameters: {
			agentVariables: { variable: [{ name: 'first_name', value: '={{ $json.name }}' }] },
		},
	});
	expect(sandbox().uploads()).toEqual([
		'phoneNumber,n8nRowKey,first_name\r\n+12025550101,person-101,Ann\r\n+12025550102,person-102,Bob\r\n',
	]);
});

test('the token goes to VideoSDK alone, and not to the place for the file', async () => {
	await launch({ items: people(101) });
	const [put] = requests('PUT', /./);
	expect(put.headers).not.toHaveProperty('authorization');
	expect(launches()).toBe(1);
});

test('who may not be called is in no file, and comes out with the reason, in order', async () => {
	const items = [
		...people(101),
		{ to: '+4790000001', id: 'norwegian' },
		...people(102),
		{ to: '911', id: 'emergency' },
		{ to: '+19005550100', id: 'premium' },
		{ to: '+12025550199', id: 'listed' },
	];
	const run = await launch({
		items,
		safety: {
			allowedCountries: ['US'],
			doNotCall: '+1 202 555 0199',
			whenNotAllowed: 'skip',
			defaultCountry: 'US',
		},
	});
	expect(run.error).toBeUndefined();
	expect(run.items.map(({ json }) => [json.rowKey, json.outcome, json.code])).toEqual([
		['person-101', 'launched', undefined],
		['norwegian', 'skipped', expect.any(String)],
		['person-102', 'launched', undefined],
		['emergency', 'skipped', expect.any(String)],
		['premium', 'skipped', expect.any(String)],
		['listed', 'skipped', 'doNotCall'],
	]);
	expect(origins(run)).toEqual([0, 1, 2, 3, 4, 5]);
	const [file] = sandbox().uploads();
	for (const refused of ['9000000', '911', '9005550100', '0199'])
		expect(file).not.toContain(refused);
	finishBatches();
	expect(Object.keys(sandbox().rings()).sort()).toEqual(['+12025550101', '+12025550102']);
});

test('names with commas, quotes, line breaks, right-to-left text and formulas come to VideoSDK as texts', async () => {
	const names = ['Smith, Ann', 'the "big" one', 'two\r\nlines', 'שלום, עולם', '=cmd|calc', '-5'];
	const run = await launch({
		items: names.map((name, index) => ({ ...people(index)[0], name })),
		parameters: {
			agentVariables: { variable: [{ name: 'name', value: '={{ $json.name }}' }] },
		},
	});
	expect(run.error).toBeUndefined();
	const [{ records }] = sandbox().batches();
	expect(records.map(({ metadata }) => metadata.name)).toEqual(
		names.map((name) => (name === '=cmd|calc' ? `'${name}` : name)),
	);
	expect(records.map(({ metadata }) => metadata.n8nRowKey)).toEqual(
		names.map((_, index) => `person-${index}`),
	);
});

describe('the rules are those of single calls', () => {
	const numbers = [
		...['+1 (202) 555-0100', '202-555-0101', '001 202 555 0102', '+47 900 00 001'],
		...['112', '911', '+1 911', '+44 9098 790000', '+870 773 111 632', '+1 900 555 0100'],
		...['0800 123', 'sip:bob@example.com', '+1 202 555', '12025550103', 'Ann', ''],
	];
	const safety = {
		...{ allowedCountries: ['US', 'GB'], defaultCountry: 'US', doNotCall: '+12025550101' },
		whenNotAllowed: 'skip',
	};
	const settings = { onError: 'continueRegularOutput' } as const;

	test('the same numbers are called, skipped and refused, for the same reasons', async () => {
		const items = numbers.map((to, index) => ({ to, id: `row-${index}` }));
		const single = await call({
			to: numbers,
			settings,
			parameters: {
				callThrough: 'gateway',
				gatewayId: { __rl: true, mode: 'id', value: 'gw_out_01' },
				from: '',
				safety,
			},
		});
		const rung = Object.keys(sandbox().rings()).sort();
		sandbox().reset();
		const batch = await launch({ items, safety, settings });
		const told = ({ json }: { json: Record<string, unknown> }) => [
			json.outcome === 'placed' ? 'launched' : json.outcome,
			json.code ?? (json.details as { code?: unknown } | undefined)?.code,
		];
		expect(batch.items.map(told)).toEqual(single.items.map(told));
		finishBatches();
		expect(Object.keys(sandbox().rings()).sort()).toEqual(rung);
		expect(rung.length).toBeGreaterThan(2);
		const [{ records }] = sandbox().batches();
		expect(records.map(({ phoneNumber }) => phoneNumber).sort()).toEqual(rung);
	});

	test('one that is not allowed keeps everything from being uploaded, unless it is to be skipped', async () => {
		const run = await launch({ items: [...people(100), { to: '112', id: 'x' }] });
		expect(run.error?.message).toMatch(/^Item 2 of 2: "To" must not be called: /);
		expect(sandbox().journal()).toEqual([]);
	});

	test('Not Again Within: who was called lately is in no file, and nobody is twice in a list', async () => {
		sandbox().addCalls({ via: 'gateway', to: '+12025550100' } as never);
		const [ann, bob] = people(100, 101);
		const run = await launch({
			items: [ann, bob, { ...bob, id: 'bob again' }],
			safety: { notAgainWithin: 24 },
		});
		expect(run.items.map(({ json }) => [json.outcome, json.code])).toEqual([
			['skipped', 'calledLately'],
			['launched', undefined],
			['skipped', 'calledLately'],
		]);
		expect(run.items[2].json.reason).toContain('that of item 2 as well');
		finishBatches();
		expect(sandbox().ringsOf(bob.to)).toBe(1);
	});

	test('Maximum Calls per Run counts rows, also those of the rounds of a loop before', async () => {
		const run = await launch({
			items: people(100, 101),
			timesRun: 2,
			safety: { mostCalls: 3 },
		});
		expect(run.items.map(({ json }) => json.outcome)).toEqual(['launched', 'skipped']);
		finishBatches();
		expect(Object.values(sandbox().rings())).toEqual([2, 1]);
	});
});

describe('what cannot be launched is said before anything is uploaded', () => {
	const someone = people(100);
	test.each<[string, Record<string, unknown>, Record<string, unknown>]>([
		['"Batch Name" is empty', { batchName: '={{ "" }}' }, {}],
		['"Caller ID" is empty', { phoneNumberId: { __rl: true, mode: 'id', value: '={{ "" }}' } }, {}],
		[
			'"Routing Rule" is empty',
			{ routingRuleId: { __rl: true, mode: 'id', value: '={{ "" }}' } },
			{},
		],
		['"Start At" is empty', { launchWhen: 'scheduled', startAt: '={{ "" }}' }, {}],
		['it is over', { launchWhen: 'scheduled', startAt: '2020-01-01T10:00:00Z' }, {}],
		[
			'not a time zone',
			{ launchWhen: 'scheduled', startAt: '2099-01-01T10:00:00Z', batchTimeZone: 'CET?' },
			{},
		],
		[
			'must be a time such as 09:00',
			{ launchWhen: 'scheduled', startAt: '2099-01-01T10:00:00Z' },
			{ allowedHours: { hours: { from: '25:00', until: '18:00' } } },
		],
		['"Deduplication Key" is empty', {}, { deduplicationKey: '' }],
		['"Retry" is empty', {}, { batchRetry: { retry: { retryOn: [], maxAttempts: 2 } } }],
		[
			'takes such a name for a formula',
			{ agentVariables: { variable: [{ name: '@a', value: 'b' }] } },
			{},
		],
		[
			'the node has its own column',
			{ agentVariables: { variable: [{ name: 'n8nRowKey', value: 'b' }] } },
			{},
		],
		[
			'the node has its own column',
			{ agentVariables: { variable: [{ name: 'Phone Number', value: '+12025550109' }] } },
			{},
		],
	])('%s', async (message, parameters, options) => {
		const run = await launch({ items: someone, parameters: parameters as never, options });
		expect(run.error?.message).toContain(message);
		expect(run.error?.context).toMatchObject({ details: { callMayExist: false } });
		expect(sandbox().journal()).toEqual([]);
	});

	test('two items with one Row Key', async () => {
		const run = await launch({ items: [...someone, ...someone] });
		expect(run.error?.message).toContain('"Row Key" is "person-100": item 1 has the same');
		expect(sandbox().journal()).toEqual([]);
	});

	test('two items with two routing rules', async () => {
		const run = await launch({
			items: people(100, 101),
			parameters: { routingRuleId: { __rl: true, mode: 'id', value: '=rr_{{ $itemIndex }}' } },
		});
		expect(run.error?.message).toContain('Item 2 of 2: "Routing Rule" cannot be used');
		expect(sandbox().journal()).toEqual([]);
	});
});

test('a launch at a time waits for it, keeps to hours and days, and calls again whom it did not reach', async () => {
	const never = '+12025550102';
	const tomorrow = new Date(sandbox().clock.now() + 24 * 3_600_000);
	const run = await launch({
		items: [{ to: never, id: 'never answers' }],
		parameters: {
			launchWhen: 'scheduled',
			startAt: tomorrow.toISOString(),
			batchTimeZone: 'UTC',
		},
		options: {
			batchRetry: { retry: { retryOn: ['not-answered'], maxAttempts: 2 } },
			allowedHours: { hours: { from: '00:00', until: '23:59' } },
		},
	});
	expect(run.items[0].json).toMatchObject({ outcome: 'launched', batchStatus: 'scheduled' });
	expect(sandbox().ringsOf(never)).toBe(0);
	sandbox().clock.advance(48 * 3_600_000);
	expect(sandbox().ringsOf(never)).toBe(2);
});

test('numbers are masked in what comes out, and whole in what VideoSDK gets', async () => {
	const [ann] = people(100);
	const run = await launch({
		items: [{ ...ann, id: ann.to }],
		options: { maskNumbers: true },
	});
	expect(JSON.stringify(run.items[0].json)).not.toContain('2025550');
	expect(sandbox().batches()[0].records[0].phoneNumber).toBe(ann.to);
});

test('the item that came in comes out beside what became of it', async () => {
	const run = await launch({
		items: [{ ...people(100)[0], company: 'Acme' }],
		options: { includeInputFields: true },
	});
	expect(run.items[0].json).toMatchObject({ company: 'Acme', outcome: 'launched' });
});

test('an AI agent has no list of people: it is told so, and nobody is called', async () => {
	const [told] = await engine().runAsTool({
		credential: credential(),
		parameters: { ...LAUNCH, to: '+12025550100', rowKey: '' },
		calls: [[{}]],
	});
	expect(JSON.stringify(told)).toContain('cannot launch a batch');
	expect(sandbox().journal()).toEqual([]);
});
