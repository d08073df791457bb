import { describe, expect, test } from 'vitest';
import {
	CALL_EVENTS,
	fingerprintParts,
	isCallFinished,
	readCallEvent,
} from '../../videosdk/callEvent.ts';
import { isTooOld } from '../../nodes/VideoSdk/trigger/eventAge.ts';
import { withoutSecrets } from '../../videosdk/withoutSecrets.ts';
import { toEventData } from '../../sandbox/index.mts';

const AT = '2026-08-21T11:45:03.000Z';
const MS = Date.parse(AT);

/** Bodies as consumers of VideoSDK's deliveries read them, and what they tell. */
const shapes: Array<[string, object, object]> = [
	[
		'a call event with the names that a consumer in production reads',
		{
			webhookType: 'call-started',
			data: {
				...{ callId: 'call_1', roomId: 'abcd-efgh-ijkl', agentId: 'ag_1' },
				...{ metaData: { leadId: '64f8' }, timestamp: AT },
			},
		},
		{
			...{ event: 'call-started', callId: 'call_1', roomId: 'abcd-efgh-ijkl', agentId: 'ag_1' },
			...{ metadata: { leadId: '64f8' }, occurredAt: AT, outcome: 'inProgress', sequenceHint: 0 },
		},
	],
	[
		'its end',
		{ webhookType: 'call-hangup', data: { callId: 'call_1', metaData: '{}', timestamp: MS } },
		{ event: 'call-hangup', callId: 'call_1', metadata: {}, occurredAt: AT, sequenceHint: 1000 },
	],
	[
		'a time in seconds as text',
		{ webhookType: 'call-answered', data: { callId: 'c', timestamp: String(MS / 1000) } },
		{
			...{ event: 'call-answered', callId: 'c', occurredAt: AT },
			...{ outcome: 'answered', sequenceHint: 2 },
		},
	],
	[
		'a time that is none',
		{ webhookType: 'call-update', data: { callId: 'c', timestamp: 'just now' } },
		{ event: 'call-update', callId: 'c' },
	],
	[
		'names of which this package does not know one',
		{ webhookType: 'call-rejected', data: { callId: 'c', status: 'REJECTED', timestamp: MS } },
		{
			...{ event: 'call-rejected', callId: 'c', status: 'rejected', outcome: 'rejected' },
			...{ occurredAt: AT, sequenceHint: 1000 },
		},
	],
	[
		'a transfer that failed, without "call-" before it',
		{ webhookType: 'transfer-failed', data: { callId: 'c' } },
		{ event: 'transfer-failed', callId: 'c' },
	],
	[
		'the beginning of a session, as documented',
		{
			webhookType: 'session-started',
			data: {
				...{ sessionId: '6137', meetingId: 'jvsg-8rjn-j304' },
				start: '2022-07-05T15:55:35.047+00:00',
			},
		},
		{
			...{ event: 'session-started', sessionId: '6137', roomId: 'jvsg-8rjn-j304' },
			startedAt: '2022-07-05T15:55:35.047Z',
		},
	],
	[
		'the end of a session',
		{
			webhookType: 'session-ended',
			data: {
				...{ sessionId: '6137', meetingId: 'm', start: AT, end: AT },
				...{ error: null, reason: 'Meeting Ended.' },
			},
		},
		{
			...{ event: 'session-ended', sessionId: '6137', roomId: 'm' },
			...{ startedAt: AT, endedAt: AT },
		},
	],
	[
		'somebody who joins',
		{
			webhookType: 'participant-joined',
			data: { meetingId: 'm', sessionId: 's', participantId: 'p', participantName: 'Anna' },
		},
		{ event: 'participant-joined', roomId: 'm', sessionId: 's' },
	],
	[
		'a recording, whose ID is not that of a call',
		{
			webhookType: 'recording-stopped',
			data: { meetingId: 'm', sessionId: 's', id: 'rec_1', filePath: '/a.mp4' },
		},
		{ event: 'recording-stopped', roomId: 'm', sessionId: 's' },
	],
	[
		'both names of the room: that of calls counts',
		{ webhookType: 'call-update', data: { roomId: 'r', meetingId: 'm' } },
		{ event: 'call-update', roomId: 'r' },
	],
	[
		'a room without content',
		{ webhookType: 'call-update', data: { roomId: '', meetingId: 'm' } },
		{ event: 'call-update', roomId: 'm' },
	],
	[
		'a batch',
		{ webhookType: 'batchcall-completed', data: { batchId: 'b', stats: { total: 3 } } },
		{ event: 'batchcall-completed', batchId: 'b' },
	],
	[
		'the summary of an agent, without envelope and name',
		{
			'call-summary': { call_outcome: 'Interested', call_summary: 'Will buy' },
			'customer-data': {
				...{ callId: 'call_1', sipCallTo: '+14155550123', sipCallFrom: '+14155559876' },
				...{ callType: 'outbound', leadId: '64f8' },
			},
			'room-data': { 'meeting-id': 'm', 'session-id': 's', agentId: 'ag_1' },
		},
		{
			...{
				event: 'call-summary',
				callId: 'call_1',
				to: '+14155550123',
				from: '+14155559876',
				answeredBy: 'unknown',
			},
			...{ roomId: 'm', sessionId: 's', agentId: 'ag_1' },
			metadata: {
				...{ callId: 'call_1', sipCallTo: '+14155550123', sipCallFrom: '+14155559876' },
				...{ callType: 'outbound', leadId: '64f8' },
			},
		},
	],
	[
		'a summary with a time of its own',
		{ 'call-summary': 'Anna will call back', timestamp: MS / 1000 },
		{ event: 'call-summary', occurredAt: AT, answeredBy: 'unknown' },
	],
	[
		'a summary whose customer data are JSON text',
		{ 'call-summary': {}, 'customer-data': '{"callId":"c","sipCallTo":"+14155550123"}' },
		{
			...{ event: 'call-summary', callId: 'c', to: '+14155550123', answeredBy: 'unknown' },
			metadata: { callId: 'c', sipCallTo: '+14155550123' },
		},
	],
	[
		'a summary whose customer data cannot be read',
		{ 'call-summary': {}, 'customer-data': '{"callId":', 'room-data': null },
		{ event: 'call-summary', answeredBy: 'unknown' },
	],
	[
		'a summary of lists',
		{ 'call-summary': [], 'customer-data': [1], 'room-data': ['m'] },
		{ event: 'call-summary', answeredBy: 'unknown' },
	],
	[
		'a summary that is empty',
		{ 'call-summary': null },
		{ event: 'call-summary', answeredBy: 'unknown' },
	],
	[
		'a summary within the envelope',
		{ webhookType: 'call-summary', data: { callId: 'c', 'call-summary': 'Anna' } },
		{ event: 'call-summary', callId: 'c', answeredBy: 'unknown' },
	],
	[
		'a summary with an envelope beside it: the envelope counts',
		{ webhookType: 'agent-done', data: { callId: 'c' }, 'call-summary': {} },
		{ event: 'agent-done', callId: 'c' },
	],
	[
		'a post of an agent under a name of its own',
		{ webhookType: 'Agent-Handover', data: { callId: 'c', reason: 'angry', tries: [1, null] } },
		{ event: 'agent-handover', callId: 'c' },
	],
	['a post without any name', { note: 'Anna', data: { callId: 'c' } }, { callId: 'c' }],
	['a post without data', { 'customer-data': { callId: 'c' }, note: 'x' }, {}],
	[
		'data that are a list',
		{ webhookType: 'call-update', data: [{ callId: 'c' }] },
		{ event: 'call-update' },
	],
	[
		'data that are null',
		{ webhookType: 'call-hangup', data: null },
		{ event: 'call-hangup', sequenceHint: 1000 },
	],
	[
		'data that are text',
		{ webhookType: 'call-update', data: 'callId=c' },
		{ event: 'call-update' },
	],
	[
		'values of the wrong kind under every name',
		{
			webhookType: 'call-update',
			data: {
				...{ callId: 7, roomId: {}, meetingId: [], agentId: false, sessionId: null },
				...{ metaData: 1, timestamp: {}, start: [], status: {}, to: 4155550123 },
			},
		},
		{ event: 'call-update' },
	],
	[
		'nulls under every name',
		{ webhookType: null, type: null, event: null, data: { callId: null } },
		{},
	],
	['a name of blanks', { webhookType: '  ', data: { callId: 'c' } }, { callId: 'c' }],
	[
		'a name that is no text',
		{ webhookType: { name: 'call-hangup' }, event: 'call-hangup' },
		{ event: 'call-hangup', sequenceHint: 1000 },
	],
	['a name of JavaScript', { webhookType: '__proto__', data: {} }, { event: '__proto__' }],
	[
		'another name of JavaScript',
		{ webhookType: 'constructor', data: {} },
		{ event: 'constructor' },
	],
];

test.each(shapes)('%s is read', (_, body, told) => {
	expect(readCallEvent(body)).toEqual(told);
	expect(isCallFinished(body)).toBe('event' in told && told.event === 'call-hangup');
	expect(() => fingerprintParts(body)).not.toThrow();
});

test('there are more than thirty of them', () => expect(shapes.length).toBeGreaterThan(30));

describe('a call event is the same event in either payload', () => {
	const call = {
		callId: 'call_1',
		to: '+14155550123',
		from: '+14155559876',
		roomId: 'abcd-efgh-ijkl',
		sessionId: 'sess_1',
		metadata: { customer: 'c-7' },
		start: AT,
	};

	test.each(CALL_EVENTS)('%s', (name) => {
		const [documented, asRead] = (['asDocumented', 'asConsumersReadIt'] as const).map((payload) =>
			readCallEvent({ webhookType: name, data: toEventData({ ...call, status: 'x' }, payload) }),
		);
		const { startedAt, ...same } = documented;
		expect(startedAt).toBe(AT);
		expect(asRead).toEqual({ ...same, occurredAt: AT });
	});
});

describe('which deliveries are the same event', () => {
	const parts = (webhookType: string, data: object) => fingerprintParts({ webhookType, data });
	const once = ['call-started', 'call-ringing', 'call-answered', 'call-missed', 'call-hangup'];

	test.each([...once, 'call-transferred'])(
		'%s comes once for each call, whenever it is sent',
		(name) => {
			const [one, other] = [MS, MS + 1000].map((timestamp) =>
				parts(name, { callId: 'c', timestamp }),
			);
			expect(one).toEqual(other);
		},
	);

	test.each(CALL_EVENTS.filter((name) => ![...once, 'call-transferred'].includes(name)))(
		'%s may come again in one call: without a timelog its time tells it apart',
		(name) => {
			const at = (timestamp: unknown) => parts(name, { callId: 'c', status: 'x', timestamp });
			expect(at(MS)).not.toEqual(at(MS + 1000));
			expect(at(MS)).toEqual(at(AT));
			expect(at(MS)).toEqual(at(String(MS / 1000)));
			expect(at(undefined)).toEqual(at('nonsense'));
		},
	);

	test('where there is a timelog, the step in it counts and not the time', () => {
		const timelog = [{ status: 'answered', timestamp: AT }];
		const at = (timestamp: number) => parts('call-update', { callId: 'c', timelog, timestamp });
		expect(at(MS)).toEqual(at(MS + 1000));
	});

	test.each([
		['call-summary', { 'call-summary': 'One', 'customer-data': { callId: 'c' } }],
		['a name that nobody knows', { webhookType: 'agent-note', data: { callId: 'c', note: 1 } }],
		['no name', { data: { callId: 'c' } }],
	])('of %s only equal bodies are the same: an agent may post several', (_, body) => {
		expect(fingerprintParts(body)).toBeUndefined();
	});
});

describe('the body of an event is told whole, without what opens something', () => {
	const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJhcGlrZXkiOiJrZXkifQ.c2lnbmF0dXJl';

	test("an agent's post keeps everything but its secrets", () => {
		const post = {
			'call-summary': { call_outcome: 'Interested', notes: [`joined with ${jwt}`, null, 7] },
			'customer-data': { token: 'ticket 4711', webhook_url: 'https://n8n.example/w/1?secret=abc' },
			'room-data': { 'meeting-id': 'm', token: 'open sesame', password: 'p' },
		};
		expect(withoutSecrets(post)).toEqual({
			'call-summary': { call_outcome: 'Interested', notes: ['joined with (hidden)', null, 7] },
			'customer-data': {
				token: 'ticket 4711',
				webhook_url: 'https://n8n.example/w/1?secret=(hidden)',
			},
			'room-data': { 'meeting-id': 'm', token: '(hidden)', password: '(hidden)' },
		});
	});

	test("the user's own metadata stay whole under either name", () => {
		const data = { metadata: { token: 'ticket 4711' }, metaData: { token: 'ticket 4711' } };
		expect(withoutSecrets({ data })).toEqual({ data });
	});

	test.each([
		['beginnings of tokens', 'eyJ'.repeat(300_000)],
		['the same behind a point', `a.${'eyJ'.repeat(300_000)}`],
		['beginnings of addresses', 'a.'.repeat(400_000)],
		['parameters', `?a=1${';b=2'.repeat(200_000)}`],
		['addresses of phones', 'sip:'.repeat(200_000)],
	])('a body of nothing but %s is read to its end', (_, written) => {
		// Read from each of them to the end, this would take longer than the test may.
		expect(withoutSecrets({ data: { written } })).toHaveProperty('data.written');
	});
});

describe('where an event has less of an envelope than others', () => {
	test('its time may stand beside the call: sent again after a week, it is too old', () => {
		const body = {
			webhookType: 'call-hangup',
			timestamp: '2026-08-21T11:45:00Z',
			data: { callId: 'c1' },
		};
		const event = readCallEvent(body);
		expect(event.occurredAt).toBe('2026-08-21T11:45:00.000Z');
		expect(isTooOld(event, 24, Date.parse('2026-08-21T12:45:00Z'))).toBe(false);
		expect(isTooOld(event, 24, Date.parse('2026-08-28T12:45:00Z'))).toBe(true);
	});

	test('what is told of the call itself goes before what stands beside it', () => {
		const [at, sent] = ['2026-08-21T11:45:00.000Z', '2026-08-22T11:45:00.000Z'];
		const body = {
			webhookType: 'call-hangup',
			timestamp: sent,
			data: { callId: 'c1', timestamp: at },
		};
		expect(readCallEvent(body).occurredAt).toBe(at);
	});

	test('the call may stand in it without one', () => {
		const body = { webhookType: 'call-hangup', callId: 'c1', roomId: 'r1', metaData: '{"a":"1"}' };
		expect(readCallEvent(body)).toMatchObject({
			event: 'call-hangup',
			callId: 'c1',
			roomId: 'r1',
			metadata: { a: '1' },
		});
		expect(readCallEvent({ ...body, data: [] })).not.toHaveProperty('callId');
	});
});
