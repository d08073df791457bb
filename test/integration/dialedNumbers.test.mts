import { describe, expect, test } from 'vitest';
import { numbers, THROUGH_TRUNK, useCallingWorkflow } from '../support/callingWorkflow.mts';
import { textsThatTell } from '../support/readableNumber.mts';
import type { FinishedRun, ToolAnswer } from '../support/workflowEngine.mts';

const { engine, sandbox, credential, call } = useCallingWorkflow();

const [ANNA, BERT] = numbers(2);
const GERMAN = '+4915123456789';
/** No country gives it out, and somebody may have typed it all the same. */
const NOT_IN_USE = '+15552345678';

/** One call to whatever the expression gives. */
const callTo = async (
	to: unknown,
	safety: object = {},
	options: object = {},
): Promise<FinishedRun> =>
	await engine().run({
		credential: credential(),
		items: [{ to } as never],
		parameters: { ...THROUGH_TRUNK, safety, options } as never,
	}).finished;

describe('digits without + under a Default Country', () => {
	test.each(['4915123456789', 4915123456789, '49 151 23456789', ' 4915123456789'])(
		'%j under DE rings nobody, and both numbers that it may be are named',
		async (to) => {
			const { status, error } = await callTo(to, { defaultCountry: 'DE' });
			expect(status).toBe('error');
			expect(error?.message).toContain('+494915123456789 of Germany');
			expect(error?.message).toContain('+4915123456789 of Germany');
			expect(error?.context).toMatchObject({ details: { code: 'invalidInput' } });
			expect(sandbox().journal()).toEqual([]);
		},
	);

	test.each<[to: unknown, defaultCountry: string, number: string]>([
		['4915123456789', 'US', GERMAN],
		[4915123456789, 'NO', GERMAN],
		['015123456789', 'DE', GERMAN],
		['90000001', 'NO', ANNA],
		[4790000001, 'NO', ANNA],
		['(479) 555-0143', 'US', '+14795550143'],
	])('%j under %s rings %s once', async (to, defaultCountry, number) => {
		await callTo(to, { defaultCountry });
		expect(sandbox().rings()).toEqual({ [number]: 1 });
	});

	test('one such number in a list stops it before any phone rings', async () => {
		const safety = { defaultCountry: 'DE' };
		const { status } = await call({ to: [ANNA, '4915123456789'], parameters: { safety } });
		expect(status).toBe('error');
		expect(sandbox().journal()).toEqual([]);
	});

	test('with Mask Numbers neither reading can be read in what is told', async () => {
		const { error } = await callTo('84951234567', { defaultCountry: 'RU' }, { maskNumbers: true });
		expect(error?.message).toContain('with a + in front');
		const told = [error?.message, error?.description, error?.context];
		expect(textsThatTell(told, '+84951234567')).toEqual([]);
		expect(textsThatTell(told, '+74951234567')).toEqual([]);
	});
});

describe('what exports and spreadsheets make of a number', () => {
	test.each([
		'="+4790000001"',
		"'+47 900 00 001",
		'4790000001@s.whatsapp.net',
		'[Anna](tel:+4790000001)',
		'++47 900 00 001',
		'+47 900 00 001,',
	])('%s rings Anna once', async (to) => {
		const { items } = await callTo(to);
		expect(items[0].json).toMatchObject({
			safety: { numberGiven: to.trim(), numberDialed: ANNA },
		});
		expect(sandbox().rings()).toEqual({ [ANNA]: 1 });
	});

	test.each(['2.0255501E9', '1.20255501E10', '2,025,550,100', '2025550100.0'])(
		'%s has all of its digits, and rings the number once',
		async (to) => {
			await callTo(to, { defaultCountry: 'US' });
			expect(sandbox().rings()).toEqual({ '+12025550100': 1 });
		},
	);

	test.each(['1.20256E+10', '202-555-XX00', '+49 151 234...', '1-800-FLOWERS'])(
		'%s rings nobody',
		async (to) => {
			const { status } = await callTo(to, { defaultCountry: 'US' });
			expect(status).toBe('error');
			expect(sandbox().journal()).toEqual([]);
		},
	);
});

describe('what no phone can have', () => {
	test.each<[to: string, defaultCountry: string]>([
		['555-555-5555', 'US'],
		['000-000-0000', 'US'],
		['123-456-7890', 'US'],
		['0000000000', 'IN'],
		['+1 202 911 0143', 'US'],
	])('%s (Default Country %s) rings nobody', async (to, defaultCountry) => {
		const { status, error } = await callTo(to, { defaultCountry });
		expect(status).toBe('error');
		expect(error?.message).toContain(`"To" is "${to}"`);
		expect(sandbox().journal()).toEqual([]);
	});

	test('what is only not in the lists yet is dialed for a person', async () => {
		await callTo(NOT_IN_USE);
		expect(sandbox().rings()).toEqual({ [NOT_IN_USE]: 1 });
	});
});

describe('a list or an object', () => {
	test('the number that is marked as primary rings, and no other one', async () => {
		const { items } = await callTo([
			{ label: 'work', value: BERT, primary: false },
			{ label: 'mobile', value: '+47 900 00 001', primary: true },
		]);
		expect(items[0].json).toMatchObject({
			safety: { numberGiven: '+47 900 00 001', numberDialed: ANNA },
		});
		expect(sandbox().rings()).toEqual({ [ANNA]: 1 });
	});

	test('a single one rings, with all rules asked about it', async () => {
		await callTo({ phoneNumbers: [{ value: ANNA }] });
		expect(sandbox().rings()).toEqual({ [ANNA]: 1 });
		const { error } = await callTo([{ value: BERT }], { doNotCall: BERT });
		expect(error?.message).toContain('do-not-call');
		expect(sandbox().rings()).toEqual({ [ANNA]: 1 });
	});

	test('of several nobody rings, and the error says how to name one', async () => {
		const { status, error } = await callTo([{ value: ANNA }, { value: BERT }]);
		expect(status).toBe('error');
		expect(error?.message).toContain('it is a list with 2 phone numbers');
		expect(error?.message).toContain('{{ $json.phones[0].value }}');
		expect(sandbox().journal()).toEqual([]);
	});

	test('with Mask Numbers none of them can be read in the error', async () => {
		const { error } = await callTo([ANNA, BERT], {}, { maskNumbers: true });
		expect(error?.message).toContain('it is a list with 2 phone numbers');
		for (const number of [ANNA, BERT]) {
			expect(textsThatTell([error?.message, error?.description], number)).toEqual([]);
		}
	});

	test('a transfer goes to the one number in it, and with several to nobody', async () => {
		sandbox().clock.freeze();
		await call({ to: [ANNA] });
		sandbox().clock.advance(5_000);
		const transfer = async (transferTo: unknown) =>
			await engine().run({
				credential: credential(),
				items: [{ transferTo } as never],
				parameters: {
					...{ resource: 'call', operation: 'transfer', options: {} },
					...{ callId: sandbox().calls()[0].callId, waitForTransfer: false },
					transferTo: '={{ $json.transferTo }}',
				},
			}).finished;
		const several = await transfer([{ value: ANNA }, { value: BERT }]);
		expect(several.error?.message).toContain('"Transfer To" is "[');
		const { items } = await transfer([{ value: BERT, primary: true }]);
		expect(items[0].json).toMatchObject({ transferTo: BERT });
		const posts = sandbox()
			.journal()
			.filter(({ path }) => path.endsWith('/transfer'));
		expect(posts).toHaveLength(1);
	});
});

describe.each(['invoke', 'engine'] as const)(
	'an agent that calls its tool through %s',
	(through) => {
		const ask = async (to: string): Promise<ToolAnswer[]> =>
			await engine().runAsTool({
				calls: [[{ to }]],
				through,
				settings: {},
				credential: credential(),
				parameters: { ...THROUGH_TRUNK, to: "={{ $fromAI('to', 'Whom to call', 'string') }}" },
			});
		const problemOf = (told: ToolAnswer): string =>
			'error' in told ? told.error : String((told.answer as Array<{ error?: string }>)[0]?.error);

		test.each(['+15555555555', NOT_IN_USE, '+47 59000001'])(
			'%s rings nobody: the agent is to ask the person again, where the number may exist',
			async (to) => {
				const [told] = await ask(to);
				expect(problemOf(told)).toContain('No phone has rung');
				if (to !== '+15555555555') {
					expect(problemOf(told)).toContain('Ask the person to tell you the number again');
				}
				expect(sandbox().journal()).toEqual([]);
			},
		);

		test('a number in use rings once', async () => {
			await ask(ANNA);
			expect(sandbox().rings()).toEqual({ [ANNA]: 1 });
		});
	},
);
