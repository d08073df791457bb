import { Grant } from '@videosdk.live/server-sdk';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import {
	endCallRequest,
	listCallsRequest,
	readCallRequest,
	switchRoomRequest,
} from '../../nodes/VideoSdk/api/calls.ts';
import { roomSwitchOf } from '../../nodes/VideoSdk/operations/call/switchRoom.ts';
import { transferCallRequest } from '../../nodes/VideoSdk/operations/call/transferCall.ts';
import { same } from './sameRequest.mts';

const callId = 'call/1+2';

// Tokens carry the second in which they were signed.
beforeAll(() => void vi.useFakeTimers({ now: Date.UTC(2026, 0, 1), toFake: ['Date'] }));
afterAll(() => void vi.useRealTimers());

test('Get asks for a call as the SDK does', async () => {
	await same(async ({ sip }) => await sip.calls.get(callId), readCallRequest(callId));
});

test('Get Many lists calls as the SDK does, with all filters and with none', async () => {
	const both = { roomId: 'abcd-efgh-ijkl', sessionId: 's 1', gatewayId: 'gw_1', ruleId: 'rr_1' };
	const search = '+1 415 & more';
	const [startDate, endDate] = [Date.UTC(2026, 0, 1), Date.UTC(2026, 0, 31)];
	const [startedFrom, startedUntil] = ['2026-01-01T00:00:00Z', '2026-01-31T00:00:00Z'];
	const page = { page: 3, perPage: 100 };
	const { query } = await same(
		async ({ sip }) =>
			await sip.calls.list({ ...both, type: 'inbound', search, startDate, endDate, ...page }),
		listCallsRequest({ ...both, direction: 'inbound', search, startedFrom, startedUntil }, 3),
	);
	expect(query).toHaveLength(10);
	await same(async ({ sip }) => await sip.calls.list(page), listCallsRequest({}, 3));
});

test('End hangs up as the SDK does', async () => {
	await same(async ({ sip }) => await sip.calls.end(callId), endCallRequest(callId));
});

test('Transfer asks for it as the SDK does', async () => {
	const to = '+14155550123';
	await same(
		async ({ sip }) => await sip.calls.transfer(callId, { to }),
		transferCallRequest({ callId, transferTo: to, safety: {}, options: {} }),
	);
	await same(
		async ({ sip }) => await sip.calls.transfer(callId, { to, playDialtone: false }),
		transferCallRequest({ callId, transferTo: to, safety: {}, options: { playDialTone: false } }),
	);
});

test.each([
	['for one participant', 'caller-1'],
	['for nobody in particular', undefined],
])(
	'Switch Room moves a call as the SDK does, with the token that the SDK makes %s',
	async (_whom, participantId) => {
		const roomId = 'abcd-efgh-ijkl';
		const { body } = await same(
			async (vsdk) => {
				const order = vsdk.accessToken().grant(Grant.AllowJoin).forRoom(roomId).expiresIn('1h');
				if (participantId !== undefined) order.setParticipant(participantId);
				return await vsdk.sip.calls.switchRoom(callId, {
					roomId,
					participantId,
					token: order.toJwt(),
				});
			},
			switchRoomRequest(roomSwitchOf({ callId, roomId, participantId: participantId ?? '' })),
		);
		expect(JSON.parse(body ?? '{}').token).toMatch(/^eyJ/);
	},
);
