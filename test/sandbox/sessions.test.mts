import { expect, test } from 'vitest';
import { useSandbox } from './sandboxClient.mts';

const { sandbox, send, dialOut } = useSandbox();

const ROOM = 'cust-omer-call';
const list = async (query = '') => (await send(`/v2/sessions${query}`)).json.data;
const end = (body: object) => send('/v2/sessions/end', { method: 'POST', body });
const newest = () => sandbox().calls()[0];

async function talkIn(roomId: string, id: string) {
	await dialOut({ destinationRoomId: roomId, participant: { id, name: `Name of ${id}` } });
	sandbox().clock.advance(4_000);
}

test('a session begins when the callee answers and ends with the call', async () => {
	await dialOut({ destinationRoomId: ROOM });
	expect(await list()).toEqual([]);
	sandbox().clock.advance(4_000);
	expect(await list()).toMatchObject([
		{
			id: newest()?.sessionId,
			roomId: ROOM,
			customRoomId: 'appointment-reminders',
			status: 'ongoing',
			end: null,
		},
	]);
	sandbox().clock.advance(30_000);
	expect(await list()).toMatchObject([{ status: 'ended', end: expect.any(String) }]);
});

test('calls in one room at the same time share a session, later ones do not', async () => {
	await talkIn(ROOM, 'a');
	await talkIn(ROOM, 'b');
	const [session] = await list();
	expect(session.participants.map((one: any) => one.participantId)).toEqual(['a', 'b']);
	sandbox().clock.advance(60_000);
	await talkIn(ROOM, 'c');
	expect(await list()).toHaveLength(2);
});

test('sessions are filtered by room, custom room, state and time of start', async () => {
	await talkIn(ROOM, 'a');
	await talkIn('room-seed-0001', 'b');
	const total = async (query: string) => (await list(query)).length;
	expect(await total('?roomId=room-seed-0001')).toBe(1);
	expect(await total('?customRoomId=appointment-reminders')).toBe(1);
	expect(await total('?query=appointment-reminders')).toBe(1);
	expect(await total('?status=ongoing')).toBe(2);
	expect(await total('?status=ended')).toBe(0);
	expect(await total(`?startDate=${sandbox().clock.now()}`)).toBe(1);
});

test('a call that changes rooms leaves one session and joins another', async () => {
	await talkIn(ROOM, 'a');
	const body = { callId: newest()?.callId, roomId: 'room-seed-0001' };
	await send('/v2/sip/call/switch-room', { method: 'POST', body });
	sandbox().clock.advance(1_000);
	expect(await list()).toMatchObject([
		{ roomId: 'room-seed-0001', status: 'ongoing' },
		{ roomId: ROOM, status: 'ended' },
	]);
});

test('ending a session ends its calls; ending it again is refused unless tolerated', async () => {
	await talkIn(ROOM, 'a');
	const ended = await end({ roomId: ROOM });
	expect(ended.json).toMatchObject({ meetingId: ROOM, end: expect.any(String) });
	expect(newest()?.status).toBe('ended');
	expect((await end({ roomId: ROOM })).status).toBe(400);
	expect((await end({ roomId: ROOM, ignoreClosed: true })).status).toBe(200);
	expect((await end({ roomId: 'nowhere' })).status).toBe(404);
});

test('a participant who is removed is hung up on, the others stay', async () => {
	await talkIn(ROOM, 'a');
	await talkIn(ROOM, 'b');
	const body = { roomId: ROOM, participantId: 'a' };
	const answer = await send('/v2/sessions/participants/remove', { method: 'POST', body });
	expect(answer.json).toEqual(expect.any(String));
	const [session] = await list('?status=ongoing');
	const active = (await send(`/v2/sessions/${session.id}/participants/active`)).json;
	expect(active.data[0].participants).toMatchObject([{ participantId: 'b' }]);
	const everybody = (await send(`/v2/sessions/${session.id}/participants`)).json;
	expect(everybody.data.participants).toHaveLength(2);
});
