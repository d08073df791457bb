import { describe, expect, test } from 'vitest';
import { toCallItem } from '../../videosdk/call.ts';

/** The example of VideoSDK's page "Fetch All Calls", with the steps that a real call makes. */
const listed = {
	_id: '64f89a7c1a23b4',
	callId: 'call_123456789',
	type: 'outbound',
	gatewayId: 'gw_123456789',
	gatewayName: 'US Gateway',
	ruleId: 'rule_123456',
	roomId: 'room_123456',
	sessionId: 'sess_123456',
	to: '+14155550123',
	from: '+14155559876',
	status: 'ENDED',
	timelog: [
		{ status: 'INITIATED', timestamp: '2025-08-21T11:45:00.000Z' },
		{ status: 'RINGING', timestamp: '2025-08-21T11:45:02.000Z' },
		{ status: 'ANSWERED', timestamp: '2025-08-21T11:45:09.000Z' },
		{ status: 'ENDED', timestamp: '2025-08-21T11:48:00.000Z' },
	],
	start: '2025-08-21T11:45:00.000Z',
	end: '2025-08-21T11:48:00.000Z',
	metadata: { campaignId: 'cmp_123' },
	userId: 'usr_123456',
	deleted: false,
};

const item = {
	callId: 'call_123456789',
	to: '+14155550123',
	from: '+14155559876',
	roomId: 'room_123456',
	status: 'ended',
	outcome: 'answered',
	direction: 'outbound',
	gatewayId: 'gw_123456789',
	ruleId: 'rule_123456',
	sessionId: 'sess_123456',
	startedAt: '2025-08-21T11:45:00.000Z',
	answeredAt: '2025-08-21T11:45:09.000Z',
	endedAt: '2025-08-21T11:48:00.000Z',
	ringSeconds: 7,
	talkSeconds: 171,
	timeline: [
		{ status: 'initiated', at: '2025-08-21T11:45:00.000Z' },
		{ status: 'ringing', at: '2025-08-21T11:45:02.000Z' },
		{ status: 'answered', at: '2025-08-21T11:45:09.000Z' },
		{ status: 'ended', at: '2025-08-21T11:48:00.000Z' },
	],
	metadata: { campaignId: 'cmp_123' },
};

describe('a call gives the same item whichever endpoint told of it', () => {
	test('the list', () => {
		expect(toCallItem(listed)).toEqual(item);
	});

	test('the call alone, in an envelope and under the name "id"', () => {
		const { callId, ...rest } = listed;
		expect(toCallItem({ data: { ...rest, id: callId } })).toEqual(item);
	});

	test('the answer of placing, transferring and ending: other names for the numbers', () => {
		const { to, from, ...rest } = listed;
		const data = { ...rest, sipCallTo: to, sipCallFrom: from };
		expect(toCallItem({ message: 'Call initiated successfully', data })).toEqual(item);
	});
});

test('what VideoSDK does not tell is left out, not empty', () => {
	expect(toCallItem({ data: { callId: 'c1', status: 'INITIATED', end: null } })).toEqual({
		callId: 'c1',
		status: 'initiated',
		outcome: 'inProgress',
	});
});

test('of a call that ended, and of which nothing else is told, no outcome is claimed', () => {
	expect(toCallItem({ data: { callId: 'c1', status: 'ended' } })).toEqual({
		callId: 'c1',
		status: 'ended',
	});
});

test.each([undefined, null, 'done', 7, [], {}, { data: null }, { message: 'Success' }])(
	'%j gives an item without fields',
	(answer) => {
		expect(toCallItem(answer)).toEqual({});
	},
);

describe('"Raw Answer"', () => {
	test("adds VideoSDK's own object", () => {
		expect(toCallItem({ data: listed }, { raw: true })).toEqual({ ...item, raw: listed });
	});

	const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJhcGlrZXkiOiJrZXkifQ.c2lnbmF0dXJl';

	test('hides passwords and tokens in it, wherever they stand', () => {
		const wire = {
			callId: 'c1',
			auth: { username: 'anna', password: 'open sesame' },
			participants: [{ name: 'Anna', token: 'abc' }],
			additionalDetails: { note: `joined with ${jwt}` },
		};
		expect(toCallItem(wire, { raw: true }).raw).toEqual({
			callId: 'c1',
			auth: { username: 'anna', password: '(hidden)' },
			participants: [{ name: 'Anna', token: '(hidden)' }],
			additionalDetails: { note: 'joined with (hidden)' },
		});
	});

	test("leaves the user's own metadata whole, but for tokens", () => {
		const metadata = { token: 'ticket 4711', login: jwt };
		const { metadata: shown, raw } = toCallItem({ callId: 'c1', metadata }, { raw: true });
		expect(shown).toEqual({ token: 'ticket 4711', login: '(hidden)' });
		expect(raw).toEqual({ callId: 'c1', metadata: shown });
	});

	test('an address that opens a file to whoever has it is shown without what opens it', () => {
		const recording = 'https://files.example/a.mp4?X-Amz-Date=20260101&X-Amz-Signature=abc123&x=1';
		const { raw } = toCallItem({ callId: 'c1', recording }, { raw: true });
		expect(raw?.recording).toBe(
			'https://files.example/a.mp4?X-Amz-Date=20260101&X-Amz-Signature=(hidden)&x=1',
		);
	});
});
