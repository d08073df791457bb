import { AuthenticationError, RoomNotFoundError, VideoSDK } from '@videosdk.live/server-sdk';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startSandbox } from '../../sandbox/index.mts';
import type { Sandbox } from '../../sandbox/index.mts';

/**
 * VideoSDK's own server SDK, unchanged, pointed at the sandbox: what it can work with is close
 * enough to the real service. It has no method for POST /v2/sip/outbound-call, so that goes through
 * its raw request method, which still signs, sends and reads in the vendor's way.
 */
let sandbox: Sandbox;
let vsdk: VideoSDK;

beforeAll(async () => {
	sandbox = await startSandbox();
	vsdk = new VideoSDK({
		apiKey: sandbox.apiKey,
		secret: sandbox.apiSecret,
		apiEndpoint: sandbox.url,
		maxRetries: 0,
	});
});
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.close());

const OUTBOUND_CALL = '/v2/sip/outbound-call';

const call = (to: string, meetingId = 'abcd-efgh-ijkl') =>
	vsdk.api.post<{ statusCode: number; message: string; participantId: string }>(OUTBOUND_CALL, {
		body: { to, displayName: 'John Doe', meetingId, trunkId: 'trunk_987654321' },
	});

async function collect<T>(pages: AsyncIterable<T>): Promise<T[]> {
	const items = [];
	for await (const item of pages) items.push(item);
	return items;
}

test("the SDK's own token is accepted, bare and signed with HS256", async () => {
	await vsdk.rooms.list();
	expect(sandbox.journal()[0]).toMatchObject({
		status: 200,
		authorization: {
			prefix: '',
			algorithm: 'HS256',
			claims: { apikey: sandbox.apiKey, version: 2, roles: ['crawler'] },
		},
	});
});

test("the SDK's participant token (role rtc) is refused, as the docs say it is", async () => {
	const participant = new VideoSDK({
		token: vsdk.accessToken().setParticipant('caller-1').toJwt(),
		apiEndpoint: sandbox.url,
		maxRetries: 0,
	});
	await expect(participant.rooms.list()).rejects.toMatchObject({ httpStatus: 403 });
});

test('the SDK reports a wrong secret as an authentication error with our reason', async () => {
	const stranger = new VideoSDK({
		apiKey: sandbox.apiKey,
		secret: 'a foreign secret',
		apiEndpoint: sandbox.url,
		maxRetries: 0,
	});
	const error = await stranger.rooms.list().catch((reason: unknown) => reason);
	expect(error).toBeInstanceOf(AuthenticationError);
	expect((error as Error).message).toMatch(/signature does not fit the API secret/);
});

test('the SDK creates a room with all its options and fetches it by each of its ids', async () => {
	const room = await vsdk.rooms.create({
		customRoomId: 'conformance',
		geoFence: 'us002',
		webhook: { url: 'https://example.com/hook', events: ['session*'] },
		autoCloseConfig: { afterInactiveSeconds: 60, type: 'session-ends' },
		autoStartConfig: { recording: {} },
		multiComposition: { recording: true },
		allowedParticipantIds: ['caller-1'],
	});
	expect(room).toMatchObject({
		customRoomId: 'conformance',
		geoFence: 'us002',
		webhook: { endPoint: 'https://example.com/hook', events: ['session*'] },
		autoCloseConfig: { type: 'session-ends', duration: 60 },
	});
	for (const id of [room.id, room.roomId, 'conformance']) {
		expect((await vsdk.rooms.get(id)).roomId).toBe(room.roomId);
	}
	expect((await vsdk.rooms.create({ customRoomId: 'conformance' })).id).toBe(room.id);
});

test('the SDK creates a room without any option', async () => {
	expect((await vsdk.rooms.create()).roomId).toMatch(/^.{4}-.{4}-.{4}$/);
});

test('the SDK pages through all rooms, each of them once', async () => {
	const first = await vsdk.rooms.list();
	expect([first.data.length, first.total, first.hasNextPage]).toEqual([20, 28, true]);
	const rooms = await collect(first);
	expect(new Set(rooms.map(({ roomId }) => roomId)).size).toBe(28);
});

test('the SDK finds a room by its exact id', async () => {
	const page = await vsdk.rooms.list({ query: 'appointment-reminders' });
	expect(page.data.map(({ customRoomId }) => customRoomId)).toEqual(['appointment-reminders']);
});

test('the SDK tells valid rooms from unknown ones', async () => {
	expect(await vsdk.rooms.validate('abcd-efgh-ijkl')).toMatchObject({ valid: true });
	expect(await vsdk.rooms.validate('zzzz-zzzz-zzzz')).toEqual({
		valid: false,
		roomId: 'zzzz-zzzz-zzzz',
	});
	expect(await vsdk.rooms.validate('no room id')).toMatchObject({ valid: false });
});

test('the SDK ends a room by its room id, while a custom id is not found', async () => {
	expect(await vsdk.rooms.end('cust-omer-call')).toMatchObject({ disabled: true });
	await expect(vsdk.rooms.end('appointment-reminders')).rejects.toBeInstanceOf(RoomNotFoundError);
	expect(await vsdk.rooms.get('cust-omer-call')).toMatchObject({ disabled: true });
});

test('the SDK places the outbound call of the docs, and the phone rings once', async () => {
	const answer = await call('+4915550100');
	expect(answer).toEqual({
		statusCode: 200,
		message: 'Success',
		participantId: expect.any(String),
	});
	expect(sandbox.rings()).toEqual({ '+4915550100': 1 });
});

test('the SDK lists calls, with an id, and gets one of them by that id', async () => {
	await call('+4915550100');
	const [listed] = (await vsdk.sip.calls.list()).data;
	expect(listed).toMatchObject({
		id: sandbox.calls()[0]?.callId,
		type: 'outbound',
		to: '+4915550100',
		roomId: 'abcd-efgh-ijkl',
		end: null,
	});
	sandbox.clock.advance(60_000);
	const single = await vsdk.sip.calls.get(listed?.id ?? '');
	expect(single).toMatchObject({ id: listed?.id, status: 'ended', end: expect.any(String) });
});

test('the SDK pages through all calls, each of them once', async () => {
	for (let i = 0; i < 23; i += 1) await call(`+49155501${10 + i}`);
	const calls = await collect(await vsdk.sip.calls.list());
	expect(new Set(calls.map(({ id }) => id)).size).toBe(23);
	const five = await vsdk.sip.calls.list({ perPage: 5, page: 2 });
	expect([five.data.length, five.total]).toEqual([5, 23]);
});

test('every filter the SDK has for calls is understood', async () => {
	await call('+4915550101', 'room-a');
	await call('+4915550102', 'room-b');
	const [second] = sandbox.calls();
	const now = sandbox.clock.now();
	const found = async (params: Parameters<typeof vsdk.sip.calls.list>[0]) =>
		(await vsdk.sip.calls.list(params)).data.map(({ to }) => to);
	expect(await found({ roomId: 'room-a' })).toEqual(['+4915550101']);
	expect(await found({ id: second?.callId })).toEqual(['+4915550102']);
	expect(await found({ sessionId: second?.sessionId })).toEqual(['+4915550102']);
	expect(await found({ search: '+4915550101' })).toEqual(['+4915550101']);
	expect(await found({ type: 'outbound', startDate: now - 60_000, endDate: now })).toHaveLength(2);
	expect(await found({ type: 'inbound' })).toEqual([]);
	expect(await found({ gatewayId: 'gw_1', ruleId: 'rr_1' })).toEqual([]);
});

test('the SDK reports an unknown call as not found', async () => {
	const missing = vsdk.sip.calls.get('no such call');
	await expect(missing).rejects.toMatchObject({ httpStatus: 404, message: 'Call not found.' });
});

test("the SDK's retry rules meet ordered faults: a placed call is not placed again after a 500", async () => {
	const patient = new VideoSDK({
		apiKey: sandbox.apiKey,
		secret: sandbox.apiSecret,
		apiEndpoint: sandbox.url,
	});
	sandbox.addFault({ on: {}, fault: { kind: 'status', status: 500, placed: true } });
	const body = { to: '+4915550100', displayName: 'A', meetingId: 'm', trunkId: 't' };
	await expect(patient.api.post(OUTBOUND_CALL, { body })).rejects.toMatchObject({
		httpStatus: 500,
	});
	expect(sandbox.rings()).toEqual({ '+4915550100': 1 });
});
