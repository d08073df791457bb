import { expect, test } from 'vitest';
import { useSandbox } from './sandboxClient.mts';

const { sandbox, send } = useSandbox();

const create = (body?: unknown) => send('/v2/rooms', { method: 'POST', body });
const deactivate = (body: unknown) => send('/v2/rooms/deactivate', { method: 'POST', body });

test('a room is created with a documented id and can be fetched by it', async () => {
	const created = await create({ geoFence: 'us002' });
	expect(created.status).toBe(200);
	expect(created.json).toMatchObject({
		roomId: expect.stringMatching(/^[a-z0-9]{4}-[a-z0-9]{4}-[a-z0-9]{4}$/),
		geoFence: 'us002',
		disabled: false,
		userId: expect.any(String),
		createdAt: new Date(sandbox().clock.now()).toISOString(),
		links: { get_room: `${sandbox().url}/v2/rooms/${created.json.roomId}` },
	});
	const fetched = await send(`/v2/rooms/${created.json.roomId}`);
	expect(fetched.json).toMatchObject({ id: created.json.id, user: { name: 'Sandbox' } });
});

test('a room is created without a body, too', async () => {
	expect((await create()).status).toBe(200);
	expect((await create({})).status).toBe(200);
});

test('creating twice with one customRoomId gives the same room', async () => {
	const first = await create({ customRoomId: 'my-room' });
	const second = await create({ customRoomId: 'my-room' });
	expect(second.json).toEqual(first.json);
});

test('rooms can be made to take a webhook only where the internet can reach it', async () => {
	const webhook = (endPoint: string) => create({ webhook: { endPoint, events: ['session*'] } });
	expect((await webhook('http://localhost:5678/a')).status).toBe(200);
	sandbox().changeSettings({ onlyPublicRoomWebhooks: true });
	for (const hidden of ['http://localhost:5678/a', 'https://localhost/a', 'http://example.com/a']) {
		expect((await webhook(hidden)).status).toBe(400);
	}
	expect((await webhook('https://example.com/a')).status).toBe(200);
	expect((await create()).status).toBe(200);
});

test('rooms are listed in pages of 20, newest first, the seed rooms among them', async () => {
	const first = (await send('/v2/rooms')).json;
	expect(first.data).toHaveLength(20);
	expect(first.pageInfo).toEqual({ currentPage: 1, perPage: 20, lastPage: 2, total: 28 });
	expect(first.data[0].roomId).toBe('abcd-efgh-ijkl');
	expect(first.data[1].customRoomId).toBe('appointment-reminders');
	expect((await send('/v2/rooms?page=2')).json.data).toHaveLength(8);
});

test('the query of the list finds a room by its exact id only', async () => {
	const found = async (query: string) =>
		(await send(`/v2/rooms?query=${query}`)).json.data.map((room: any) => room.roomId);
	expect(await found('abcd-efgh-ijkl')).toEqual(['abcd-efgh-ijkl']);
	expect(await found('appointment-reminders')).toEqual(['cust-omer-call']);
	expect(await found('appointment')).toEqual([]);
});

test('a room is fetched by room id, custom id or internal id', async () => {
	const room = (await send('/v2/rooms/appointment-reminders')).json;
	for (const id of [room.roomId, room.id]) {
		expect((await send(`/v2/rooms/${id}`)).json).toEqual(room);
	}
	expect((await send('/v2/rooms/unknown')).status).toBe(404);
});

test("validating answers 400 with the service's own words for an unknown room", async () => {
	const validate = async (id: string) => {
		const { status, json } = await send(`/v2/rooms/validate/${id}`);
		return [status, json.message ?? json.roomId];
	};
	expect(await validate('abcd-efgh-ijkl')).toEqual([200, 'abcd-efgh-ijkl']);
	expect(await validate('zzzz-zzzz-zzzz')).toEqual([400, 'Room not found.']);
	expect(await validate('nonsense')).toEqual([400, 'RoomId is invalid.']);
});

test('deactivating takes the real room id; a custom id is answered with 402', async () => {
	const done = await deactivate({ roomId: 'cust-omer-call' });
	expect(done.json).toMatchObject({
		meetingId: 'cust-omer-call',
		userMeetingId: 'appointment-reminders',
		disabled: true,
	});
	expect((await deactivate({ roomId: 'appointment-reminders' })).status).toBe(402);
	expect((await deactivate({})).json.message).toBe('"roomId" is required.');
});

test('unknown fields of a new room are refused by name', async () => {
	expect((await create({ name: 'x' })).json.message).toBe('Unknown field "name".');
});

test('a test can add rooms of its own', async () => {
	sandbox().addRooms({ roomId: 'test-room-0001' }, { customRoomId: 'mine' });
	expect((await send('/v2/rooms/test-room-0001')).status).toBe(200);
	expect((await send('/v2/rooms/mine')).status).toBe(200);
});
