import { expect, test } from 'vitest';
import { SEED_GATEWAY_ID } from '../../sandbox/index.mts';
import { collect, useVendorSdk } from './vendorSdk.mts';

const { sandbox, vsdk } = useVendorSdk();

const ROOM = 'cust-omer-call';

/** A call in the room that has been answered; gives the id of its session. */
async function talk(participantId = 'callee-1', roomId = ROOM): Promise<string> {
	const call = { callTo: '+4915550100', gatewayId: SEED_GATEWAY_ID, roomId, participantId };
	await vsdk().sip.calls.create(call);
	sandbox().clock.advance(4_000);
	return sandbox().calls()[0]?.sessionId ?? '';
}

test('the SDK lists sessions with every filter it has, and gets one of them', async () => {
	const id = await talk();
	const now = sandbox().clock.now();
	const params = {
		query: 'appointment-reminders',
		roomId: ROOM,
		customRoomId: 'appointment-reminders',
		startDate: now - 60_000,
		endDate: now,
		status: 'ongoing',
	} as const;
	const [session] = (await vsdk().sessions.list(params)).data;
	expect(session).toMatchObject({ id, roomId: ROOM, status: 'ongoing', end: null });
	expect(await vsdk().sessions.get(id)).toEqual(session);
	expect((await vsdk().sessions.list({ status: 'ended' })).data).toEqual([]);
});

test('the SDK pages through all sessions, each of them once', async () => {
	for (let i = 0; i < 23; i += 1) await talk('callee', `room-${i}`);
	const first = await vsdk().sessions.list();
	expect([first.data.length, first.total]).toEqual([20, 23]);
	expect(new Set((await collect(first)).map(({ id }) => id)).size).toBe(23);
});

test('the SDK lists all participants, the active ones and a single one', async () => {
	const id = await talk('a');
	await talk('b');
	await vsdk().sip.calls.end(sandbox().calls()[1]?.callId ?? '');
	const ids = (page: { data: Array<{ participantId: string }> }) =>
		page.data.map(({ participantId }) => participantId);
	const { sessions, participants } = vsdk();
	expect(ids(await sessions.listParticipants(id))).toEqual(['a', 'b']);
	expect(ids(await sessions.listActiveParticipants(id))).toEqual(['b']);
	expect(await sessions.getParticipant(id, 'a')).toMatchObject({
		participantId: 'a',
		timelog: [{ start: expect.any(String), end: expect.any(String) }],
	});
	expect(ids(await participants.list(ROOM))).toEqual(['b']);
	expect(await participants.get(ROOM, 'b')).toMatchObject({ participantId: 'b' });
});

test('the SDK ends a session, and the call in it is over', async () => {
	const sessionId = await talk();
	const ended = await vsdk().sessions.end({ roomId: ROOM, sessionId, force: true });
	expect(ended).toMatchObject({ id: sessionId, roomId: ROOM, status: 'ended' });
	expect(sandbox().calls()[0]?.status).toBe('ended');
	const again = { meetingId: ROOM, ignoreClosed: true };
	expect(await vsdk().sessions.end(again)).toMatchObject({ id: sessionId });
	const refused = vsdk().sessions.end({ roomId: ROOM });
	await expect(refused).rejects.toMatchObject({ httpStatus: 400 });
});

test('the SDK removes a participant by room or by session', async () => {
	await talk('a');
	const sessionId = await talk('b');
	const { sessions, participants } = vsdk();
	expect(await sessions.removeParticipant({ sessionId, participantId: 'a' })).toMatch(/removed/);
	expect(await participants.remove(ROOM, 'b')).toMatch(/removed/);
	expect(
		sandbox()
			.calls()
			.map(({ status }) => status),
	).toEqual(['ended', 'ended']);
});

test('the SDK gets statistics of a session and of a participant', async () => {
	const id = await talk('a');
	expect(await vsdk().sessions.getStats(id)).toBeTypeOf('object');
	expect(await vsdk().sessions.getParticipantStats(id, 'a')).toBeTypeOf('object');
});

test('the SDK reports an unknown session and participant as not found', async () => {
	const id = await talk('a');
	const notFound = { httpStatus: 404 };
	await expect(vsdk().sessions.get('x')).rejects.toMatchObject(notFound);
	await expect(vsdk().sessions.getParticipant(id, 'x')).rejects.toMatchObject(notFound);
});
