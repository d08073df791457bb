import { expect, test } from 'vitest';
import { byId, useResourceOperations } from '../support/resourceOperations.mts';

const { sandbox, credential, engine, run } = useResourceOperations('room');

const sent = () =>
	sandbox()
		.journal()
		.map(({ method, path, body }) => ({ method, path, body }));

test('a room is made with all that a user can want of it, and its webhook shows no secret', async () => {
	const [room] = await run('create', {
		customRoomId: 'customer-4711',
		options: {
			allowedParticipantIds: 'a, b',
			autoClose: 'session-ends',
			autoCloseAfter: 600,
			geoFence: 'eu001',
			webhookUrl: 'https://n8n.example.com/hook?secret=abc',
			webhookEvents: ['recording-stopped', 'session*'],
		},
	});
	expect(room).toEqual({
		roomId: expect.stringMatching(/^.{4}-.{4}-.{4}$/),
		customRoomId: 'customer-4711',
		disabled: false,
		geoFence: 'eu001',
		autoClose: { type: 'session-ends', duration: 600 },
		webhook: {
			url: 'https://n8n.example.com/hook?secret=(hidden)',
			events: ['recording-stopped', 'session*'],
		},
		createdAt: expect.any(String),
		updatedAt: expect.any(String),
	});
	expect(sent()).toMatchObject([{ body: { allowedParticipantIds: ['a', 'b'] } }]);
	const [again] = await run('create', { customRoomId: 'customer-4711' });
	expect(again.roomId).toBe(room.roomId);
});

test('a room without a name is a new one each time, and what is sent is an empty object', async () => {
	const rooms = [...(await run('create')), ...(await run('create'))];
	expect(new Set(rooms.map(({ roomId }) => roomId)).size).toBe(2);
	expect(sent()).toEqual([
		{ method: 'POST', path: '/v2/rooms', body: {} },
		{ method: 'POST', path: '/v2/rooms', body: {} },
	]);
});

test('a room is looked up by each of its IDs, and one that is not there is told with advice', async () => {
	const [room] = await run('get', { roomId: byId('appointment-reminders') });
	expect(room).toMatchObject({ roomId: 'cust-omer-call', disabled: false });
	expect(await run('get', { roomId: byId('cust-omer-call') })).toEqual([room]);
	await expect(run('get', { roomId: byId('zzzz-zzzz-zzzz') })).rejects.toThrow(
		/Room not found.*Room is "zzzz-zzzz-zzzz"\. Check the Room of this item/,
	);
});

test('Get Many reads as many rooms as are asked for, from all pages, each once', async () => {
	sandbox().changeSettings({ pageSizeLimit: 10 });
	const rooms = await run('getAll', { returnAll: true });
	expect(new Set(rooms.map(({ roomId }) => roomId)).size).toBe(28);
	expect(rooms).toHaveLength(28);
	expect(await run('getAll', { limit: 12 })).toEqual(rooms.slice(0, 12));
});

test('Validate says of an ID from elsewhere whether it is a room, and neither is an error', async () => {
	expect(await run('validate', { roomId: byId('appointment-reminders') })).toMatchObject([
		{ valid: true, roomId: 'cust-omer-call' },
	]);
	for (const roomId of ['zzzz-zzzz-zzzz', 'no room']) {
		expect(await run('validate', { roomId: byId(roomId) })).toEqual([{ valid: false, roomId }]);
	}
});

test('Validate does not say "no room" when VideoSDK has a fault', async () => {
	sandbox().addFault({
		on: { path: '/v2/rooms/validate/abcd-efgh-ijkl' },
		fault: { kind: 'status', status: 403, body: { message: 'not yours' } },
	});
	await expect(run('validate', { roomId: byId('abcd-efgh-ijkl') })).rejects.toThrow('not yours');
});

test('a room is ended for good, by its custom ID too, and ending it twice is no error', async () => {
	const [ended] = await run('end', { roomId: byId('appointment-reminders') });
	expect(ended).toMatchObject({ roomId: 'cust-omer-call', disabled: true });
	expect(await run('get', { roomId: byId('cust-omer-call') })).toMatchObject([{ disabled: true }]);
	expect(await run('end', { roomId: byId('cust-omer-call') })).toMatchObject([{ disabled: true }]);
	await expect(run('end', { roomId: byId('zzzz-zzzz-zzzz') })).rejects.toThrow(/Nothing was ended/);
});

test('items keep their pairing, and one bad room stops the others only without Continue', async () => {
	const items = [
		{ room: 'cust-omer-call' },
		{ room: 'zzzz-zzzz-zzzz' },
		{ room: 'abcd-efgh-ijkl' },
	];
	const parameters = { resource: 'room', operation: 'get', roomId: byId('={{ $json.room }}') };
	const order = { credential: credential(), items, parameters };
	const settings = { onError: 'continueRegularOutput' } as const;
	const { items: out } = await engine().run({ ...order, settings }).finished;
	expect(out.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }, { item: 2 }]);
	expect(out[0].json.roomId).toBe('cust-omer-call');
	expect(out[1].json).toMatchObject({ details: { code: 'notFound', callMayExist: false } });
	const { error } = await engine().run(order).finished;
	expect(error?.message).toContain('Room not found');
});
