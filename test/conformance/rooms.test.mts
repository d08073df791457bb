import { RoomNotFoundError } from '@videosdk.live/server-sdk';
import { expect, test } from 'vitest';
import { collect, useVendorSdk } from './vendorSdk.mts';

const { sandbox, vsdk } = useVendorSdk();

test('the SDK creates a room with all its options and fetches it by each of its ids', async () => {
	const room = await vsdk().rooms.create({
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
		expect((await vsdk().rooms.get(id)).roomId).toBe(room.roomId);
	}
	expect((await vsdk().rooms.create({ customRoomId: 'conformance' })).id).toBe(room.id);
});

test('the SDK creates a room without any option', async () => {
	expect((await vsdk().rooms.create()).roomId).toMatch(/^.{4}-.{4}-.{4}$/);
});

test('the SDK pages through all rooms, each of them once', async () => {
	const first = await vsdk().rooms.list();
	expect([first.data.length, first.total, first.hasNextPage]).toEqual([20, 28, true]);
	const rooms = await collect(first);
	expect(new Set(rooms.map(({ roomId }) => roomId)).size).toBe(28);
});

test('the SDK gets every room also from a server that gives smaller pages than asked', async () => {
	sandbox().changeSettings({ pageSizeLimit: 3 });
	const first = await vsdk().rooms.list({ perPage: 100 });
	expect(first.data).toHaveLength(3);
	expect(await collect(first)).toHaveLength(28);
});

test('the SDK finds a room by its exact id', async () => {
	const page = await vsdk().rooms.list({ query: 'appointment-reminders' });
	expect(page.data.map(({ customRoomId }) => customRoomId)).toEqual(['appointment-reminders']);
});

test('the SDK tells valid rooms from unknown ones', async () => {
	expect(await vsdk().rooms.validate('abcd-efgh-ijkl')).toMatchObject({ valid: true });
	expect(await vsdk().rooms.validate('zzzz-zzzz-zzzz')).toEqual({
		valid: false,
		roomId: 'zzzz-zzzz-zzzz',
	});
	expect(await vsdk().rooms.validate('no room id')).toMatchObject({ valid: false });
});

test('the SDK ends a room by its room id, while a custom id is not found', async () => {
	expect(await vsdk().rooms.end('cust-omer-call')).toMatchObject({ disabled: true });
	await expect(vsdk().rooms.end('appointment-reminders')).rejects.toBeInstanceOf(RoomNotFoundError);
	expect(await vsdk().rooms.get('cust-omer-call')).toMatchObject({ disabled: true });
});
