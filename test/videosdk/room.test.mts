import { expect, test } from 'vitest';
import { toRoomItem } from '../../videosdk/room.ts';

const made = {
	roomId: 'abcd-efgh-lmno',
	customRoomId: 'final-testing',
	userId: '5f7edbb14c938bcd42944527',
	disabled: false,
	createdAt: '2022-03-25T04:49:11.024Z',
	updatedAt: '2022-03-25T04:49:11.024Z',
	id: '623d49c760a18e699abcc8a4',
};

test('a room is read as the docs print it, alone or in an envelope', () => {
	const item = {
		roomId: 'abcd-efgh-lmno',
		customRoomId: 'final-testing',
		disabled: false,
		createdAt: '2022-03-25T04:49:11.024Z',
		updatedAt: '2022-03-25T04:49:11.024Z',
	};
	expect(toRoomItem(made)).toEqual(item);
	expect(toRoomItem({ data: made })).toEqual(item);
});

test('a room that was ended is read by the other names that it has then', () => {
	const { roomId: meetingId, customRoomId: userMeetingId, ...rest } = made;
	expect(toRoomItem({ meetingId, userMeetingId, ...rest, disabled: true })).toMatchObject({
		roomId: 'abcd-efgh-lmno',
		customRoomId: 'final-testing',
		disabled: true,
	});
});

test('what is secret in the webhook of a room is shown nowhere, in raw neither', () => {
	const webhook = { endPoint: 'https://n8n.example.com/hook?secret=abc', events: ['session*'] };
	const autoCloseConfig = { type: 'session-ends', duration: 60 };
	const item = toRoomItem({ ...made, webhook, autoCloseConfig }, { raw: true });
	expect(item).toMatchObject({
		webhook: { url: 'https://n8n.example.com/hook?secret=(hidden)', events: ['session*'] },
		autoClose: { type: 'session-ends', duration: 60 },
		raw: { userId: '5f7edbb14c938bcd42944527' },
	});
	expect(JSON.stringify(item)).not.toContain('abc&');
	expect(JSON.stringify(item)).not.toContain('secret=abc');
});

test.each([undefined, null, 'Room', [], {}, { roomId: 7, webhook: 'x', autoCloseConfig: [] }])(
	'%j is no room, and no error',
	(wire) => {
		expect(toRoomItem(wire)).toEqual({});
	},
);
