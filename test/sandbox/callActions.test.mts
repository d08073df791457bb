import { expect, test } from 'vitest';
import { useSandbox } from './sandboxClient.mts';

const { sandbox, token, send, dialOut } = useSandbox();

const post = (action: string, body: object) =>
	send(`/v2/sip/call/${action}`, { method: 'POST', body });
const newest = () => {
	const call = sandbox().calls()[0];
	if (!call) throw new Error('There is no call.');
	return call;
};
const statuses = () => newest().timelog.map(({ status }) => status);

/** A call whose callee has just picked up. */
async function answeredCall(): Promise<string> {
	await dialOut({ destinationRoomId: 'room-seed-0001' });
	sandbox().clock.advance(4_000);
	return newest().callId;
}

test('an answered call is ended, and the answer says so', async () => {
	const callId = await answeredCall();
	const ended = await post('end', { callId });
	expect(ended.json).toMatchObject({
		message: expect.any(String),
		data: { callId, status: 'ended' },
	});
	expect(newest()).toMatchObject({ status: 'ended', end: sandbox().clock.now() });
});

test('a call that is ended while it rings was abandoned and is never answered', async () => {
	await dialOut();
	await post('end', { callId: newest().callId });
	sandbox().clock.advance(60_000);
	expect(newest().status).toBe('abandoned');
});

test('ending is refused for a call that is over and for an unknown one', async () => {
	const callId = await answeredCall();
	await post('end', { callId });
	expect((await post('end', { callId })).json).toEqual({ message: 'The call is over (ended).' });
	expect((await post('end', { callId })).status).toBe(400);
	expect((await post('end', { callId: 'unknown' })).status).toBe(404);
	expect((await post('end', {})).json.message).toBe('"callId" is required.');
});

test("a transfer rings the target's phone and ends the call when the target answers", async () => {
	const callId = await answeredCall();
	const answer = await post('transfer', { callId, transferTo: '+4915550199', playDialtone: true });
	expect([answer.status, answer.json.data.status]).toEqual([200, 'answered']);
	expect(sandbox().ringsOf('+4915550199')).toBe(1);
	const seen = [];
	for (const seconds of [0, 1, 1, 2]) {
		sandbox().clock.advance(seconds * 1000);
		seen.push(newest().status);
	}
	expect(seen).toEqual(['transfer-initiated', 'transferring', 'transfer-ringing', 'transferred']);
	expect(newest()).toMatchObject({ transferTo: '+4915550199', end: sandbox().clock.now() });
	sandbox().clock.advance(60_000);
	expect(newest().status).toBe('transferred');
});

test.each(['+12025550107', '+12025550102', 'sip:+12025550101@carrier.example'])(
	'a transfer to %s fails, and the call goes on until the callee hangs up',
	async (transferTo) => {
		const callId = await answeredCall();
		await post('transfer', { callId, transferTo });
		sandbox().clock.advance(4_000);
		expect(newest()).toMatchObject({ status: 'transfer-failed', end: null });
		sandbox().clock.advance(26_000);
		expect(newest().status).toBe('ended');
	},
);

test('a callee who hangs up during a transfer ends the call', async () => {
	const callId = await answeredCall();
	sandbox().clock.advance(27_000);
	await post('transfer', { callId, transferTo: '+4915550199' });
	sandbox().clock.advance(60_000);
	expect(statuses().slice(-2)).toEqual(['transfer-ringing', 'ended']);
});

test('only an answered call is transferred, and only once at a time', async () => {
	const transferTo = '+4915550199';
	await dialOut();
	const callId = newest().callId;
	const refusal = async () => {
		const { status, json } = await post('transfer', { callId, transferTo });
		return `${status} ${json.message}`;
	};
	expect(await refusal()).toBe('400 The call is initiated: nobody has answered yet.');
	sandbox().clock.advance(5_000);
	await post('transfer', { callId, transferTo });
	expect(await refusal()).toBe('400 The call is being transferred already.');
	sandbox().clock.advance(60_000);
	expect(await refusal()).toBe('400 The call is over (transferred).');
	expect(sandbox().ringsOf(transferTo)).toBe(1);
	expect((await post('transfer', { callId, transferTo: 'me' })).json.message).toMatch(/transferTo/);
});

const joining = (claims: object = {}) =>
	token({ roles: ['rtc'], permissions: ['allow_join'], ...claims });

test('a call moves to another room, as the participant of the token', async () => {
	const callId = await answeredCall();
	const answer = await post('switch-room', {
		callId,
		roomId: 'room-seed-0002',
		token: joining({ roomId: 'room-seed-0002', participantId: 'agent-7' }),
	});
	expect(answer.json).toMatchObject({ statusCode: 200, data: { callId, status: 'answered' } });
	expect(newest()).toMatchObject({ status: 'switch-room-initiated', roomId: 'room-seed-0001' });
	sandbox().clock.advance(1_000);
	expect(newest()).toMatchObject({
		status: 'switch-room-completed',
		roomId: 'room-seed-0002',
		participantId: 'agent-7',
	});
	sandbox().clock.advance(60_000);
	expect(newest().status).toBe('ended');
});

test('a call moves without any token, and with one that has no roles', async () => {
	const callId = await answeredCall();
	const roomId = 'room-seed-0002';
	expect((await post('switch-room', { callId, roomId })).status).toBe(200);
	const answer = await post('switch-room', {
		callId,
		roomId,
		token: joining({ roles: undefined }),
	});
	expect(answer.status).toBe(200);
});

test.each([
	['for calling this API', () => joining({ roles: ['crawler'] }), /role "rtc"/],
	['that may only ask to join', () => joining({ permissions: ['ask_join'] }), /allow_join/],
	['for another room', () => joining({ roomId: 'room-seed-0009' }), /another room/],
	['that has expired', () => joining({ exp: 1 }), /expired/],
	['of another account', () => token({ permissions: ['allow_join'] }, 'foreign'), /signature/],
])('a token %s does not move a call', async (_, make, why) => {
	const callId = await answeredCall();
	const body = { callId, roomId: 'room-seed-0002', token: make() };
	const answer = await post('switch-room', body);
	expect([answer.status, answer.json.message]).toEqual([400, expect.stringMatching(why)]);
	expect(newest().status).toBe('answered');
});

test('a call does not move to an unknown room, and not before it is answered', async () => {
	const callId = await answeredCall();
	expect((await post('switch-room', { callId, roomId: 'nowhere' })).status).toBe(404);
	expect((await post('switch-room', { callId: 'x', roomId: 'room-seed-0002' })).status).toBe(404);
	await dialOut();
	const ringing = { callId: newest().callId, roomId: 'room-seed-0002' };
	expect((await post('switch-room', ringing)).status).toBe(400);
});
