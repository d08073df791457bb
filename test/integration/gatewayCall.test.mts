import { describe, expect, test } from 'vitest';
import { SEED_GATEWAY_ID, SEED_NUMBER, SEED_RULE_ID } from '../../sandbox/index.mts';
import { numbers, ringsOfEach, useCallingWorkflow } from '../support/callingWorkflow.mts';

const { sandbox, call, failOnce } = useCallingWorkflow();

const ANSWERS = '+12025550100';
const locator = (value: string) => ({ __rl: true, mode: 'id', value });

const throughGateway = { callThrough: 'gateway', gatewayId: locator(SEED_GATEWAY_ID), from: '' };
const throughRule = {
	callThrough: 'routingRule',
	routingRuleId: locator(SEED_RULE_ID),
	from: SEED_NUMBER,
};
const placings = () =>
	sandbox()
		.journal()
		.filter(({ path }) => path === '/v2/sip/call');
const bodies = () =>
	placings()
		.filter(({ method }) => method === 'POST')
		.map(({ body }) => body as Record<string, unknown>);

describe.each([
	['a gateway', throughGateway],
	['a routing rule', throughRule],
])('a call through %s', (_what, parameters) => {
	test("tells the call's ID, its numbers, its room and how it stands", async () => {
		const { status, items } = await call({ to: [ANSWERS], parameters });
		expect(status).toBe('success');
		expect(items[0].json).toMatchObject({
			callId: sandbox().calls()[0].callId,
			to: ANSWERS,
			from: SEED_NUMBER,
			roomId: 'abcd-efgh-ijkl',
			status: 'initiated',
			outcome: 'placed',
		});
	});

	test('carries the user’s metadata, and beside it the key by which the call is found again', async () => {
		const options = { metadata: { entry: [{ key: 'lead', value: '4711' }] } };
		await call({ to: [ANSWERS], parameters, options });
		const [{ metadata }] = bodies();
		expect(metadata).toEqual({ lead: '4711', n8nCorrelationKey: expect.any(String) });
	});

	test('whose answer was lost is adopted by its key on the retry, and the phone rings once', async () => {
		sandbox().addFault({
			on: { path: '/v2/sip/call', to: ANSWERS },
			fault: { kind: 'reset', placed: true },
		});
		const settings = { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 };
		const options = { details: true };
		const { status, items } = await call({ to: [ANSWERS], parameters, options, settings });
		expect(status).toBe('success');
		expect(items[0].json).toMatchObject({
			callId: sandbox().calls()[0].callId,
			adopted: true,
			metadata: {
				n8nCorrelationKey: (bodies()[0].metadata as object & { n8nCorrelationKey: string })
					.n8nCorrelationKey,
			},
		});
		expect(sandbox().ringsOf(ANSWERS)).toBe(1);
	});

	test('that VideoSDK puts into a room of its own choice is found by its key as well', async () => {
		sandbox().addFault({
			on: { path: '/v2/sip/call', to: ANSWERS },
			fault: { kind: 'status', status: 500, placed: true },
		});
		const automatic = { ...parameters, putInto: 'automatic' };
		const { items } = await call({ to: [ANSWERS], parameters: automatic });
		expect(items[0].json).toMatchObject({ adopted: true, roomId: sandbox().calls()[0].roomId });
		expect(sandbox().ringsOf(ANSWERS)).toBe(1);
	});
});

test.each(['existingMeeting', 'automatic', 'newMeeting'])(
	'a lost call whose metadata the list leaves out is found all the same, beside another one (%s)',
	async (putInto) => {
		sandbox().changeSettings({ listMetadata: false });
		sandbox().addFault({
			on: { path: '/v2/sip/call', to: ANSWERS, method: 'POST', nth: 2 },
			fault: { kind: 'reset', placed: true },
		});
		const parameters = { ...throughGateway, putInto };
		const options = { whenUnknown: 'dialAgainIfNotFound' };
		const { items } = await call({ to: [ANSWERS, ANSWERS], parameters, options });
		expect(items.map(({ json }) => json.adopted)).toEqual([undefined, true]);
		expect(new Set(items.map(({ json }) => json.callId)).size).toBe(2);
		expect(sandbox().ringsOf(ANSWERS)).toBe(2);
	},
);

test('somebody else’s call to the same number in the same room is never adopted', async () => {
	const { items: others } = await call({ to: [ANSWERS], parameters: throughGateway });
	sandbox().addFault({ on: { path: '/v2/sip/call', to: ANSWERS }, fault: { kind: 'reset' } });
	const { status, error } = await call({ to: [ANSWERS], parameters: throughGateway });
	expect(others[0].json.callId).toBeDefined();
	expect(status).toBe('error');
	expect(error?.message).toContain('It is unknown whether');
	expect(sandbox().ringsOf(ANSWERS)).toBe(1);
});

test('somebody else’s call is not adopted either when the list leaves out the keys of calls', async () => {
	sandbox().changeSettings({ listMetadata: false });
	await call({ to: [ANSWERS], parameters: throughGateway });
	sandbox().addFault({ on: { path: '/v2/sip/call', to: ANSWERS }, fault: { kind: 'reset' } });
	const { status, error } = await call({ to: [ANSWERS], parameters: throughGateway });
	expect(status).toBe('error');
	expect(error?.message).toContain('It is unknown whether');
	expect(sandbox().ringsOf(ANSWERS)).toBe(1);
});

test('two equal calls whose answers are both lost are told apart', async () => {
	for (const nth of [1, 2]) {
		sandbox().addFault({
			on: { path: '/v2/sip/call', method: 'POST', nth },
			fault: { kind: 'reset', placed: true },
		});
	}
	const { items } = await call({ to: [ANSWERS, ANSWERS], parameters: throughGateway });
	const ids = items.map(({ json }) => json.callId);
	expect(new Set(ids).size).toBe(2);
	expect(new Set(ids)).toEqual(
		new Set(
			sandbox()
				.calls()
				.map(({ callId }) => callId),
		),
	);
	expect(sandbox().ringsOf(ANSWERS)).toBe(2);
});

describe('what would be more on the wire than it looks', () => {
	const header = (name: string, value: string) => ({
		options: { sipHeaders: { header: [{ name, value }] } },
	});
	test.each([
		[{ parameters: { from: '+1415\r\nX-Evil: 1' } }, '"Caller ID"'],
		[{ parameters: { from: '+1415\u202E5550' } }, '"Caller ID"'],
		[{ parameters: { displayName: 'Anna\nX-Evil: 1' } }, '"Display Name"'],
		[{ parameters: { participantId: 'anna\r\nX-Evil: 1' } }, '"Participant ID"'],
		[header('X-A: b', 'c'), '"SIP Headers"'],
		[header('X B\v', 'c'), '"SIP Headers"'],
		[header('X-A', 'b\u2028X-Evil: 1'), '"SIP Headers"'],
		[{ options: { additionalFields: { headers: { 'X-A': 'a\r\nX-Evil: 1' } } } }, '"Additional'],
		[{ options: { additionalFields: { geo: ['a\r\nX-Evil: 1'] } } }, '"Additional Fields"'],
	])('%j is refused, and nothing is sent for anybody', async (order, field) => {
		const parameters = { ...throughGateway, ...('parameters' in order ? order.parameters : {}) };
		const to = [ANSWERS, ...numbers(1)];
		const { error } = await call({ to, ...order, parameters });
		expect(error?.message).toContain(`Item 1 of 2: ${field}`);
		expect(error?.context).toMatchObject({ details: { callMayExist: false } });
		expect(sandbox().journal()).toEqual([]);
	});

	test('a name with accents, an emoji and an apostrophe goes out as it is', async () => {
		const displayName = "Zoë O'Neill 👩‍💻";
		await call({ to: [ANSWERS], parameters: { ...throughGateway, displayName } });
		expect(bodies()[0].participant).toEqual({ name: displayName });
	});
});

test('an expression that finds nothing, or an object, is sent as nobody would have to guess', async () => {
	const options = {
		recordAudio: '={{ null }}',
		dtmf: '={{ "false" }}',
		metadata: {
			entry: [
				{ key: 'lead', value: '={{ { id: 4711 } }}' },
				{ key: 'missing', value: '={{ $json.missing ?? null }}' },
			],
		},
	};
	await call({ to: [ANSWERS], parameters: throughGateway, options });
	const [{ metadata, ...body }] = bodies();
	expect(metadata).toEqual({ lead: '{"id":4711}', n8nCorrelationKey: expect.any(String) });
	expect(body).toMatchObject({ dtmf: false });
	expect(body).not.toHaveProperty('recordAudio');
});

describe('a new room for each call', () => {
	const parameters = { putInto: 'newMeeting' };

	test.each([
		['a trunk', parameters],
		['a gateway', { ...parameters, ...throughGateway }],
	])('is made before the phone rings, through %s', async (_what, through) => {
		const { status } = await call({ to: numbers(3), parameters: through });
		expect(status).toBe('success');
		const rooms = sandbox()
			.calls()
			.map(({ roomId }) => roomId);
		expect(new Set(rooms).size).toBe(3);
		expect(rooms).not.toContain('abcd-efgh-ijkl');
	});

	test.each([
		['the call is refused', '/v2/sip/outbound-call', { kind: 'status', status: 400 } as const],
		['the answer of its making is lost', '/v2/rooms', { kind: 'reset', placed: true } as const],
		['its making is refused', '/v2/rooms', { kind: 'status', status: 403 } as const],
	])('is made once, however often the call is tried: %s', async (_when, path, fault) => {
		const [anna] = numbers(1);
		sandbox().addFault({ on: { path, method: 'POST' }, fault });
		const settings = { retryOnFail: true, maxTries: 3, waitBetweenTries: 0 };
		const { status } = await call({ to: [anna], parameters, settings });
		expect(status).toBe('success');
		const made = sandbox()
			.journal()
			.filter(({ method, path: asked }) => method === 'POST' && asked === '/v2/rooms');
		// VideoSDK answers the same room for the same name.
		const names = made.map(({ body }) => (body as { customRoomId: string }).customRoomId);
		expect(new Set(names).size).toBe(1);
		expect(sandbox().ringsOf(anna)).toBe(1);
	});

	test('whose call was lost is where the call is looked for', async () => {
		const [anna] = numbers(1);
		sandbox().addFault({
			on: { path: '/v2/sip/outbound-call', to: anna },
			fault: { kind: 'reset', placed: true },
		});
		const { items } = await call({ to: [anna], parameters });
		expect(items[0].json).toMatchObject({ adopted: true });
		expect(sandbox().ringsOf(anna)).toBe(1);
	});

	test('tells two calls to the same number apart: the lost one is adopted, and not dialed again', async () => {
		const [anna] = numbers(1);
		sandbox().addFault({
			on: { path: '/v2/sip/outbound-call', to: anna, nth: 2 },
			fault: { kind: 'reset', placed: true },
		});
		const options = { whenUnknown: 'dialAgainIfNotFound' };
		const { items } = await call({ to: [anna, anna], parameters, options });
		expect(items.map(({ json }) => json.adopted)).toEqual([undefined, true]);
		expect(sandbox().ringsOf(anna)).toBe(2);
	});

	test('that cannot be made fails the item, and no phone rings', async () => {
		sandbox().addFault({
			on: { path: '/v2/rooms', method: 'POST' },
			fault: { kind: 'status', status: 403, body: { message: 'no rooms for you' } },
		});
		const { error } = await call({ to: numbers(1), parameters });
		expect(error?.message).toContain('no rooms for you');
		expect(sandbox().rings()).toEqual({});
	});
});

describe('a Deduplication Key', () => {
	test('makes items with the same key one call, and the others get its answer', async () => {
		const [anna] = numbers(1);
		const options = { deduplicationKey: 'appointment-1' };
		const { items } = await call({ to: [anna, anna, anna], parameters: throughGateway, options });
		expect(sandbox().ringsOf(anna)).toBe(1);
		expect(new Set(items.map(({ json }) => json.callId)).size).toBe(1);
	});

	test('of its own for each item calls the same person each time', async () => {
		const [anna] = numbers(1);
		const options = { deduplicationKey: '={{ $itemIndex }}' };
		await call({ to: [anna, anna], options });
		expect(sandbox().ringsOf(anna)).toBe(2);
	});

	test.each([1, 5])(
		'that stands for two different people is refused for the second, who is not called (%d at once)',
		async (maxCallsAtOnce) => {
			const [anna, bert] = numbers(2);
			const options = { deduplicationKey: 'the same', maxCallsAtOnce };
			const { error } = await call({ to: [anna, bert], options });
			expect(error?.message).toContain(
				'Deduplication Key "the same" already stands for another call',
			);
			expect(ringsOfEach(sandbox(), [anna, bert])).toEqual([1, 0]);
		},
	);

	test('that is corrected before the Retry button is pressed lets the second person be called', async () => {
		const [anna, bert] = numbers(2);
		const first = await call({ to: [anna, bert], options: { deduplicationKey: 'the same' } });
		const options = { deduplicationKey: '={{ $json.to }}' };
		const { status } = await call({ to: [anna, bert], retryOf: first.data, options });
		expect(status).toBe('success');
		expect(ringsOfEach(sandbox(), [anna, bert])).toEqual([1, 1]);
	});

	test('that is another one on each try of Retry On Fail does not ring anybody twice', async () => {
		const [anna, bert] = numbers(2);
		failOnce(bert, { kind: 'status', status: 400 });
		const settings = { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 };
		const options = { deduplicationKey: '={{ $json.to + Math.random() }}' };
		const { status } = await call({ to: [anna, bert], settings, options });
		expect(status).toBe('success');
		expect(ringsOfEach(sandbox(), [anna, bert])).toEqual([1, 1]);
	});

	test.each([
		[{}, { deduplicationKey: '={{ $json.to }}' }],
		[{ deduplicationKey: '={{ $json.to }}' }, {}],
	])('set or taken away before Retry (%j, then %j) rings nobody twice', async (before, after) => {
		const [anna, bert] = numbers(2);
		failOnce(bert, { kind: 'status', status: 400 });
		const first = await call({ to: [anna, bert], options: before });
		const { status } = await call({ to: [anna, bert], retryOf: first.data, options: after });
		expect(status).toBe('success');
		expect(ringsOfEach(sandbox(), [anna, bert])).toEqual([1, 1]);
	});
});
