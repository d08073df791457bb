import { beforeEach, expect, test } from 'vitest';
import { SEED_GATEWAY_ID } from '../../sandbox/index.mts';
import { byId, useResourceOperations } from '../support/resourceOperations.mts';
import type { RunOrder } from '../support/workflowEngine.mts';

const { sandbox, credential, engine, run } = useResourceOperations('session');

const ROOM = 'cust-omer-call';

beforeEach(() => sandbox().clock.freeze());

/** Somebody's phone is answered, in a room; gives the ID of the session. */
async function talk(participantId: string, roomId = ROOM): Promise<string> {
	const { error } = await engine().run({
		...{ credential: credential(), items: [{}] },
		parameters: {
			...{ resource: 'call', operation: 'outboundSipCall', callThrough: 'gateway' },
			...{ gatewayId: byId(SEED_GATEWAY_ID), to: '+4915550100', participantId },
			...{ putInto: 'existingMeeting', meetingId: byId(roomId) },
		},
	}).finished;
	if (error) throw new Error(`${error.message} ${error.description}`);
	sandbox().clock.advance(4_000);
	return sandbox().calls()[0]?.sessionId ?? '';
}

const statuses = () =>
	sandbox()
		.calls()
		.map(({ status }) => status);

test('a session is looked up by the ID that the call tells', async () => {
	const sessionId = await talk('a');
	const [session] = await run('get', { sessionId: byId(sessionId) });
	expect(session).toMatchObject({
		...{ sessionId, roomId: ROOM, customRoomId: 'appointment-reminders', status: 'ongoing' },
		participants: [{ participantId: 'a', isPresent: true, joinedAt: expect.any(String) }],
	});
	await expect(run('get', { sessionId: byId('nobody') })).rejects.toThrow(
		/Session not found.*Session is "nobody"\. Check the Session of this item/,
	);
});

test('sessions are listed by room, time and status, from all pages, each once', async () => {
	const ids = new Set<unknown>();
	for (let n = 0; n < 5; n += 1) ids.add(await talk('a', `room-${n}`));
	sandbox().changeSettings({ pageSizeLimit: 2 });
	const all = await run('getAll', { returnAll: true });
	expect(new Set(all.map(({ sessionId }) => sessionId))).toEqual(ids);
	expect(all).toHaveLength(5);
	expect(await run('getAll', { limit: 3 })).toHaveLength(3);
	const one = await run('getAll', { roomId: byId('room-3') });
	expect(one).toMatchObject([{ roomId: 'room-3' }]);
	const filters = { startedUntil: '2020-01-01T00:00:00Z' };
	expect(await run('getAll', { filters })).toEqual([]);
	expect(await run('getAll', { filters: { sessionStatus: 'ended' } })).toEqual([]);
});

test('who is in a room now, who was there, and who was in a session that is over', async () => {
	const sessionId = await talk('a');
	await talk('b');
	expect(await run('removeParticipant', { roomId: byId(ROOM), participant: byId('a') })).toEqual([
		{ roomId: ROOM, participantId: 'a', removed: true },
	]);
	const room = { participantsOf: 'room', roomId: byId(ROOM) };
	expect(await run('getParticipants', { ...room, who: 'active' })).toMatchObject([
		{ sessionId, roomId: ROOM, participantId: 'b', isPresent: true },
	]);
	expect(await run('getParticipants', room)).toMatchObject([
		{ participantId: 'a', isPresent: false, leftAt: expect.any(String) },
		{ participantId: 'b', isPresent: true },
	]);
	await run('end', { roomId: byId(ROOM) });
	expect(await run('getParticipants', room)).toEqual([]);
	const session = { participantsOf: 'session', sessionId: byId(sessionId), returnAll: true };
	sandbox().changeSettings({ pageSizeLimit: 1 });
	expect(await run('getParticipants', session)).toMatchObject([
		{ sessionId, participantId: 'a' },
		{ sessionId, participantId: 'b' },
	]);
});

test('End sends everybody out, those on the phone too, and ending twice is no error', async () => {
	const sessionId = await talk('a');
	await talk('b');
	const [ended] = await run('end', { roomId: byId(ROOM) });
	expect(ended).toMatchObject({ sessionId, roomId: ROOM, status: 'ended' });
	expect(statuses()).toEqual(['ended', 'ended']);
	const [again] = await run('end', { roomId: byId(ROOM), sessionId: byId(sessionId) });
	expect(again).toMatchObject({ sessionId, status: 'ended' });
	const bodies = sandbox()
		.journal()
		.filter(({ path }) => path === '/v2/sessions/end')
		.map(({ body }) => body);
	expect(bodies).toEqual([
		{ ignoreClosed: true, roomId: ROOM },
		{ sessionId, ignoreClosed: true, roomId: ROOM },
	]);
});

test('End of a room that nobody was in says so', async () => {
	await expect(run('end', { roomId: byId('abcd-efgh-ijkl') })).rejects.toThrow(
		/Session not found.*Nothing was ended/,
	);
});

test('Remove Participant sends one out and leaves the others, and who is gone is no error', async () => {
	await talk('a');
	await talk('b');
	const remove = { roomId: byId(ROOM), participant: byId('a') };
	expect(await run('removeParticipant', remove)).toMatchObject([{ removed: true }]);
	expect(statuses().sort()).toEqual(['answered', 'ended']);
	const nobody = { roomId: byId(ROOM), participant: byId('nobody') };
	expect(await run('removeParticipant', nobody)).toMatchObject([{ removed: false }]);
});

test.each([false, true])(
	'Remove Participant has done it, whether VideoSDK says so in plain text (%s) or not',
	async (plainTextAnswers) => {
		sandbox().changeSettings({ plainTextAnswers });
		await talk('a');
		const remove = { roomId: byId(ROOM), participant: byId('a') };
		expect(await run('removeParticipant', remove)).toMatchObject([{ removed: true }]);
	},
);

test('a session or a room that an expression gives nothing for is an error, and not all that there are', async () => {
	await talk('a');
	const nothing = byId('={{ $json.nothing }}');
	await expect(run('getAll', { roomId: nothing })).rejects.toThrow('"Room" is empty');
	await expect(run('end', { roomId: byId(ROOM), sessionId: nothing })).rejects.toThrow(
		'"Session" is empty',
	);
	expect(statuses()).toEqual(['answered']);
	expect(await run('getAll', { roomId: byId('') })).toHaveLength(1);
});

test('the lists offer sessions by room and time, and only those of the room that was chosen', async () => {
	const sessionId = await talk('a');
	await talk('a', 'abcd-efgh-ijkl');
	const open = async (method: string, order = {}) =>
		await engine().searchList({ method, credential: credential(), ...order });
	const all = await open('searchSessions');
	expect(all.results).toHaveLength(2);
	const parameters = { roomId: byId(ROOM) };
	const { results } = await open('searchSessions', { parameters });
	expect(results).toEqual([
		{
			name: expect.stringMatching(
				/^appointment-reminders, \d{4}-\d\d-\d\d \d\d:\d\d UTC, ongoing \(\w+\)$/,
			),
			value: sessionId,
		},
	]);
	const found = await open('searchSessions', { filter: 'APPOINT' });
	expect(found.results).toEqual(results);
});

test('the list of participants shows who is in the chosen room, and asks for a room first', async () => {
	await talk('customer_4711');
	const open = async (parameters: RunOrder['parameters'], filter?: string) =>
		await engine().searchList({
			...{ method: 'searchParticipants', credential: credential(), parameters, filter },
		});
	const { results } = await open({ roomId: byId(ROOM) });
	expect(results.map(({ value }) => value)).toEqual(['customer_4711']);
	expect((await open({ roomId: byId(ROOM) }, '4711')).results).toEqual(results);
	expect((await open({ roomId: byId('') })).error?.message).toContain('Choose a room first');
	expect((await open({ roomId: byId('abcd-efgh-ijkl') })).error?.message).toContain(
		'Nobody is in this room now',
	);
});
