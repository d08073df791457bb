import { describe, expect, test } from 'vitest';
import { SEED_GATEWAY_ID } from '../../sandbox/index.mts';
import {
	numbers,
	origins,
	ringsOfEach,
	THROUGH_TRUNK,
	useCallingWorkflow,
} from '../support/callingWorkflow.mts';
import { textsThatTell } from '../support/readableNumber.mts';
import type { FinishedRun } from '../support/workflowEngine.mts';

const { engine, sandbox, credential, call } = useCallingWorkflow();

const [ANNA, BERT, CARLA] = numbers(3);
const PREMIUM = '+4782012345';
const GERMANY = '+4915112345678';
const gateway = {
	callThrough: 'gateway',
	gatewayId: { __rl: true, mode: 'id', value: SEED_GATEWAY_ID },
	from: '',
};

describe('numbers in any usual spelling', () => {
	test('the item tells the number given and the number dialed', async () => {
		const safety = { defaultCountry: 'NO' };
		const { items } = await call({ to: ['900 00 001'], parameters: { safety } });
		expect(items[0].json).toMatchObject({
			message: 'Success',
			safety: { numberGiven: '900 00 001', numberDialed: ANNA, country: 'Norway' },
		});
		expect(sandbox().ringsOf(ANNA)).toBe(1);
	});

	test('an extension cannot be dialed, and the item says that it was left out', async () => {
		const { items } = await call({ to: [`${ANNA} ext. 12`] });
		expect(items[0].json.safety).toMatchObject({ numberDialed: ANNA, extensionNotDialed: '12' });
	});

	test('the same person spelled in two ways is one line: a repeated item does not ring it again', async () => {
		const safety = { defaultCountry: 'NO' };
		const options = { deduplicationKey: 'spelled-twice' };
		await call({ to: ['90000001', '+47 900 00 001'], parameters: { safety }, options });
		expect(sandbox().rings()).toEqual({ [ANNA]: 1 });
	});
});

describe('whom a call may go to', () => {
	test.each([
		['a premium-rate number', {}, PREMIUM, 'premium-rate'],
		['an emergency number', {}, '112', 'emergency'],
		['an emergency number with a country code', {}, '+1 911', 'emergency'],
		['a satellite phone', {}, '+870 773 111 632', 'satellite'],
		['a country that is not allowed', { allowedCountries: ['NO'] }, GERMANY, 'Germany'],
		['a prefix that is not allowed', { allowedPrefixes: '+479' }, GERMANY, 'Germany'],
		['the do-not-call list', { doNotCall: `${BERT}\n0047 900-00-001` }, ANNA, 'do-not-call'],
	])('%s: refused before any phone rings', async (_what, safety, to, reason) => {
		const { status, error } = await call({ to: [CARLA, to], parameters: { safety } });
		expect(status).toBe('error');
		expect(error?.message).toMatch(/^Item 2 of 2: "To" must not be called: /);
		expect(error?.message).toContain(reason);
		expect(error?.context).toMatchObject({ details: { code: 'notAllowed', callMayExist: false } });
		expect(sandbox().journal()).toEqual([]);
	});

	test('with Skip, the item says why, costs no request, and the others are called', async () => {
		const safety = { whenNotAllowed: 'skip', doNotCall: BERT };
		const run = await call({ to: [ANNA, BERT, PREMIUM, CARLA], parameters: { safety } });
		expect(run.items.map(({ json }) => json.outcome)).toEqual([
			...['placed', 'skipped', 'skipped', 'placed'],
		]);
		expect(run.items[1].json).toMatchObject({ code: 'doNotCall', to: BERT });
		expect(run.items[2].json).toMatchObject({ code: 'premiumRate' });
		expect(origins(run)).toEqual([0, 1, 2, 3]);
		expect(sandbox().journal()).toHaveLength(2);
	});

	test('what is allowed is called', async () => {
		const safety = { allowNumbers: ['premiumRate'], allowedCountries: ['NO'], doNotCall: BERT };
		await call({ to: [ANNA, PREMIUM], parameters: { safety } });
		expect(ringsOfEach(sandbox(), [ANNA, PREMIUM])).toEqual([1, 1]);
	});

	test('a rule that cannot be read lets nobody be called', async () => {
		const safety = { allowedCountries: '={{ "Norwegen" }}' };
		const { error } = await call({ to: [ANNA], parameters: { safety } });
		expect(error?.message).toContain(
			'The rule "Allowed Countries" cannot be kept: "Norwegen" is not a country code',
		);
		expect(error?.description).toContain('Correct the rule "Allowed Countries" under Safety');
		expect(error?.context).toMatchObject({ details: { code: 'invalidInput' } });
		expect(sandbox().rings()).toEqual({});
	});

	const DAYTIME = { from: '00:00', until: '24:00', timeZone: 'UTC' };
	const windowOn = (days: unknown) => ({ callingWindow: { window: { ...DAYTIME, days } } });

	test.each<[string, string, object]>([
		['Allowed Countries', 'undefined', { allowedCountries: '={{ $json.nothing }}' }],
		['Allowed Countries', 'null', { allowedCountries: '={{ null }}' }],
		['Allowed Countries', 'an object', { allowedCountries: '={{ ({}) }}' }],
		['Allowed Countries', 'a list with null', { allowedCountries: '={{ [null] }}' }],
		['Allowed Countries', 'an empty list', { allowedCountries: [] }],
		['Allowed Prefixes', 'undefined', { allowedPrefixes: '={{ $json.nothing }}' }],
		['Allowed Prefixes', 'an empty field', { allowedPrefixes: '' }],
		['Do-Not-Call List', 'undefined', { doNotCall: '={{ $json.nothing }}' }],
		['Do-Not-Call List', 'null', { doNotCall: '={{ null }}' }],
		['Do-Not-Call List', 'an empty field', { doNotCall: '' }],
		['Do-Not-Call List', 'rows without a number', { doNotCall: '={{ [{ name: "Anna" }] }}' }],
		['Calling Hours', 'no window', { callingWindow: {} }],
		['Calling Hours', 'undefined', { callingWindow: '={{ $json.nothing }}' }],
		['Calling Hours', 'days that are null', windowOn('={{ null }}')],
		['Calling Hours', 'days that are undefined', windowOn('={{ $json.nothing }}')],
		['Calling Hours', 'no days', windowOn([])],
	])('%s that say nothing (%s) let nobody be called', async (rule, _what, safety) => {
		const { error } = await call({ to: [ANNA], parameters: { safety: safety as never } });
		expect(error?.message).toContain(`The rule "${rule}" cannot be kept: `);
		expect(error?.context).toMatchObject({ details: { code: 'invalidInput' } });
		expect(sandbox().journal()).toEqual([]);
	});

	test.each([
		['numbers as prefixes', { allowedPrefixes: '={{ 47 }}' }],
		['a list of numbers as prefixes', { allowedPrefixes: '={{ [4790] }}' }],
		['a do-not-call list on which nobody is', { doNotCall: '={{ [] }}' }],
		[
			'days as a text',
			windowOn('={{ "monday,tuesday,wednesday,thursday,friday,saturday,sunday" }}'),
		],
	])('what an expression gives is a rule: %s', async (_what, safety) => {
		const { status } = await call({ to: [ANNA], parameters: { safety: safety as never } });
		expect(status).toBe('success');
		expect(sandbox().rings()).toEqual({ [ANNA]: 1 });
	});

	test.each([
		['semicolons', `={{ "${ANNA}; ${BERT}" }}`],
		['slashes', `${ANNA} / ${BERT}`],
		['words', `${ANNA} and ${BERT}`],
		['row numbers', `1) ${ANNA} 2) ${BERT}`],
		['rows', `={{ [{ phone: "${ANNA}" }, { phone: "${BERT}" }] }}`],
		["n8n's items", `={{ [{ json: { phone: "${ANNA}" } }, { json: { phone: "${BERT}" } }] }}`],
	])('a do-not-call list with %s rings nobody on it', async (_what, doNotCall) => {
		const safety = { doNotCall, whenNotAllowed: 'skip' };
		const { items } = await call({ to: [ANNA, BERT, CARLA], parameters: { safety } });
		expect(items.map(({ json }) => json.code)).toEqual(['doNotCall', 'doNotCall', undefined]);
		expect(sandbox().rings()).toEqual({ [CARLA]: 1 });
	});

	test('a time that nobody can tell is said of the rule, with what to set', async () => {
		const window = { ...windowOn(['monday']).callingWindow.window, timeZone: '' };
		const safety = { callingWindow: { window } };
		const { error } = await call({
			to: ['+881612345678'],
			parameters: { safety: { ...safety, allowNumbers: ['satellite'] } as never },
		});
		expect(error?.message).toContain('The rule "Calling Hours" cannot be kept: ');
		expect(error?.message).toContain('set Time Zone');
		expect(sandbox().journal()).toEqual([]);
	});
});

describe('when people may be called', () => {
	const WEEK = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
	const dayIn = (days: number) => WEEK[(new Date().getUTCDay() + days) % 7];
	const window = (days: string[]) => ({
		callingWindow: { window: { days, from: '00:00', until: '24:00', timeZone: 'UTC' } },
	});

	test('within the window somebody is called, and the item tells their local time', async () => {
		const safety = window([dayIn(0), dayIn(1)]);
		const { items } = await call({ to: [ANNA], parameters: { safety } });
		expect(items[0].json.safety).toMatchObject({ open: true, timeZone: 'UTC' });
		expect(sandbox().ringsOf(ANNA)).toBe(1);
	});

	test('outside of it the item is deferred until the window opens, and costs no request', async () => {
		const { items } = await call({ to: [ANNA], parameters: { safety: window([dayIn(3)]) } });
		expect(items[0].json).toEqual({
			to: ANNA,
			outcome: 'deferred',
			reason: expect.stringContaining('outside the calling hours'),
			callAt: expect.any(String),
			safety: {
				...{ numberGiven: ANNA, numberDialed: ANNA, country: 'Norway' },
				...{ open: false, timeZone: 'UTC', localTime: expect.any(String) },
				code: 'outsideWindow',
				reason: expect.stringContaining('outside the calling hours'),
			},
		});
		const callAt = String(items[0].json.callAt);
		expect(Date.parse(callAt)).toBeGreaterThan(Date.now());
		expect(WEEK[new Date(callAt).getUTCDay()]).toBe(dayIn(3));
		expect(sandbox().journal()).toEqual([]);
	});

	test.each([
		['skip', 'success'],
		['fail', 'error'],
	])('or, by choice, it is to %s', async (outsideWindow, status) => {
		const safety = { ...window([dayIn(3)]), outsideWindow };
		const run = await call({ to: [ANNA], parameters: { safety } });
		expect(run.status).toBe(status);
		if (status === 'success') expect(run.items[0].json.outcome).toBe('skipped');
		expect(sandbox().rings()).toEqual({});
	});

	test('an item that was called while the window was open keeps its answer when it closes', async () => {
		sandbox().addFault({
			on: { path: '/v2/sip/outbound-call', to: BERT },
			fault: { kind: 'status', status: 400 },
		});
		const first = await call({
			to: [ANNA, BERT],
			parameters: { safety: window([dayIn(0), dayIn(1)]) },
		});
		expect(first.status).toBe('error');
		const retry = await call({
			to: [ANNA, BERT],
			parameters: { safety: window([dayIn(3)]) },
			retryOf: first.data,
		});
		expect(retry.items[0].json).toMatchObject({ message: 'Success' });
		expect(retry.items[1].json).toMatchObject({ outcome: 'deferred' });
		expect(ringsOfEach(sandbox(), [ANNA, BERT])).toEqual([1, 0]);
	});
});

describe('how often', () => {
	test('at most so many calls in one execution, loops included', async () => {
		const safety = { mostCalls: 2 };
		const first = await call({ to: [ANNA, BERT, CARLA], parameters: { safety } });
		expect(first.items.map(({ json }) => json.code)).toEqual([undefined, undefined, 'mostCalls']);
		sandbox().reset();
		await call({ to: [ANNA], parameters: { safety }, timesRun: 3 });
		expect(sandbox().ringsOf(ANNA)).toBe(2);
	});

	test('not again within some hours, whoever of the account has called', async () => {
		const parameters = { ...gateway, safety: { notAgainWithin: 24 } };
		await call({ to: [ANNA], parameters: { safety: {} } });
		const { items } = await call({ to: [ANNA, BERT], parameters });
		expect(items[0].json).toMatchObject({
			outcome: 'skipped',
			code: 'calledLately',
			lastCallAt: expect.stringMatching(/Z$/),
		});
		expect(ringsOfEach(sandbox(), [ANNA, BERT])).toEqual([1, 1]);
	});

	test('not again within some hours: a call of longer ago does not count', async () => {
		await call({ to: [ANNA] });
		// To the sandbox, two hours later; its clock is ahead of ours from then on.
		sandbox().clock.advance(2 * 60 * 60 * 1000);
		await call({ to: [ANNA], parameters: { safety: { notAgainWithin: 1 } } });
		expect(sandbox().ringsOf(ANNA)).toBe(2);
	});

	test('a list that cannot be read lets nobody be called who may have been called', async () => {
		sandbox().addFault({
			on: { method: 'GET', path: '/v2/sip/call' },
			fault: { kind: 'status', status: 403 },
		});
		const { error } = await call({ to: [ANNA], parameters: { safety: { notAgainWithin: 1 } } });
		expect(error?.message).toContain('It could not be told whether this number was called lately');
		expect(sandbox().rings()).toEqual({});
	});

	test('Retry On Fail does not take its own call for one that was made before', async () => {
		sandbox().addFault({
			on: { path: '/v2/sip/outbound-call', to: BERT },
			fault: { kind: 'status', status: 400 },
		});
		const { status, items } = await call({
			to: [ANNA, BERT],
			parameters: { safety: { notAgainWithin: 24 } },
			settings: { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 },
		});
		expect(status).toBe('success');
		expect(items.map(({ json }) => json.message)).toEqual(['Success', 'Success']);
		expect(ringsOfEach(sandbox(), [ANNA, BERT])).toEqual([1, 1]);
	});
});

describe('a Deduplication Key', () => {
	test('used in an earlier execution: the item is skipped, and nobody is called', async () => {
		const options = { deduplicationKey: 'for-good' };
		await call({ to: [ANNA], options });
		const { items } = await call({ to: [ANNA], options });
		expect(items[0].json).toMatchObject({ outcome: 'skipped', code: 'calledBefore' });
		expect(sandbox().ringsOf(ANNA)).toBe(1);
	});

	test('is free again when the call was refused', async () => {
		sandbox().addFault({
			on: { path: '/v2/sip/outbound-call' },
			fault: { kind: 'status', status: 400 },
		});
		const options = { deduplicationKey: 'refused-first' };
		expect((await call({ to: [ANNA], options })).status).toBe('error');
		expect((await call({ to: [ANNA], options })).status).toBe('success');
		expect(sandbox().ringsOf(ANNA)).toBe(1);
	});

	test('stays taken when nobody knows whether the call was placed', async () => {
		sandbox().changeSettings({ listTrunkCalls: false });
		sandbox().addFault({
			on: { path: '/v2/sip/outbound-call' },
			fault: { kind: 'reset', placed: true },
		});
		const options = { deduplicationKey: 'unknown-first' };
		expect((await call({ to: [ANNA], options })).status).toBe('error');
		expect((await call({ to: [ANNA], options })).items[0].json.outcome).toBe('skipped');
		expect(sandbox().ringsOf(ANNA)).toBe(1);
	});

	test('used by 20 executions at the same moment: one call', async () => {
		const options = { deduplicationKey: 'all-at-once' };
		const runs = Array.from({ length: 20 }, async () => await call({ to: [ANNA], options }));
		const outcomes = (await Promise.all(runs)).map(({ items }) => items[0].json.outcome);
		expect(outcomes.filter((outcome) => outcome === 'skipped')).toHaveLength(19);
		expect(sandbox().ringsOf(ANNA)).toBe(1);
	});
});

describe('an agent', () => {
	test.each([
		[PREMIUM, 'premium-rate'],
		['112', 'emergency'],
		['911', 'emergency'],
		[GERMANY, 'Allowed are: Norway'],
		['sip:*6719005551234@sip.example.com', 'premium-rate'],
		['sip:9911@sip.example.com', 'emergency'],
		['sip:*97@pbx.example.com', 'Use a phone number'],
	])('that wants to call %s is told why not, and nothing is sent', async (to, words) => {
		const [told] = await engine().runAsTool({
			calls: [[{ to }]],
			through: 'invoke',
			credential: credential(),
			parameters: {
				to: "={{ $fromAI('to', 'Whom to call', 'string') }}",
				displayName: 'John Doe',
				meetingId: 'abcd-efgh-ijkl',
				trunkId: 'trunk_987654321',
				safety: { allowedCountries: ['NO'], whenNotAllowed: 'skip', allowNumbers: [] },
				options: {},
			},
		});
		expect(JSON.stringify(told)).toContain(words);
		expect(JSON.stringify(told)).toContain('No phone has rung');
		expect(sandbox().journal()).toEqual([]);
	});
});

describe('which rules a call has passed', () => {
	const allDay = {
		days: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'],
		from: '00:00',
		until: '24:00',
		timeZone: 'UTC',
	};
	const everyRule = {
		allowedCountries: ['NO'],
		allowedPrefixes: '+479',
		doNotCall: BERT,
		callingWindow: { window: allDay },
		mostCalls: 5,
		notAgainWithin: 1,
	};

	test('stands in the item, by the names of the fields: only the rules that are set, and that of special numbers', async () => {
		const checkedWith = async (safety: object) => {
			const { items } = await call({ to: [ANNA], parameters: { ...gateway, safety } as never });
			sandbox().reset();
			return (items[0].json.safety as { checked: string[] }).checked;
		};
		const special = 'specialNumbers';
		expect(await checkedWith(everyRule)).toEqual([special, ...Object.keys(everyRule)]);
		expect(await checkedWith({ doNotCall: [BERT], mostCalls: 1 })).toEqual([
			...[special, 'doNotCall', 'mostCalls'],
		]);
		const allowNumbers = ['emergency', 'premiumRate', 'satellite'];
		expect(await checkedWith({ allowNumbers, doNotCall: [] })).toEqual([]);
	});

	test('through a trunk the item says that VideoSDK may know of no earlier call', async () => {
		const { items } = await call({ to: [ANNA], parameters: { safety: { notAgainWithin: 1 } } });
		expect(items[0].json.safety).toMatchObject({
			checked: ['specialNumbers', 'notAgainWithin'],
			notSure: expect.stringContaining('may not list calls through a trunk'),
		});
		const throughGateway = { ...gateway, safety: everyRule };
		const { items: others } = await call({ to: [CARLA], parameters: throughGateway });
		expect(others[0].json.safety).not.toHaveProperty('notSure');
	});
});

describe('Mask Numbers', () => {
	const options = { maskNumbers: true, rawAnswer: true };
	const expectHidden = (told: unknown, number: string) =>
		expect(textsThatTell(told, number)).toEqual([]);
	const shownOf = ({ items, error }: FinishedRun) => ({ items, error: { ...error, node: {} } });

	test('hides the numbers in the output and in errors', async () => {
		const parameters = { ...gateway, waitFor: 'nothing' };
		const { items } = await call({ to: [ANNA], parameters, options });
		expect(items[0].json.to).toBe('+*******001');
		expect(JSON.stringify(items)).not.toContain(ANNA);
		sandbox().changeSettings({ listTrunkCalls: false });
		sandbox().addFault({ on: { path: '/v2/sip/outbound-call' }, fault: { kind: 'reset' } });
		const { error } = await call({ to: ['+47 900-00-002'], options });
		expect(error?.message).toContain('the call to +*******002');
	});

	test.each([
		...['+47 900 00 155 ext. 12', 'tel:+4790000155;ext=12', '+47 (0)90000155', '011 47 90000155'],
		...['0047 90000155', '+٤٧٩٠٠٠٠١٥٥', '90 00 01 55', ' +47-900.00.155 '],
	])(
		'hides a number that is written "%s": in the output, as it is given and as it is dialed',
		async (to) => {
			const safety = { defaultCountry: to.startsWith('90') ? 'NO' : 'US' };
			const order = { to: [to], options, parameters: { ...gateway, safety, from: '' } };
			const run = await call(order);
			expect(run.status).toBe('success');
			expect(sandbox().ringsOf('+4790000155')).toBe(1);
			expect(run.items[0].json).toMatchObject({
				to: '+*******155',
				// The gateway's own, which no field of the node has.
				from: '+********160',
				safety: { numberDialed: '+*******155' },
				raw: { sipCallFrom: '+********160' },
			});
			expectHidden(run.items, '+4790000155');
			expectHidden(run.items, '+12025550160');
		},
	);

	test.each(['sip:+4790000155@sip.example.com', 'sip:%2B4790000155@sip.example.com'])(
		'hides the number in %s, whatever comes of the call',
		async (to) => {
			const safety = { doNotCall: '+4790000155' };
			const parameters = { waitFor: 'answer', waitLimit: 1 };
			expectHidden(shownOf(await call({ to: [to], options, parameters })), '+4790000155');
			const refused = await call({ to: [to], options, parameters: { safety } });
			expect(refused.error?.message).toContain('is on the do-not-call list');
			expectHidden(shownOf(refused), '+4790000155');
		},
		20_000,
	);

	test.each([
		['+479000000155000', 'it is too long'],
		['4790000155', 'the country code are missing'],
		['sip:+4790000155', 'not a complete SIP URI'],
		['+4790000155/56', 'more than one number'],
		['+4790000155\r\nX-Evil: 1', 'line break'],
	])('hides a number that cannot be dialed: %j, %s', async (to, words) => {
		const run = await call({ to: [to], options, settings: { onError: 'continueRegularOutput' } });
		expect(run.items[0].json.error).toContain(words);
		expectHidden(run.items, '+4790000155');
		const { error } = await call({ to: [to], options });
		expect(error?.message).toContain(words);
		expectHidden([error?.message, error?.description, error?.context], '+4790000155');
		expect(sandbox().journal()).toEqual([]);
	});

	test('hides the number of an item that lacks something else, or whose fields cannot be read', async () => {
		for (const parameters of [
			{ displayName: ' ' },
			{ displayName: '={{ (() => { throw new Error("no name for " + $json.to) })() }}' },
		]) {
			const { error } = await call({ to: ['+4790000155'], options, parameters });
			expect(error?.message).toBeTruthy();
			expectHidden([error?.message, error?.description], '+4790000155');
		}
	});

	test('hides the numbers in a skipped item, and from an agent', async () => {
		const safety = { doNotCall: '+4790000155', whenNotAllowed: 'skip' };
		const { items } = await call({ to: ['+47 900 00 155'], options, parameters: { safety } });
		expect(items[0].json).toMatchObject({ outcome: 'skipped' });
		expectHidden(items, '+4790000155');
		const [told] = await engine().runAsTool({
			calls: [[{ to: '+47 900 00 155' }]],
			through: 'invoke',
			credential: credential(),
			parameters: {
				...THROUGH_TRUNK,
				to: "={{ $fromAI('to', 'Whom to call', 'string') }}",
				safety,
				options,
			},
		});
		expect(JSON.stringify(told)).toContain('do-not-call list');
		expectHidden(told, '+4790000155');
	});

	test('hides what VideoSDK says of a number in words of its own', async () => {
		const message = 'No route to 0047 900 00 155 from +1 (202) 555-0160';
		sandbox().addFault({
			on: { path: '/v2/sip/call' },
			fault: { kind: 'status', status: 400, body: { message } },
		});
		const parameters = { ...gateway, from: '+12025550160' };
		const { error } = await call({ to: ['+4790000155'], options, parameters });
		expect(error?.message).toContain('No route to');
		expectHidden([error?.message], '+4790000155');
		expectHidden([error?.message], '+12025550160');
	});
});
