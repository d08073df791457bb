import { expect, test } from 'vitest';
import { toParticipantItem, toSessionItem } from '../../videosdk/session.ts';

const participant = {
	participantId: 'but3ihic',
	name: 'Jacques',
	timelog: [
		{ start: '2022-02-22T07:57:11.505Z', end: '2022-02-22T08:00:00.000Z' },
		{ start: '2022-02-22T08:10:00.000Z', end: '2022-02-22T08:20:00.000Z' },
	],
};
const session = {
	id: '621497578bea0d0404c35c4c',
	roomId: 'abc-xyzw-lmno',
	customRoomId: 'testing-room',
	start: '2022-02-22T07:57:11.505Z',
	end: '2022-02-22T08:20:00.000Z',
	status: 'ENDED',
	region: 'in002',
	participants: [participant],
};

test('a session is read as the docs print it', () => {
	expect(toSessionItem(session)).toEqual({
		sessionId: '621497578bea0d0404c35c4c',
		roomId: 'abc-xyzw-lmno',
		customRoomId: 'testing-room',
		status: 'ended',
		startedAt: '2022-02-22T07:57:11.505Z',
		endedAt: '2022-02-22T08:20:00.000Z',
		durationSeconds: 1368,
		region: 'in002',
		participants: [
			{
				participantId: 'but3ihic',
				name: 'Jacques',
				joinedAt: '2022-02-22T07:57:11.505Z',
				leftAt: '2022-02-22T08:20:00.000Z',
				isPresent: false,
				stays: [
					{ joinedAt: '2022-02-22T07:57:11.505Z', leftAt: '2022-02-22T08:00:00.000Z' },
					{ joinedAt: '2022-02-22T08:10:00.000Z', leftAt: '2022-02-22T08:20:00.000Z' },
				],
			},
		],
	});
});

test('a session that was ended has other names and no status: its end tells', () => {
	const { roomId: meetingId, customRoomId: userMeetingId, status: _, ...rest } = session;
	expect(toSessionItem({ meetingId, userMeetingId, ...rest })).toMatchObject({
		roomId: 'abc-xyzw-lmno',
		customRoomId: 'testing-room',
		status: 'ended',
	});
	expect(toSessionItem({ ...rest, end: null }).status).toBe('ongoing');
});

test('whoever is still there has not left, however often they were there before', () => {
	const [first] = participant.timelog;
	const timelog = [first, { start: '2022-02-22T08:10:00.000Z', end: null }];
	const item = toParticipantItem({ ...participant, timelog });
	expect(item).toMatchObject({ isPresent: true, joinedAt: '2022-02-22T07:57:11.505Z' });
	expect(item).not.toHaveProperty('leftAt');
});

test('without any stay nobody says whether somebody is there', () => {
	expect(toParticipantItem({ participantId: 'a' })).toEqual({ participantId: 'a' });
});

test.each([undefined, null, 'Session', [], {}, { id: 7, participants: 'x', timelog: 1 }])(
	'%j is no session and nobody, and no error',
	(wire) => {
		expect(toSessionItem(wire)).toEqual({});
		expect(toParticipantItem(wire)).toEqual({});
	},
);
