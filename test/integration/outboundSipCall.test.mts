import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { SEED_GATEWAY_ID } from '../../sandbox/index.mts';
import { numbers, origins, useCallingWorkflow } from '../support/callingWorkflow.mts';
import { useRealTime } from '../support/virtualClock.mts';

const { call, start, sandbox, credential, engine } = useCallingWorkflow();

/** The example of VideoSDK's page "Make Outbound SIP Call". */
const example = {
	to: 'sip:+919099999999@sip.twilio.com',
	from: '+11234567890',
	displayName: 'John Doe',
	meetingId: 'abcde12345',
	trunkId: 'trunk_987654321',
	participantId: 'custom_participant_123',
};

describe("VideoSDK's own example", () => {
	const run = async () =>
		await call({
			to: [example.to],
			parameters: {
				...example,
				to: '={{ $json.to }}',
				meetingId: { __rl: true, mode: 'id', value: example.meetingId },
			},
		});

	test('goes out as one POST with the six fields, in their order, and nothing else', async () => {
		await run();
		const [request, ...more] = sandbox().journal();
		expect(more).toEqual([]);
		expect(request).toMatchObject({ method: 'POST', path: '/v2/sip/outbound-call', query: {} });
		expect(request.rawBody).toBe(JSON.stringify(example));
		expect(request.headers).toMatchObject({
			'content-type': 'application/json',
			accept: 'application/json',
		});
	});

	test('carries the bare token, without "Bearer" before it, for ten minutes', async () => {
		await run();
		const [{ authorization }] = sandbox().journal();
		expect(authorization).toMatchObject({
			prefix: '',
			algorithm: 'HS256',
			claims: {
				apikey: sandbox().apiKey,
				permissions: ['allow_join', 'allow_mod'],
				version: 2,
				roles: ['crawler'],
			},
		});
		const { iat, exp } = authorization?.claims as { iat: number; exp: number };
		expect(exp - iat).toBe(600);
	});

	test("VideoSDK's answer is the item, as it is, behind whom was called and what became of it so far", async () => {
		const { items } = await run();
		expect(items).toEqual([
			{
				json: {
					...{ to: example.to, outcome: 'placed', reason: null },
					...{ statusCode: 200, message: 'Success', participantId: 'custom_participant_123' },
				},
				pairedItem: { item: 0 },
			},
		]);
	});
});

test('"Raw Answer" adds what VideoSDK answered, in the field "raw"', async () => {
	const { items } = await call({ to: ['+4790000001'], options: { rawAnswer: true } });
	const { raw, to, outcome, reason, ...answer } = items[0].json;
	expect([to, outcome, reason]).toEqual(['+4790000001', 'placed', null]);
	expect(answer).toMatchObject({ statusCode: 200, message: 'Success' });
	expect(raw).toEqual(answer);
});

test('optional fields that are empty are left out of the request', async () => {
	await call({ to: ['+4790000001'], parameters: { from: '', participantId: '' } });
	expect(sandbox().journal()[0].body).toEqual({
		to: '+4790000001',
		displayName: 'John Doe',
		meetingId: 'abcd-efgh-ijkl',
		trunkId: 'trunk_987654321',
	});
});

test('a number is dialed without the spaces, dashes, dots and brackets it was written with', async () => {
	await call({ to: ['+1 (415) 555-01.23'], parameters: { from: ' +1 123-456-7890 ' } });
	expect(sandbox().journal()[0].body).toMatchObject({ to: '+14155550123', from: '+11234567890' });
});

test('each item has its own values when fields are expressions', async () => {
	const { items } = await call({
		to: ['+4790000001', '+4790000002'],
		parameters: {
			displayName: '={{ "Guest " + $json.to.slice(-1) }}',
			participantId: '={{ "guest-" + $itemIndex }}',
			meetingId: { __rl: true, mode: 'id', value: '={{ "room-" + $itemIndex }}' },
		},
	});
	const bodies = sandbox()
		.journal()
		.map(({ body }) => body);
	expect(bodies).toContainEqual(
		expect.objectContaining({ to: '+4790000002', displayName: 'Guest 2', meetingId: 'room-1' }),
	);
	expect(items.map(({ json }) => json.participantId)).toEqual(['guest-0', 'guest-1']);
});

test('100 people are called once each, and every answer is paired with its item', async () => {
	const to = numbers(100);
	const run = await call({ to });
	expect(run.status).toBe('success');
	expect(origins(run)).toEqual(to.map((_, index) => index));
	expect(Object.values(sandbox().rings())).toEqual(to.map(() => 1));
});

test('no items in means no items out and no request', async () => {
	const run = await call({ to: [] });
	expect(run.items).toEqual([]);
	expect(sandbox().journal()).toEqual([]);
});

describe('pace', () => {
	/** Eight calls whose requests are answered only when somebody picks up, which takes four seconds. */
	async function expectAtOnce(atOnce: number, options: Record<string, unknown>): Promise<void> {
		const to = numbers(8);
		const gatewayId = { __rl: true, mode: 'id', value: SEED_GATEWAY_ID };
		sandbox().clock.freeze();
		const running = start({
			to,
			options: { ...options, waitUntilAnswered: true },
			parameters: { callThrough: 'gateway', gatewayId, from: '', waitFor: 'nothing' },
		});
		for (let placed = 0; placed < to.length; ) {
			placed = Math.min(placed + atOnce, to.length);
			const placedNow = () => sandbox().calls().length;
			await expect.poll(placedNow).toBe(placed);
			// No more of them while nobody picks up.
			await sleep(300);
			expect(placedNow()).toBe(placed);
			sandbox().clock.advance(4_000);
		}
		expect((await running.finished).items).toHaveLength(to.length);
	}

	test('five calls are placed at once unless the user says otherwise', async () => {
		await expectAtOnce(5, {});
	});

	test('"Calls at Once: 2" places two at once', async () => {
		await expectAtOnce(2, { maxCallsAtOnce: 2 });
	});

	test('"Calls per Second: 10" lets calls begin a tenth of a second apart', async () => {
		useRealTime();
		await call({ to: numbers(41), options: { callsPerSecond: 10 } });
		const moments = sandbox()
			.journal()
			.map(({ at }) => at);
		// The first and the last of 41 are four seconds apart; less half a second for the way there.
		expect(moments[40] - moments[0]).toBeGreaterThanOrEqual(3500);
	});
});

describe('Stop', () => {
	test('no further phone rings after the workflow was stopped', async () => {
		const running = start({ to: numbers(50), options: { maxCallsAtOnce: 1, callsPerSecond: 20 } });
		while (sandbox().journal().length < 3) await sleep(5);
		running.stop();
		await running.finished;
		const rungAtStop = Object.keys(sandbox().rings()).length;
		await sleep(300);
		const rungLater = Object.keys(sandbox().rings()).length;
		// One may have been on its way when the button was pressed.
		expect(rungLater - rungAtStop).toBeLessThanOrEqual(1);
		expect(rungLater).toBeLessThan(10);
	});
});

describe('the credential', () => {
	test('white space around pasted values is forgiven', async () => {
		const { apiKey, apiSecret, baseUrl } = credential();
		const pasted = {
			apiKey: ` ${apiKey}\n`,
			apiSecret: `\t${apiSecret} `,
			baseUrl: ` ${baseUrl}/ `,
		};
		const { items } = await call({ to: ['+4790000001'], credential: pasted });
		expect(items[0].json).toMatchObject({ statusCode: 200 });
	});

	test('one signature serves a whole list', async () => {
		await call({ to: numbers(20) });
		const signed = sandbox()
			.journal()
			.map(({ authorization }) => JSON.stringify(authorization?.claims));
		expect(new Set(signed).size).toBe(1);
	});

	test('a base URL that is neither https nor this machine is refused before anything is sent', async () => {
		const { error } = await call({
			to: ['+4790000001'],
			credential: { ...credential(), baseUrl: 'http://192.0.2.1' },
		});
		expect(error?.message).toContain('must begin with https://');
		expect(error?.description).toContain('Nothing was sent. Open the VideoSDK credential');
	});

	test('the token is not given to a request that goes to another host', async () => {
		const { authenticate } = engine().credentialType;
		if (typeof authenticate !== 'function') throw new Error('authenticate is no function');
		const ask = async (url: string, baseURL?: string) =>
			await authenticate(credential(), { url, baseURL });
		await expect(ask('https://example.com/v2/rooms')).rejects.toThrow('only sent to');
		await expect(ask('/v2/rooms', 'https://example.com')).rejects.toThrow('only sent to');
		await expect(ask('/v2/rooms')).resolves.toMatchObject({
			url: `${sandbox().url}/v2/rooms`,
			disableFollowRedirect: true,
		});
	});

	test("n8n's HTTP Request node can use the credential, for the base URL's host only", async () => {
		const { authenticate } = engine().credentialType;
		if (typeof authenticate !== 'function') throw new Error('authenticate is no function');
		const ask = async (uri?: string) => await authenticate(credential(), { uri } as never);
		await expect(ask(`${sandbox().url}/v2/rooms`)).resolves.toMatchObject({
			url: `${sandbox().url}/v2/rooms`,
			followRedirect: false,
		});
		await expect(ask('https://example.com/')).rejects.toThrow('only sent to');
		await expect(ask()).rejects.toThrow('no address');
	});

	test('a credential without key or secret says so', async () => {
		const { error } = await call({
			to: ['+4790000001'],
			credential: { ...credential(), apiSecret: ' ' },
		});
		expect(`${error?.message} ${error?.description}`).toContain('no API key or no API secret');
		expect(sandbox().journal()).toEqual([]);
	});
});

describe('a destination that cannot be dialed', () => {
	const to = ['+4790000001', '+4790000002', '12', '+4790000004', '+4790000005'];

	test('stops the workflow before any phone rings, and is named with its item and what is right', async () => {
		const { status, error } = await call({ to });
		expect(status).toBe('error');
		expect(error?.message).toBe(
			'Item 3 of 5: "To" is "12": it is too short for an international number. Use an international number such as +14155550123, or a SIP URI such as sip:+14155550123@sip.example.com',
		);
		expect(error?.context).toMatchObject({ details: { callMayExist: false } });
		expect(sandbox().journal()).toEqual([]);
	});

	test('is an error item under Continue On Fail, and the others are called', async () => {
		const run = await call({ to, settings: { onError: 'continueRegularOutput' } });
		expect(run.status).toBe('success');
		expect(origins(run)).toEqual([0, 1, 2, 3, 4]);
		expect(run.items[2].json).toMatchObject({
			error: expect.stringContaining('"To" is "12"'),
			details: { code: 'invalidInput', callMayExist: false },
		});
		expect(Object.keys(sandbox().rings()).sort()).toEqual(to.filter((number) => number !== '12'));
	});

	test('goes to the error output where the node has one', async () => {
		const run = await call({ to, settings: { onError: 'continueErrorOutput' } });
		expect(run.items).toHaveLength(4);
		expect(run.errorItems).toHaveLength(1);
		expect(run.errorItems[0].json).toMatchObject({ error: expect.stringContaining('"12"') });
		expect(run.errorItems[0].pairedItem).toEqual({ item: 2 });
	});

	test.each([
		['displayName', 'Display Name'],
		['trunkId', 'Trunk ID'],
	])('an empty %s is named like in the form: %s', async (name, shown) => {
		const { error } = await call({ to: ['+4790000001'], parameters: { [name]: ' ' } });
		expect(error?.message).toContain(`"${shown}"`);
		expect(sandbox().journal()).toEqual([]);
	});
});
