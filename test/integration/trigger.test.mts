import { VideoSDK } from '@videosdk.live/server-sdk';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { CALL_EVENTS, OLDER_CALL_EVENTS } from '../../videosdk/callEvent.ts';
import { startSandbox, type Sandbox } from '../../sandbox/index.mts';
import { bodyIn, EACH_PAYLOAD } from '../support/payloads.mts';
import {
	loadTriggerEngine,
	type EngineTrigger,
	type TriggerOrder,
} from '../support/triggerEngine.mts';

let engine: Awaited<ReturnType<typeof loadTriggerEngine>>;
let sandbox: Sandbox;
beforeAll(async () => {
	[engine, sandbox] = await Promise.all([loadTriggerEngine(), startSandbox()]);
});
afterAll(async () => await sandbox.close());
beforeEach(() => sandbox.reset());

const started: EngineTrigger[] = [];
afterEach(async () => {
	for (const trigger of started.splice(0)) await trigger.close();
});

const credential = ({ apiKey, apiSecret, url } = sandbox) => ({ apiKey, apiSecret, baseUrl: url });
async function start(order: Partial<TriggerOrder> = {}): Promise<EngineTrigger> {
	const trigger = await engine.start({ credential: credential(), ...order });
	started.push(trigger);
	return trigger;
}
async function active(order: Partial<TriggerOrder> = {}): Promise<EngineTrigger> {
	const trigger = await start(order);
	await trigger.activate();
	return trigger;
}

const everyChange = { listenFor: 'everyChange' };
const secretInUrl = { security: { verifyBy: 'secretInUrl' } };
const WEBHOOKS = '/v2/sip/webhooks';
const sent = (method: string) =>
	sandbox.journal().filter((entry) => entry.method === method && entry.path.startsWith(WEBHOOKS));

describe('registration', () => {
	test('activation registers the URL with the events of Call Finished, deactivation removes it', async () => {
		const trigger = await active();
		expect(sandbox.webhooks()).toMatchObject([
			{
				url: trigger.url,
				events: ['call-hangup', 'call-missed', 'call-update', 'call-transferred'],
			},
		]);
		await trigger.deactivate();
		expect(sandbox.webhooks()).toEqual([]);
	});

	test('activated again it is found, and nothing is changed', async () => {
		const trigger = await active();
		const before = sandbox.webhooks();
		await trigger.activate();
		expect(sandbox.webhooks()).toEqual(before);
		expect([sent('POST').length, sent('PATCH').length]).toEqual([1, 0]);
	});

	test('it is found by its URL when n8n has forgotten its ID, on whichever page of the list', async () => {
		const first = await active({ parameters: everyChange });
		for (let n = 0; n < 12; n++) await active();
		sandbox.changeSettings({ pageSizeLimit: 2 });
		const before = sandbox.webhooks();
		const { url } = first;
		await first.activate({ staticData: {} });
		expect(sandbox.webhooks()).toEqual(before);
		expect(sandbox.webhooks().filter((one) => one.url === url)).toHaveLength(1);
	});

	test('with other events the same registration is changed', async () => {
		const trigger = await active();
		const [{ id }] = sandbox.webhooks();
		await trigger.activate({ parameters: everyChange });
		expect(sandbox.webhooks()).toMatchObject([{ id, events: [...CALL_EVENTS] }]);
	});

	test('where n8n has a new address the same registration gets it', async () => {
		const trigger = await active();
		const [{ id }] = sandbox.webhooks();
		await trigger.activate({ address: 'http://127.0.0.1:9/below' });
		expect(sandbox.webhooks()).toMatchObject([
			{ id, url: trigger.url.replace(/^http:..[^/]*/, 'http://127.0.0.1:9/below') },
		]);
	});

	test('a copy of the workflow that brought the ID along leaves the registration of the other alone', async () => {
		const original = await active();
		const [before] = sandbox.webhooks();
		const staticData = { 'node:VideoSDK Trigger': structuredClone(original.staticData()) };
		const copy = await active({ staticData });
		expect(sandbox.webhooks()).toHaveLength(2);
		await copy.deactivate();
		expect(sandbox.webhooks()).toEqual([before]);
	});

	test('registered twice by whatever mishap: one remains, and it hears', async () => {
		const trigger = await start();
		await Promise.all([trigger.activate(), trigger.activate(), trigger.activate()]);
		await trigger.activate();
		expect(sandbox.webhooks()).toMatchObject([{ url: trigger.url }]);
		await trigger.deactivate();
		expect(sandbox.webhooks()).toEqual([]);
	});

	test('found twice when it is activated, as somebody has registered its URL by hand: the known one remains', async () => {
		const trigger = await active();
		const [{ id, events }] = sandbox.webhooks();
		const { apiKey, apiSecret: secret, url: apiEndpoint } = sandbox;
		const { webhooks } = new VideoSDK({ apiKey, secret, apiEndpoint }).sip;
		await webhooks.create({ url: trigger.url, events: ['call-missed'] });
		await trigger.activate();
		expect(sandbox.webhooks()).toMatchObject([{ id, events }]);
	});

	test('the answer is lost after it was registered: it is found, and registered once', async () => {
		sandbox.addFault({
			on: { method: 'POST', path: WEBHOOKS },
			fault: { kind: 'reset', placed: true },
		});
		const trigger = await active();
		expect(sandbox.webhooks()).toMatchObject([{ url: trigger.url }]);
		expect(sent('POST')).toHaveLength(1);
	});

	test('the request is lost before it was registered: the activation fails and says so, and nothing is sent twice', async () => {
		sandbox.addFault({ on: { method: 'POST', path: WEBHOOKS }, fault: { kind: 'reset' } });
		const trigger = await start();
		await expect(trigger.activate()).rejects.toThrow(
			/^The webhook at VideoSDK could not be registered: .* broke before the answer/,
		);
		expect(sent('POST')).toHaveLength(1);
		expect(sandbox.webhooks()).toEqual([]);
	});

	test('what follows the registration fails: it is taken back, and told', async () => {
		const trigger = await start();
		// Looked up twice before: by URL, and among all.
		sandbox.addFault({
			on: { method: 'GET', path: WEBHOOKS, nth: 3 },
			times: 50,
			fault: { kind: 'status', status: 403 },
		});
		await expect(trigger.activate()).rejects.toThrow('could not be registered');
		expect(sandbox.webhooks()).toEqual([]);
	});

	test('VideoSDK cannot be reached: the message says what to check', async () => {
		const gone = await startSandbox();
		await gone.close();
		const trigger = await start({ credential: credential(gone) });
		await expect(trigger.activate()).rejects.toThrow(
			/could not be checked: VideoSDK could not be reached .* Check the Base URL/,
		);
	});

	test("an address of this machine is never told to VideoSDK's own service", async () => {
		const baseUrl = 'https://api.videosdk.live';
		const trigger = await start({ credential: { ...credential(), baseUrl } });
		await expect(trigger.activate()).rejects.toThrow(/cannot reach this n8n .* WEBHOOK_URL/);
	});

	test('deactivation finds nothing: that is fine', async () => {
		const trigger = await active();
		sandbox.reset();
		await trigger.deactivate();
		expect(trigger.staticData()).toEqual({});
	});

	test('deactivation fails: the message says how to remove what is left', async () => {
		const trigger = await active();
		sandbox.addFault({
			on: { method: 'DELETE', path: `${WEBHOOKS}/${sandbox.webhooks()[0].id}` },
			fault: { kind: 'status', status: 403 },
		});
		await expect(trigger.deactivate()).rejects.toThrow(/resource Webhook, Get Many and Delete/);
	});

	test('a test run has a registration of its own beside that of production', async () => {
		const production = await active();
		const [before] = sandbox.webhooks();
		const test = await active({ isTest: true });
		expect(test.url).toContain('/webhook-test/');
		expect(sandbox.webhooks().map(({ url }) => url)).toEqual([test.url, production.url]);
		await test.deactivate();
		expect(sandbox.webhooks()).toEqual([before]);
	});
});

describe('an account that knows only the seven older events', () => {
	test('gets these, and the log says which are missing; a change falls back too', async () => {
		sandbox.changeSettings({ onlySevenEvents: true });
		const trigger = await active({ parameters: everyChange });
		expect(sandbox.webhooks()).toMatchObject([{ events: [...OLDER_CALL_EVENTS] }]);
		expect(trigger.log).toEqual([expect.stringContaining('only the older call events')]);
		await trigger.activate({ parameters: { listenFor: 'callFinished' } });
		expect(trigger.staticData().production).toMatchObject({ isLimited: false });
		await trigger.activate({ parameters: everyChange });
		expect(sandbox.webhooks()).toMatchObject([{ events: [...OLDER_CALL_EVENTS] }]);
		expect(trigger.staticData().production).toMatchObject({ isLimited: true });
	});

	test('cannot listen to newer ones alone, and is told so', async () => {
		sandbox.changeSettings({ onlySevenEvents: true });
		const events = ['call-transferring', 'switch-room-failed'];
		const trigger = await start({ parameters: { listenFor: 'selectedEvents', events } });
		await expect(trigger.activate()).rejects.toThrow(
			/took none of the selected events.*select other events/,
		);
		expect(sandbox.webhooks()).toEqual([]);
	});
});

describe.each(EACH_PAYLOAD)('deliveries %s', (payload) => {
	const send = async (url: string, body: string, headers = {}) =>
		(await fetch(url, { method: 'POST', body, headers })).status;
	const signed = (body: string) => ({ 'videosdk-signature': sandbox.sign(body) });
	const genuine = async ({ url }: EngineTrigger, body: unknown) => {
		const text = typeof body === 'string' ? body : JSON.stringify(body);
		return await send(url, text, signed(text));
	};
	const event = (webhookType: string, data: object) => bodyIn(payload, { webhookType, data });
	const hangup = (data: object = {}) =>
		event('call-hangup', { callId: 'c1', to: '+14155550123', status: 'ended', ...data });

	test('of one call its end starts once where Call Finished is selected, and its other events do not', async () => {
		const events = ['call-finished', 'call-transfer-failed'];
		const trigger = await active({ parameters: { listenFor: 'selectedEvents', events } });
		expect(sandbox.webhooks()[0].events).toEqual(
			expect.arrayContaining(['call-hangup', 'call-missed', 'call-update', 'call-transferred']),
		);
		const ofCall = { callId: 'c1', to: '+14155550123' };
		await genuine(trigger, event('call-update', { ...ofCall, status: 'ringing' }));
		expect(trigger.items).toEqual([]);
		await genuine(trigger, event('call-update', { ...ofCall, status: 'ended' }));
		await genuine(trigger, hangup());
		expect(trigger.items).toHaveLength(1);
		await genuine(trigger, event('call-transfer-failed', { ...ofCall, status: 'transfer-failed' }));
		expect(trigger.items).toHaveLength(2);
	});

	test('a genuine one becomes an item with fields of its own and the body untouched', async () => {
		const trigger = await active();
		const body = hangup({ unheardOf: { deep: [1, null] } });
		expect(await genuine(trigger, body)).toBe(200);
		expect(trigger.items).toEqual([
			{
				json: {
					...{ to: '+14155550123', outcome: null, reason: null },
					event: 'call-hangup',
					callId: 'c1',
					status: 'ended',
					sequenceHint: 1000,
					body,
				},
			},
		]);
	});

	test('bodies that lack whatever may be lacking become items, and nothing fails', async () => {
		const trigger = await active({ parameters: everyChange });
		const bodies = [{}, { data: null }, { webhookType: 7 }, { webhookType: 'call-new', data: [] }];
		for (const body of bodies) expect(await genuine(trigger, body)).toBe(200);
		expect(trigger.items.map(({ json }) => json.body)).toEqual(bodies);
	});

	test('whatever is not signed by VideoSDK is answered 401 and starts nothing', async () => {
		// Its key may be asked for as often as this needs.
		const own = await startSandbox();
		const trigger = await active({ credential: credential(own) });
		const text = JSON.stringify(hangup());
		const { url } = trigger;
		const signature = { 'videosdk-signature': own.sign(text) };
		expect(await send(url, text)).toBe(401);
		expect(await send(url, text, { 'videosdk-signature': '' })).toBe(401);
		expect(await send(url, text, { 'videosdk-signature': 'AAAA' })).toBe(401);
		expect(await send(url, ` ${text}`, signature)).toBe(401);
		expect(await send(url, JSON.stringify(hangup(), null, 2), signature)).toBe(401);
		expect(await send(`${url}?secret=undefined`, text)).toBe(401);
		expect(trigger.items).toEqual([]);
		await own.close();
	});

	test('what is signed and absurd is answered 400, 413 or 415 and starts nothing', async () => {
		const trigger = await active({ parameters: everyChange });
		for (const text of [
			'no json',
			'[]',
			'"call-hangup"',
			`{"a":${'['.repeat(1e5)}${']'.repeat(1e5)}}`,
		]) {
			expect(await genuine(trigger, text)).toBe(400);
		}
		expect(await genuine(trigger, `{"a":"${'x'.repeat(2 ** 20)}"}`)).toBe(413);
		const zipped = { ...signed('{}'), 'content-encoding': 'gzip' };
		expect(await send(trigger.url, '{}', zipped)).toBe(415);
		expect(trigger.items).toEqual([]);
	});

	test('the log tells why a delivery was refused, and not once for each of many', async () => {
		const own = await loadTriggerEngine();
		const trigger = await own.start({ credential: credential() });
		started.push(trigger);
		for (let n = 0; n < 50; n++) expect(await send(trigger.url, '{}')).toBe(401);
		expect(trigger.log).toEqual([
			expect.stringMatching(/videosdk-signature is missing.*Secret in URL/),
		]);
	});

	test('VideoSDK gives no key: genuine deliveries are answered 503, so that they may come again', async () => {
		const other = await startSandbox();
		other.addFault({
			on: { path: '/v2/public/rsa-public-key' },
			times: 9,
			fault: { kind: 'status', status: 500 },
		});
		const trigger = await start({ credential: credential(other) });
		expect(await genuine(trigger, hangup())).toBe(503);
		expect(trigger.items).toEqual([]);
		await other.close();
	});

	test('for Call Finished, one item for each call, from whichever event tells of its end first', async () => {
		const trigger = await active();
		const body = (webhookType: string, status: string, callId = 'c1') =>
			event(webhookType, { callId, status });
		for (const [name, status] of [
			['call-update', 'ringing'],
			['call-update', 'ended'],
			['call-hangup', 'ended'],
			['call-missed', 'missed'],
		]) {
			expect(await genuine(trigger, body(name, status))).toBe(200);
		}
		await genuine(trigger, body('call-transferred', 'transferred', 'c2'));
		await genuine(trigger, body('call-update', 'FAILED', 'c3'));
		await genuine(trigger, body('call-ringing', 'ringing', 'c4'));
		expect(trigger.items.map(({ json }) => [json.callId, json.event])).toEqual([
			['c1', 'call-update'],
			['c2', 'call-transferred'],
			['c3', 'call-update'],
		]);
	});

	test('an event for which n8n could not start the workflow is told when it is sent again, and once', async () => {
		const trigger = await active();
		trigger.failToStartOnce();
		const answers = [];
		for (let time = 0; time < 3; time++) answers.push(await genuine(trigger, hangup()));
		expect(answers).toEqual([500, 200, 200]);
		expect(trigger.items).toHaveLength(1);
	});

	test('only the selected events, and only those that pass the filters', async () => {
		const trigger = await active({
			parameters: {
				listenFor: 'selectedEvents',
				events: ['call-missed'],
				filters: { to: '+1 415 555 0123' },
			},
		});
		const missed = (callId: string, to: string) =>
			event('call-missed', { callId, to, status: 'missed' });
		await genuine(trigger, hangup());
		await genuine(trigger, missed('c2', '+4790000001'));
		await genuine(trigger, missed('c3', '+14155550123'));
		expect(trigger.items.map(({ json }) => json.callId)).toEqual(['c3']);
	});

	test('an event of last year is not told, unless there is no limit', async () => {
		const end = '2025-01-01T00:00:00.000Z';
		const limited = await active();
		expect(await genuine(limited, hangup({ end }))).toBe(200);
		expect(limited.items).toEqual([]);
		const unlimited = await active({ parameters: { security: { maxAgeHours: 0 } } });
		await genuine(unlimited, hangup({ end }));
		expect(unlimited.items).toHaveLength(1);
	});

	describe('verified by a secret in the URL', () => {
		const secretOf = ({ staticData }: EngineTrigger) => String(staticData().secret);
		const register = async () => {
			const trigger = await active({ parameters: secretInUrl });
			const [{ url }] = sandbox.webhooks();
			return { trigger, url };
		};

		test('a delivery with it starts the workflow, signed or not; one without does not', async () => {
			const { trigger, url } = await register();
			expect(url).toBe(`${trigger.url}?secret=${secretOf(trigger)}`);
			expect(await send(url, JSON.stringify(hangup()))).toBe(200);
			expect(trigger.items).toHaveLength(1);
			expect(await genuine(trigger, hangup({ callId: 'c2' }))).toBe(401);
			expect(await send(`${url}0`, '{}')).toBe(401);
			expect(trigger.items).toHaveLength(1);
		});

		test('it is in no item, error or log', async () => {
			const { trigger, url } = await register();
			await send(url, JSON.stringify(hangup()));
			await send(trigger.url, '{}');
			sandbox.addFault({
				on: { method: 'PATCH', path: `${WEBHOOKS}/${sandbox.webhooks()[0].id}` },
				times: 9,
				fault: { kind: 'status', status: 400, body: { message: `No such place: ${url}` } },
			});
			const parameters = { ...secretInUrl, ...everyChange };
			const failed = await trigger.activate({ parameters }).catch((error: unknown) => error);
			expect(failed).toMatchObject({ message: expect.stringContaining('secret=(hidden)') });
			for (const shown of [failed, trigger.items, trigger.log]) {
				const text = `${JSON.stringify(shown)}${String(shown)}`;
				expect(text).not.toContain(secretOf(trigger));
			}
		});

		test('chosen and taken back, the registration follows, and the next secret is another', async () => {
			const { trigger } = await register();
			const first = secretOf(trigger);
			await trigger.activate({ parameters: {} });
			expect(sandbox.webhooks()).toMatchObject([{ url: trigger.url }]);
			expect(trigger.staticData().secret).toBeUndefined();
			await trigger.activate({ parameters: secretInUrl });
			expect(sandbox.webhooks()).toMatchObject([
				{ url: `${trigger.url}?secret=${secretOf(trigger)}` },
			]);
			expect(secretOf(trigger)).not.toBe(first);
		});
	});
});
