import { test } from 'vitest';
import {
	endSessionRequest,
	listParticipantsRequest,
	listSessionsRequest,
	readSessionRequest,
	removeParticipantRequest,
} from '../../nodes/VideoSdk/api/sessions.ts';
import { same } from './sameRequest.mts';

const roomId = 'abcd-efgh-ijkl';
const sessionId = 'session/1+2';
const page = { page: 3, perPage: 50 };

test('Get Many lists sessions as the SDK does, with all filters and with none', async () => {
	const [startDate, endDate] = [Date.UTC(2026, 0, 1), Date.UTC(2026, 0, 31)];
	const [startedFrom, startedUntil] = ['2026-01-01T00:00:00Z', '2026-01-31T00:00:00Z'];
	await same(
		async ({ sessions }) =>
			await sessions.list({ roomId, startDate, endDate, status: 'ended', ...page }),
		listSessionsRequest({ roomId, startedFrom, startedUntil, sessionStatus: 'ended' }, 3),
	);
	await same(async ({ sessions }) => await sessions.list(page), listSessionsRequest({}, 3));
});

test('Get asks for a session as the SDK does', async () => {
	await same(async ({ sessions }) => await sessions.get(sessionId), readSessionRequest(sessionId));
});

test('Get Participants lists all, and those that are present, as the SDK does', async () => {
	await same(
		async ({ sessions }) => await sessions.listParticipants(sessionId, page),
		listParticipantsRequest(sessionId, 'all', 3),
	);
	await same(
		async ({ sessions }) => await sessions.listActiveParticipants(sessionId, page),
		listParticipantsRequest(sessionId, 'active', 3),
	);
});

test('End ends a session as the SDK does: that of a room, a certain one, and by force', async () => {
	await same(
		async ({ sessions }) => await sessions.end({ ignoreClosed: true, roomId }),
		endSessionRequest({ roomId }),
	);
	await same(
		async ({ sessions }) =>
			await sessions.end({ sessionId, ignoreClosed: true, roomId, force: true }),
		endSessionRequest({ roomId, sessionId, force: true }),
	);
});

test('Remove Participant sends somebody out as the SDK does', async () => {
	const participantId = 'caller 1';
	await same(
		async ({ participants }) => await participants.remove(roomId, participantId),
		removeParticipantRequest({ roomId, participantId }),
	);
});
