import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	CALL_EVENTS,
	fingerprintParts,
	isCallFinished,
	NEWER_CALL_EVENTS,
	OLDER_CALL_EVENTS,
	readCallEvent,
} from '../../videosdk/callEvent.ts';
import { CALL_STATUSES } from '../../videosdk/callStatus.ts';
import { withoutTokens } from '../../videosdk/withoutSecrets.ts';
import { isTooOld } from '../../nodes/VideoSdk/trigger/eventAge.ts';
import { PROPERTY_RUNS } from '../support/propertyRuns.mts';

/** A call's steps by name, a second apart. */
const timelog = (...statuses: string[]) =>
	statuses.map((status, second) => ({ status, timestamp: `2025-08-21T11:45:0${second}.000Z` }));

const call = {
	callId: 'call_1',
	type: 'outbound',
	gatewayId: 'gw_1',
	ruleId: 'rr_1',
	roomId: 'abcd-efgh-ijkl',
	sessionId: 'sess_1',
	to: '+14155550123',
	from: '+14155559876',
	status: 'ENDED',
	timelog: timelog('INITIATED', 'RINGING', 'ANSWERED', 'ENDED'),
	start: '2025-08-21T11:45:00.000Z',
	end: '2025-08-21T11:45:03.000Z',
	metadata: { customer: 'c-7' },
};

/** Whole seconds of this century, in each way that a consumer may meet. */
const momentsOfEvents = fc
	.tuple(fc.integer({ min: 1_000_000_000, max: 2_500_000_000 }), fc.integer({ min: 0, max: 6 }))
	.map(([seconds, way]) => {
		const iso = new Date(seconds * 1000).toISOString();
		const ways = [seconds, String(seconds), seconds * 1000, String(seconds * 1000), iso];
		return {
			at: seconds * 1000,
			written: [...ways, iso.replace('T', ' ').replace('.000Z', ''), iso.replace('Z', '+00:00')][
				way
			],
		};
	});

const event = (webhookType: string, data: object = {}) => ({ webhookType, data });

test('there are 15 events, and the seven oldest are among them', () => {
	expect(new Set(CALL_EVENTS).size).toBe(15);
	expect([OLDER_CALL_EVENTS.length, NEWER_CALL_EVENTS.length]).toEqual([7, 8]);
});

test('an event gives the fields of a call, as every operation does, and its own name', () => {
	expect(readCallEvent(event('call-hangup', call))).toEqual({
		event: 'call-hangup',
		callId: 'call_1',
		to: '+14155550123',
		from: '+14155559876',
		roomId: 'abcd-efgh-ijkl',
		status: 'ended',
		outcome: 'answered',
		direction: 'outbound',
		gatewayId: 'gw_1',
		ruleId: 'rr_1',
		sessionId: 'sess_1',
		startedAt: '2025-08-21T11:45:00.000Z',
		answeredAt: '2025-08-21T11:45:02.000Z',
		endedAt: '2025-08-21T11:45:03.000Z',
		ringSeconds: 1,
		talkSeconds: 1,
		timeline: [
			{ status: 'initiated', at: '2025-08-21T11:45:00.000Z' },
			{ status: 'ringing', at: '2025-08-21T11:45:01.000Z' },
			{ status: 'answered', at: '2025-08-21T11:45:02.000Z' },
			{ status: 'ended', at: '2025-08-21T11:45:03.000Z' },
		],
		metadata: { customer: 'c-7' },
		sequenceHint: 3,
	});
});

describe('other names for the same thing are understood', () => {
	test.each([
		{ webhookType: 'call-ringing' },
		{ type: 'call-ringing' },
		{ event: 'call-ringing' },
		{ webhookType: ' Call-Ringing ' },
		{ webhookType: 'call-ringing', type: 'other', event: 'other' },
	])('the event: %j', (body) => expect(readCallEvent(body).event).toBe('call-ringing'));

	test.each([
		[{ callId: 'x', id: 'y', _id: 'z' }, { callId: 'x' }],
		[{ id: 'x', _id: 'z' }, { callId: 'x' }],
		[{ _id: 'x' }, { callId: 'x' }],
		[
			{ sipCallTo: '+1', sipCallFrom: '+2' },
			{ to: '+1', from: '+2' },
		],
		[{ meetingId: 'm' }, { roomId: 'm' }],
		[{ roomId: 'r', meetingId: 'm' }, { roomId: 'r' }],
	])('in the call: %j', (data, read) => {
		expect(readCallEvent({ event: 'new-event', data })).toEqual({ event: 'new-event', ...read });
	});
});

test('an event that is confirmed to have nothing but a name and a number is read', () => {
	expect(readCallEvent(event('call-hangup', { to: '+14155550123' }))).toEqual({
		event: 'call-hangup',
		to: '+14155550123',
		sequenceHint: 1000,
	});
});

test.each([undefined, null, 'text', 7, [], {}, { data: null }, { webhookType: 7, data: 'text' }])(
	'%j gives no field and does not fail',
	(body) => expect(readCallEvent(body)).toEqual({}),
);

test("an agent's summary, which comes without envelope, has the name of its key and is not taken for a call", () => {
	const summary = { 'call-summary': 'Anna will call back', 'customer-data': { id: 7 } };
	expect(readCallEvent(summary)).toEqual({
		...{ event: 'call-summary', answeredBy: 'unknown' },
		metadata: { id: 7 },
	});
	expect(fingerprintParts(summary)).toBeUndefined();
});

describe('the outcome', () => {
	test.each([
		['call-missed', 'notAnswered'],
		['call-answered', 'answered'],
		['call-transferred', 'answered'],
		['call-transfer-failed', 'answered'],
		['switch-room-completed', 'answered'],
		['call-started', 'inProgress'],
		['call-ringing', 'inProgress'],
		['call-hangup', undefined],
		['call-update', undefined],
		['call-of-the-future', undefined],
	])('is inferred from the name %s where nothing else is told: %s', (name, outcome) => {
		expect(readCallEvent(event(name, { callId: 'c' })).outcome).toBe(outcome);
	});

	test.each([
		[
			'call-hangup',
			{ status: 'ended', timelog: timelog('initiated', 'ringing', 'ended') },
			'notAnswered',
		],
		['call-hangup', { timelog: timelog('initiated', 'ringing', 'answered') }, 'answered'],
		['call-hangup', { timelog: timelog('initiated', 'ringing') }, 'notAnswered'],
		['call-hangup', { status: 'rejected' }, 'rejected'],
		['call-hangup', { status: 'answered' }, 'answered'],
		['call-hangup', { status: 'ringing' }, undefined],
		['call-hangup', { status: 'ended' }, undefined],
		['call-update', { status: 'failed' }, 'failed'],
		['call-update', { status: 'abandoned' }, 'abandoned'],
		['call-update', { status: 'never-heard-of' }, 'inProgress'],
		['call-missed', { status: 'ringing' }, 'notAnswered'],
		['call-missed', { status: 'ended' }, 'notAnswered'],
		['call-answered', { status: 'ringing' }, 'answered'],
		['call-ringing', { status: 'answered' }, 'answered'],
		['call-ringing', { status: 'ended' }, undefined],
	])('of %s with %j is %s', (name, data, outcome) => {
		expect(readCallEvent(event(name, data)).outcome).toBe(outcome);
	});
});

describe('"Call Finished"', () => {
	test.each([
		event('call-hangup'),
		event('call-missed'),
		event('call-hangup', { status: 'answered' }),
		event('call-update', { status: 'FAILED' }),
		event('call-update', { status: 'rejected' }),
		event('call-update', { status: 'abandoned' }),
		event('call-update', { status: 'odd', end: '2025-08-21T11:45:03.000Z' }),
	])('is %j', (body) => expect(isCallFinished(body)).toBe(true));

	test.each([
		event('call-update'),
		event('call-update', { status: 'answered', end: null }),
		event('call-update', { status: 'never-heard-of' }),
		event('call-started', { status: 'ended' }),
		event('call-transfer-failed'),
		{},
		undefined,
	])('is not %j', (body) => expect(isCallFinished(body)).toBe(false));
});

describe('the order of events can be restored', () => {
	const hint = (name: string, data: object = {}) => readCallEvent(event(name, data)).sequenceHint;

	test('from the timelog, also when it has grown since', () => {
		const log = timelog('initiated', 'ringing', 'answered', 'ended');
		const hints = ['call-started', 'call-ringing', 'call-answered', 'call-hangup'].map((name) =>
			hint(name, { status: 'ended', timelog: log }),
		);
		expect(hints).toEqual([0, 1, 2, 3]);
	});

	test('for a status change without a name of its own, and for a timelog that lags behind', () => {
		expect(
			hint('call-update', { status: 'rejected', timelog: timelog('initiated', 'rejected') }),
		).toBe(1);
		expect(hint('call-update', { status: 'rejected', timelog: timelog('initiated') })).toBe(1);
		expect(
			hint('call-missed', {
				status: 'not-answered',
				timelog: timelog('initiated', 'ringing', 'not-answered'),
			}),
		).toBe(2);
	});

	test('a second transfer comes after the first', () => {
		const first = timelog('answered', 'transferring', 'transfer-failed');
		const second = timelog('answered', 'transferring', 'transfer-failed', 'transferring');
		expect(hint('call-transferring', { timelog: first })).toBe(1);
		expect(hint('call-transferring', { timelog: second })).toBe(3);
	});

	test('from what usually follows on what, where there is no timelog', () => {
		const names = [
			'call-started',
			'call-ringing',
			'call-answered',
			'call-transfer-initiated',
			'call-transfer-accepted',
			'call-transferring',
			'call-transfer-ringing',
			'call-transfer-failed',
			'call-hangup',
		];
		const hints = names.map((name) => hint(name) ?? NaN);
		expect(hints).toEqual([...hints].sort((one, other) => one - other));
		expect(new Set(hints).size).toBe(names.length);
		expect(hint('call-update', { status: 'failed' })).toBe(hint('call-hangup'));
	});

	test('and where nothing is told, none is claimed', () => {
		expect(hint('call-update')).toBeUndefined();
		expect(hint('call-update', { status: 'never-heard-of' })).toBeUndefined();
	});
});

describe('a delivery that comes again is recognised', () => {
	const body = event('call-hangup', call);

	test('by event, call, status and step', () => {
		expect(fingerprintParts(body)).toEqual(['call-hangup', 'call_1', 'ended', '3']);
	});

	test('also when it is written differently', () => {
		const { callId, ...rest } = call;
		const again = { type: 'CALL-HANGUP', data: { id: callId, ...rest, status: 'ended' } };
		expect(fingerprintParts(again)).toEqual(fingerprintParts(body));
	});

	test.each([
		event('call-hangup', { ...call, callId: 'call_2' }),
		event('call-update', call),
		event('call-hangup', { ...call, status: 'answered' }),
	])('and another event is another one (%#)', (other) => {
		expect(fingerprintParts(other)).not.toEqual(fingerprintParts(body));
	});

	test('a second transfer of a call is not the first one come again', () => {
		const first = timelog('answered', 'transferring', 'transfer-failed');
		const second = [...first, { status: 'transferring', timestamp: '2025-08-21T11:46:00.000Z' }];
		const transferring = (log: object[]) =>
			fingerprintParts(
				event('call-transferring', { callId: 'c', status: 'transferring', timelog: log }),
			);
		expect(transferring(first.slice(0, 2))).not.toEqual(transferring(second));
	});

	test.each([event('call-hangup'), { data: { callId: 'c' } }, 7])(
		'%j cannot be recognised by its contents',
		(nameless) => expect(fingerprintParts(nameless)).toBeUndefined(),
	);
});

test('no body, however odd, makes reading fail', () => {
	const odd = fc.oneof(
		fc.jsonValue(),
		fc.anything(),
		fc.constantFrom(...CALL_STATUSES),
		fc.double(),
	);
	const names = fc.oneof(odd, fc.constantFrom(...CALL_EVENTS));
	const times = fc.oneof(
		odd,
		momentsOfEvents.map(({ written }) => written),
	);
	const own = fc.oneof(odd, fc.json(), fc.dictionary(fc.string(), odd));
	const log = fc.oneof(odd, fc.array(fc.oneof(odd, fc.record({ status: odd, timestamp: odd }))));
	const data = fc.oneof(
		odd,
		fc.record({
			callId: odd,
			to: odd,
			status: odd,
			start: odd,
			end: odd,
			roomId: odd,
			meetingId: odd,
			agentId: odd,
			timestamp: times,
			metadata: own,
			metaData: own,
			timelog: log,
		}),
	);
	const post = fc.record(
		{
			'call-summary': odd,
			'customer-data': fc.oneof(own, fc.record({ callId: odd, sipCallTo: odd })),
			'room-data': fc.oneof(own, fc.record({ 'meeting-id': odd, 'session-id': odd, agentId: odd })),
			timestamp: times,
		},
		{ requiredKeys: [] },
	);
	const bodies = fc.oneof(
		odd,
		post,
		fc.record({ webhookType: names, type: names, event: names, data }),
	);
	fc.assert(
		fc.property(bodies, (body) => {
			const { sequenceHint = 0 } = readCallEvent(body);
			isCallFinished(body);
			fingerprintParts(body);
			isTooOld(readCallEvent(body), 24, 1_800_000_000_000);
			return Number.isInteger(sequenceHint) && sequenceHint >= 0;
		}),
		{ numRuns: PROPERTY_RUNS },
	);
});

test('the same event tells the same, however its metadata and its time are written', () => {
	const own = fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer(), fc.boolean()), {
		noNullPrototype: true,
	});
	const ways = fc.constantFrom<(own: object) => object>(
		(metadata) => ({ metadata }),
		(metaData) => ({ metaData }),
		(metadata) => ({ metadata, metaData: metadata }),
		(metadata) => ({ metaData: JSON.stringify(metadata) }),
		(metadata) => ({ metadata: JSON.stringify(metadata, null, 1), metaData: null }),
	);
	fc.assert(
		fc.property(own, ways, momentsOfEvents, (metadata, way, { at, written }) => {
			const data = { callId: 'c', ...way(metadata), timestamp: written };
			const read = readCallEvent(event('call-update', data));
			expect(read.metadata).toEqual(withoutTokens(metadata));
			expect(Date.parse(read.occurredAt ?? '')).toBe(at);
			expect(fingerprintParts(event('call-update', data))).toEqual(
				fingerprintParts(event('call-update', { callId: 'c', timestamp: at })),
			);
		}),
		{ numRuns: PROPERTY_RUNS },
	);
});

test('an event is too old by its own time, however that is written, and never for a moment to come', () => {
	const now = Date.UTC(2027, 0);
	fc.assert(
		fc.property(
			momentsOfEvents,
			fc.integer({ min: 1, max: 24 * 365 * 30 }),
			({ at, written }, hours) => {
				const read = readCallEvent(event('call-update', { timestamp: written }));
				expect(isTooOld(read, hours, now)).toBe(now - at > hours * 3_600_000);
			},
		),
		{ numRuns: PROPERTY_RUNS },
	);
});

test('a body that is made to hurt is read as well: endlessly nested, endlessly long', () => {
	const nested = JSON.parse('{"a":'.repeat(20_000) + '1' + '}'.repeat(20_000));
	const long = Array.from({ length: 200_000 }, () => ({ status: 'ringing', timestamp: 1 }));
	const read = readCallEvent(event('call-update', { metadata: nested, timelog: long }));
	expect(read).toMatchObject({ event: 'call-update', startedAt: '1970-01-01T00:00:00.001Z' });
	expect(() => JSON.stringify(read.metadata)).not.toThrow();
});
