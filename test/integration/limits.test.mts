import { describe, expect, test } from 'vitest';
import { numbers, ringsOfEach, useCallingWorkflow } from '../support/callingWorkflow.mts';

const { engine, call, sandbox, credential, failOnce } = useCallingWorkflow();

const [ANNA, BERT, CARLA] = numbers(3);

describe('a limit that an expression leaves empty or unreadable lets nobody be called', () => {
	const EMPTY = ['={{ null }}', '={{ undefined }}', '={{ $json.missing }}', ''];
	const UNREADABLE = ['={{ { hours: 1 } }}', '={{ [] }}', '={{ true }}', '={{ NaN }}', '={{ -1 }}'];
	const inSafety = (name: string) => (value: string) => ({
		parameters: { safety: { [name]: value } },
	});
	const inOptions = (name: string) => (value: string) => ({ options: { [name]: value } });
	const limits = [
		['Not Again Within', inSafety('notAgainWithin')],
		['Maximum Calls per Run', inSafety('mostCalls')],
		['Calls at Once', inOptions('maxCallsAtOnce')],
		['Calls per Second', inOptions('callsPerSecond')],
	] as const;

	test.each(limits)('%s', async (name, withValue) => {
		for (const value of [...EMPTY, ...UNREADABLE, '24 hours', '24h', 'two']) {
			const { status, error } = await call({ to: [ANNA], ...withValue(value) });
			expect([value, status]).toEqual([value, 'error']);
			expect(error?.message).toContain(`"${name}" is `);
			expect(error?.context).toMatchObject({ details: { code: 'invalidInput' } });
			expect(error?.description).toContain('No phone has rung for it');
		}
		expect(sandbox().journal()).toEqual([]);
	});

	test('Deduplication Key', async () => {
		const unreadable = UNREADABLE.filter((value) => value !== '={{ -1 }}');
		for (const value of [...EMPTY, '  ', ...unreadable]) {
			const options = { deduplicationKey: value };
			const { status, error } = await call({ to: [ANNA, ANNA], options });
			expect([value, status]).toEqual([value, 'error']);
			expect(error?.message).toContain('"Deduplication Key" is ');
			expect(error?.context).toMatchObject({ details: { code: 'invalidInput' } });
		}
		expect(sandbox().journal()).toEqual([]);
	});

	test('of one item: the others are called where the workflow goes on with errors', async () => {
		const options = { deduplicationKey: '={{ $itemIndex === 1 ? "" : $json.to }}' };
		const settings = { onError: 'continueRegularOutput' } as const;
		const { items } = await call({ to: [ANNA, BERT, CARLA], options, settings });
		expect(items[1].json).toMatchObject({
			error: '"Deduplication Key" is empty',
			details: { code: 'invalidInput', hint: expect.stringContaining('or remove the option') },
		});
		expect(ringsOfEach(sandbox(), [ANNA, BERT, CARLA])).toEqual([1, 0, 1]);
	});

	test('a key that is empty on Retry takes the answer of nobody who was called', async () => {
		failOnce(BERT, { kind: 'status', status: 400 });
		const to = [ANNA, BERT];
		const first = await call({ to, options: { deduplicationKey: '={{ $json.to }}' } });
		const options = { deduplicationKey: '={{ $itemIndex === 0 ? "" : $json.to }}' };
		const retry = await call({ to, options, retryOf: first.data });
		expect(retry.items.map(({ json }) => json.message)).toEqual(['Success', 'Success']);
		expect(ringsOfEach(sandbox(), to)).toEqual([1, 1]);
	});
});

test('limits that an expression gives as text are limits', async () => {
	const order = {
		parameters: { safety: { mostCalls: '={{ "2" }}', notAgainWithin: ' 0.5 ' } },
		options: {
			maxCallsAtOnce: '3',
			callsPerSecond: '={{ "50" }}',
			deduplicationKey: '={{ $itemIndex }}',
		},
	};
	const { items } = await call({ to: [ANNA, BERT, CARLA], ...order });
	expect(items[2].json).toMatchObject({ code: 'mostCalls' });
	expect(ringsOfEach(sandbox(), [ANNA, BERT, CARLA])).toEqual([1, 1, 0]);
	const again = await call({ to: [ANNA], parameters: order.parameters });
	expect(again.items[0].json).toMatchObject({ code: 'calledLately' });
});

describe('Maximum Calls per Run', () => {
	const SIX = numbers(6);
	const ask = async (through: 'invoke' | 'engine', calls: object[][], safety: object) =>
		await engine().runAsTool({
			calls: calls as never,
			through,
			credential: credential(),
			parameters: {
				to: "={{ $fromAI('to', 'Whom to call', 'string') }}",
				displayName: 'John Doe',
				meetingId: 'abcd-efgh-ijkl',
				trunkId: 'trunk_987654321',
				safety: safety as never,
				options: {},
			},
		});
	const asked = (to: string[]) => to.map((number) => ({ to: number }));
	const rung = () => Object.keys(sandbox().rings()).length;

	test.each(['invoke', 'engine'] as const)(
		'an agent that calls six people at the same moment, through %s, calls as many as it may',
		async (through) => {
			const told = await ask(through, [asked(SIX)], { mostCalls: 1 });
			expect(rung()).toBe(1);
			expect(JSON.stringify(told)).toContain('this node may place one call in one execution');
			sandbox().reset();
			await ask(through, [asked(SIX.slice(0, 4)), asked(SIX)], { mostCalls: 5 });
			expect(rung()).toBe(5);
		},
	);

	test.each(['invoke', 'engine'] as const)(
		'the same call asked for twice at the same moment, through %s, is one call',
		async (through) => {
			await ask(through, [asked([ANNA, ANNA]), asked([BERT, CARLA])], { mostCalls: 2 });
			expect(sandbox().ringsOf(ANNA)).toBe(1);
			expect(rung()).toBe(2);
		},
	);

	test('a call that was refused leaves its place to the next one', async () => {
		failOnce(ANNA, { kind: 'status', status: 400 });
		await ask('invoke', [asked([ANNA]), asked([BERT]), asked([CARLA])], { mostCalls: 1 });
		expect(ringsOfEach(sandbox(), [ANNA, BERT, CARLA])).toEqual([0, 1, 0]);
	});

	test('items with the same Deduplication Key are one call', async () => {
		const safety = { mostCalls: 2 };
		const options = { deduplicationKey: '={{ $json.to }}' };
		await call({ to: [ANNA, ANNA, BERT, CARLA], parameters: { safety }, options });
		expect(ringsOfEach(sandbox(), [ANNA, BERT, CARLA])).toEqual([1, 1, 0]);
	});
});

describe('an error tells of the others no more than what became of them', () => {
	test('who was skipped or deferred does not count as placed', async () => {
		failOnce(CARLA, { kind: 'status', status: 400 });
		const to = [...numbers(5), '+4782012345'];
		const safety = { whenNotAllowed: 'skip', doNotCall: ANNA };
		const { error } = await call({ to, parameters: { safety } });
		expect(error?.message).toMatch(/^Item 3 of 6: /);
		expect(error?.description).toContain(
			'3 other items were placed: a retry of this execution keeps their answers and does not dial them again. 2 other items were not called (skipped or deferred).',
		);
		const { placed } = error?.context as { placed: Array<{ item: number }> };
		expect(placed.map(({ item }) => item)).toEqual([1, 3, 4]);
		expect(ringsOfEach(sandbox(), to)).toEqual([0, 1, 0, 1, 1, 0]);
	});

	test('neither does who was kept back when it was their turn, or whose key was used before', async () => {
		await call({ to: [ANNA], options: { deduplicationKey: 'used' } });
		failOnce(CARLA, { kind: 'status', status: 400 });
		const options = { deduplicationKey: '={{ $itemIndex === 0 ? "used" : $itemIndex }}' };
		const { error } = await call({ to: [ANNA, CARLA], options });
		expect(error?.description).not.toContain('placed:');
		expect(error?.description).toContain('1 other item was not called (skipped or deferred).');
		expect(error?.context).toMatchObject({ placed: [] });
		expect(ringsOfEach(sandbox(), [ANNA, CARLA])).toEqual([1, 0]);
	});
});
