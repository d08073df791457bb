import { beforeEach, expect, test } from 'vitest';
import { SEED_GATEWAY_ID } from '../../sandbox/index.mts';
import { useCallingWorkflow } from '../support/callingWorkflow.mts';
import type { RunOrder } from '../support/workflowEngine.mts';

const { sandbox, credential, engine } = useCallingWorkflow();

const ROOM = 'cust-omer-call';
const by = (value: string) => ({ __rl: true, mode: 'id', value });

const start = (operation: string, parameters: RunOrder['parameters'], resource = 'session') =>
	engine().run({
		...{ credential: credential(), items: [{}] },
		parameters: { resource, operation, ...parameters },
	}).finished;

const run = async (operation: string, parameters: RunOrder['parameters'] = {}) => {
	const { items, error } = await start(operation, parameters);
	if (error) throw new Error(`${error.message} ${error.description}`);
	return items.map(({ json }) => json);
};

beforeEach(() => sandbox().clock.freeze());

/** Somebody's phone is answered, in a room; gives the ID of the session. */
async function talk(participantId: string, roomId = ROOM): Promise<string> {
	const { error } = await start(
		'outboundSipCall',
		{
			callThrough: 'gateway',
			...{ gatewayId: by(SEED_GATEWAY_ID), to: '+4915550100', participantId },
			...{ putInto: 'existingMeeting', meetingId: by(roomId) },
		},
		'call',
	);
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
	const [session] = await run('get', { sessionId: by(sessionId) });
	expect(session).toMatchObject({
		...{ sessionId, roomId: ROOM, customRoomId: 'appointment-reminders', status: 'ongoing' },
		participants: [{ participantId: 'a', isPresent: true, joinedAt: expect.any(String) }],
	});
	await expect(run('get', { sessionId: by('nobody') })).rejects.toThrow(
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
	const one = await run('getAll', { roomId: by('room-3') });
	expect(one).toMatchObject([{ roomId: 'room-3' }]);
	const filters = { startedUntil: '2020-01-01T00:00:00Z' };
	expect(await run('getAll', { filters })).toEqual([]);
	expect(await run('getAll', { filters: { sessionStatus: 'ended' } })).toEqual([]);
});

test('who is in a room now, who was there, and who was in a session that is over', async () => {
	const sessionId = await talk('a');
	await talk('b');
	expect(await run('removeParticipant', { roomId: by(ROOM), participant: by('a') })).toEqual([
		{ roomId: ROOM, participantId: 'a', removed: true },
	]);
	const room = { participantsOf: 'room', roomId: by(ROOM) };
	expect(await run('getParticipants', { ...room, who: 'active' })).toMatchObject([
		{ sessionId, roomId: ROOM, participantId: 'b', isPresent: true },
	]);
	expect(await run('getParticipants', room)).toMatchObject([
		{ participantId: 'a', isPresent: false, leftAt: expect.any(String) },
		{ participantId: 'b', isPresent: true },
	]);
	await run('end', { roomId: by(ROOM) });
	expect(await run('getParticipants', room)).toEqual([]);
	const session = { participantsOf: 'session', sessionId: by(sessionId), returnAll: true };
	sandbox().changeSettings({ pageSizeLimit: 1 });
	expect(await run('getParticipants', session)).toMatchObject([
		{ sessionId, participantId: 'a' },
		{ sessionId, participantId: 'b' },
	]);
});

test('End sends everybody out, those on the phone too, and ending twice is no error', async () => {
	const sessionId = await talk('a');
	await talk('b');
	const [ended] = await run('end', { roomId: by(ROOM) });
	expect(ended).toMatchObject({ sessionId, roomId: ROOM, status: 'ended' });
	expect(statuses()).toEqual(['ended', 'ended']);
	const [again] = await run('end', { roomId: by(ROOM), sessionId: by(sessionId) });
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
	await expect(run('end', { roomId: by('abcd-efgh-ijkl') })).rejects.toThrow(
		/Session not found.*Nothing was ended/,
	);
});

test('Remove Participant sends one out and leaves the others, and who is gone is no error', async () => {
	await talk('a');
	await talk('b');
	const remove = { roomId: by(ROOM), participant: by('a') };
	expect(await run('removeParticipant', remove)).toMatchObject([{ removed: true }]);
	expect(statuses().sort()).toEqual(['answered', 'ended']);
	const nobody = { roomId: by(ROOM), participant: by('nobody') };
	expect(await run('removeParticipant', nobody)).toMatchObject([{ removed: false }]);
});

test.each([false, true])(
	'Remove Participant has done it, whether VideoSDK says so in plain text (%s) or not',
	async (plainTextAnswers) => {
		sandbox().changeSettings({ plainTextAnswers });
		await talk('a');
		const remove = { roomId: by(ROOM), participant: by('a') };
		expect(await run('removeParticipant', remove)).toMatchObject([{ removed: true }]);
	},
);

test('a session or a room that an expression gives nothing for is an error, and not all that there are', async () => {
	await talk('a');
	const nothing = by('={{ $json.nothing }}');
	await expect(run('getAll', { roomId: nothing })).rejects.toThrow('"Room" is empty');
	await expect(run('end', { roomId: by(ROOM), sessionId: nothing })).rejects.toThrow(
		'"Session" is empty',
	);
	expect(statuses()).toEqual(['answered']);
	expect(await run('getAll', { roomId: by('') })).toHaveLength(1);
});

test('the lists offer sessions by room and time, and only those of the room that was chosen', async () => {
	const sessionId = await talk('a');
	await talk('a', 'abcd-efgh-ijkl');
	const open = async (method: string, order = {}) =>
		await engine().searchList({ method, credential: credential(), ...order });
	const all = await open('searchSessions');
	expect(all.results).toHaveLength(2);
	const parameters = { roomId: by(ROOM) };
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
	const { results } = await open({ roomId: by(ROOM) });
	expect(results.map(({ value }) => value)).toEqual(['customer_4711']);
	expect((await open({ roomId: by(ROOM) }, '4711')).results).toEqual(results);
	expect((await open({ roomId: by('') })).error?.message).toContain('Choose a room first');
	expect((await open({ roomId: by('abcd-efgh-ijkl') })).error?.message).toContain(
		'Nobody is in this room now',
	);
});
