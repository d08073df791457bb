import { beforeEach, describe, expect, test } from 'vitest';
import { EACH_PAYLOAD } from '../support/payloads.mts';
import { useReceiver } from '../support/webhookReceiver.mts';
import { ALL_EVENTS } from '../../sandbox/webhooks/callEvents.mts';
import { useSandbox } from './sandboxClient.mts';

const { sandbox, send, dial, dialOut } = useSandbox();
const { url, received, events } = useReceiver();

const listen = async (names: readonly string[] = ALL_EVENTS) => {
	const body = { url: url(), events: names };
	expect((await send('/v2/sip/webhooks', { method: 'POST', body })).status).toBe(200);
};
const pass = async (seconds: number) => {
	sandbox().clock.advance(seconds * 1000);
	await sandbox().settled();
};
const callId = () => sandbox().calls()[0]?.callId ?? '';
const act = (action: string, body: object = {}) =>
	send(`/v2/sip/call/${action}`, { method: 'POST', body: { callId: callId(), ...body } });

describe.each(EACH_PAYLOAD)('deliveries %s', (payload) => {
	const isDocumented = payload === 'asDocumented';

	beforeEach(async () => {
		sandbox().changeDelivery({ payload });
		await listen();
	});

	test('a call that is answered raises an event for each of its statuses, when it comes to it', async () => {
		await dialOut();
		await sandbox().settled();
		expect(events()).toEqual(['call-started']);
		await pass(1);
		expect(events()).toEqual(['call-started', 'call-ringing']);
		await pass(3);
		await pass(30);
		expect(events().slice(2)).toEqual(['call-answered', 'call-hangup']);
		await pass(1_000);
		expect(received()).toHaveLength(4);
	});

	test('a delivery holds the call as the list shows it, or what is read of it, in compact JSON', async () => {
		await dialOut({ metadata: { customer: 'c-7' } });
		await pass(0);
		const [listed] = (await send('/v2/sip/call')).json.data;
		const { callId, roomId, sessionId, to, from, status, start } = listed;
		const data = isDocumented
			? listed
			: {
					...{ callId, roomId, sessionId, to, from, status },
					...{ metaData: { customer: 'c-7' }, timestamp: Date.parse(start) },
				};
		const [delivery] = received();
		expect(delivery?.method).toBe('POST');
		expect(delivery?.headers['content-type']).toBe('application/json');
		const written = delivery?.rawBody.toString('utf8') ?? '';
		expect(JSON.parse(written)).toEqual({ webhookType: 'call-started', data });
		expect(written).toBe(JSON.stringify(JSON.parse(written)));
	});

	test('time that passes at once raises the events one after the other, each with the call of then', async () => {
		await dialOut();
		await pass(3_600);
		expect(events()).toEqual(['call-started', 'call-ringing', 'call-answered', 'call-hangup']);
		const calls = received().map(({ json }) => json.data);
		expect(calls.map(({ status }) => status)).toEqual([
			'initiated',
			'ringing',
			'answered',
			'ended',
		]);
		if (isDocumented) {
			expect(calls.map(({ timelog }) => timelog.length)).toEqual([1, 2, 3, 4]);
			expect(calls.map(({ end }) => end === null)).toEqual([true, true, true, false]);
		} else {
			const times = calls.map(({ timestamp }) => timestamp);
			expect(times.map((time) => time - times[0])).toEqual([0, 1000, 4000, 34_000]);
		}
	});

	test('events of several calls come in the order of what happened', async () => {
		await dialOut({ sipCallTo: '+4915550101' });
		await pass(2);
		await dialOut({ sipCallTo: '+4915550102' });
		await pass(60);
		expect(received().map(({ json }) => `${json.webhookType} ${json.data.to.slice(-1)}`)).toEqual([
			'call-started 1',
			'call-ringing 1',
			'call-started 2',
			'call-ringing 2',
			'call-answered 1',
			'call-answered 2',
			'call-hangup 1',
			'call-hangup 2',
		]);
	});

	test.each([
		['+12025550101', ['call-started', 'call-update'], 'rejected'],
		['+12025550102', ['call-started', 'call-ringing', 'call-missed'], 'not-answered'],
		['+12025550104', ['call-started', 'call-update'], 'failed'],
		['+12025550106', ['call-started', 'call-ringing', 'call-update'], 'abandoned'],
	])('a call to %s raises %j and was %s', async (to, names, status) => {
		await dial(to);
		await pass(60);
		expect(events()).toEqual(names);
		expect(received().at(-1)?.json.data.status).toBe(status);
	});

	test('what is decided by hand is told as well, though no time passes', async () => {
		await dialOut();
		await act('end');
		await sandbox().settled();
		expect(received().map(({ json }) => json.data.status)).toEqual(['initiated', 'abandoned']);
	});

	test('transfers and changes of room have events of their own', async () => {
		await dialOut();
		await pass(4);
		await act('switch-room', { roomId: 'cust-omer-call' });
		await pass(1);
		await act('transfer', { transferTo: '+12025550107' });
		await pass(4);
		await act('transfer', { transferTo: '+4915550199' });
		await pass(60);
		const transfer = ['call-transfer-initiated', 'call-transferring', 'call-transfer-ringing'];
		expect(events().slice(3)).toEqual([
			'switch-room-initiated',
			'switch-room-completed',
			...transfer,
			'call-transfer-failed',
			...transfer,
			'call-transferred',
		]);
	});

	test('a call-update may come with every change', async () => {
		sandbox().changeSettings({ callUpdates: true });
		await dial('+12025550101');
		await pass(60);
		expect(events()).toEqual(['call-started', 'call-update', 'call-update']);
		expect(received().map(({ json }) => json.data.status)).toEqual([
			'initiated',
			'initiated',
			'rejected',
		]);
	});

	test('each webhook hears of the events it asked for, and of nothing after it was removed', async () => {
		const [{ id } = { id: '' }] = sandbox().webhooks();
		await send(`/v2/sip/webhooks/${id}`, { method: 'DELETE' });
		await listen(['call-hangup']);
		await listen(['call-answered', 'call-hangup']);
		await dialOut();
		await pass(60);
		expect(events()).toEqual(['call-answered', 'call-hangup', 'call-hangup']);
	});

	test('whoever registers late hears of what is still to come only', async () => {
		sandbox().reset();
		sandbox().clock.freeze();
		await dialOut();
		await pass(2);
		await listen();
		await pass(60);
		expect(events()).toEqual(['call-answered', 'call-hangup']);
	});

	test('on a clock that runs fast, events come by themselves', async () => {
		await dialOut();
		sandbox().clock.setSpeed(3600);
		await expect.poll(() => received().length, { interval: 20 }).toBe(4);
		expect(events().at(-1)).toBe('call-hangup');
	});

	test('after a reset nobody hears of the calls before it', async () => {
		await dialOut();
		await pass(0);
		sandbox().reset();
		await sandbox().settled();
		expect(events()).toEqual(['call-started']);
		expect([sandbox().webhooks(), sandbox().deliveries()]).toEqual([[], []]);
	});
});
