import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	answeredAt,
	CALL_STATUSES,
	endedAt,
	isFinal,
	callOutcome,
	ringSeconds,
	talkSeconds,
	timelineOf,
	transferStateOf,
	type CallOutcome,
} from '../../videosdk/callStatus.ts';
import { PROPERTY_RUNS } from '../support/propertyRuns.mts';

const NOON = Date.UTC(2026, 0, 1, 12);
const at = (second: number) => new Date(NOON + second * 1000).toISOString();

/** A call that came to each status in its second. */
const call = (steps: Record<string, number>, more: object = {}) => ({
	status: Object.keys(steps).at(-1),
	timelog: Object.entries(steps).map(([status, second]) => ({ status, timestamp: at(second) })),
	...more,
});

describe('when a call is over', () => {
	const over = [
		'ended',
		'completed',
		'missed',
		'not-answered',
		'rejected',
		'abandoned',
		'failed',
		'transferred',
	];

	test.each(CALL_STATUSES)('%s', (status) => {
		expect(isFinal({ status })).toBe(over.includes(status));
		expect(isFinal({ status: status.toUpperCase() })).toBe(over.includes(status));
	});

	test('a status that nobody knows is not the end', () => {
		expect(isFinal({ status: 'on-hold' })).toBe(false);
		expect(isFinal({ status: 'on-hold', end: null })).toBe(false);
	});

	test('a call with an end is over, whatever its status', () => {
		expect(isFinal({ status: 'on-hold', end: at(9) })).toBe(true);
		expect(isFinal({ status: 'answered', end: NOON })).toBe(true);
	});

	test('a failed transfer is not the end: the call goes on', () => {
		expect(isFinal({ status: 'transfer-failed' })).toBe(false);
	});
});

describe('what became of a call', () => {
	const cases: Array<[what: string, wire: unknown, outcome: CallOutcome]> = [
		['just placed', call({ initiated: 0 }), 'inProgress'],
		['ringing', call({ initiated: 0, ringing: 1 }), 'inProgress'],
		['somebody phones in', call({ incoming: 0, verified: 1 }), 'inProgress'],
		['picked up', call({ initiated: 0, ringing: 1, answered: 4 }), 'answered'],
		['picked up, without a timelog', { status: 'ANSWERED' }, 'answered'],
		['talked to and hung up', call({ ringing: 1, answered: 4, ended: 34 }), 'answered'],
		['talked to, in the words of the docs', call({ ANSWERED: 4, COMPLETED: 34 }), 'answered'],
		['handed over', call({ answered: 4, transferring: 9, transferred: 12 }), 'answered'],
		['being handed over, without a timelog', { status: 'transfer-initiated' }, 'answered'],
		['handed over in vain', { status: 'transfer-failed' }, 'answered'],
		['moved to another room', { status: 'switch-room-completed' }, 'answered'],
		['handed over and ended', call({ transferred: 12, ended: 13 }), 'answered'],
		['rung out', call({ ringing: 1, 'not-answered': 31 }), 'notAnswered'],
		['missed', { status: 'missed' }, 'notAnswered'],
		['rejected', call({ initiated: 0, rejected: 2 }), 'rejected'],
		['given up by the caller', call({ incoming: 0, abandoned: 5 }), 'abandoned'],
		['failed', { status: 'failed', end: at(2) }, 'failed'],
		['rejected, and then ended', call({ ringing: 1, rejected: 3, ended: 4 }), 'rejected'],
		['failed, and then completed', call({ initiated: 0, failed: 3, completed: 4 }), 'failed'],
		['talked to until the line failed', call({ answered: 4, failed: 60 }), 'answered'],
		['talked to and abandoned', call({ answered: 4, abandoned: 60 }), 'answered'],
		['missed, and ringing again', call({ missed: 3, ringing: 4 }), 'inProgress'],
		['hung up over the API while it rang', call({ ringing: 1, ended: 3 }), 'notAnswered'],
		['the example of the docs', call({ INITIATED: 0, COMPLETED: 180 }), 'notAnswered'],
		['ended, and nothing else is told', { status: 'ended' }, 'notAnswered'],
		['over with an unknown status', { status: 'on-hold', end: at(9) }, 'notAnswered'],
		['on hold after it was answered', call({ answered: 4, 'on-hold': 9 }), 'answered'],
		['an unknown status', { status: 'on-hold' }, 'inProgress'],
	];

	test.each(cases)('%s', (_what, wire, outcome) => {
		expect(callOutcome(wire)).toBe(outcome);
	});
});

describe('the times of a call', () => {
	const talk = call({ initiated: 0, ringing: 1, answered: 4, ended: 34 }, { end: at(34) });

	test('of one that was talked to', () => {
		expect([ringSeconds(talk), talkSeconds(talk)]).toEqual([3, 30]);
		expect([answeredAt(talk), endedAt(talk)]).toEqual([at(4), at(34)]);
	});

	test('of one that goes on: how long it rang is known, how long it lasts is not', () => {
		const talking = call({ ringing: 1, answered: 4 }, { end: null });
		expect([ringSeconds(talking), talkSeconds(talking)]).toEqual([3, undefined]);
		expect(endedAt(talking)).toBeUndefined();
	});

	test('of one that nobody picked up', () => {
		const unanswered = call({ initiated: 0, ringing: 1, 'not-answered': 31 });
		expect([ringSeconds(unanswered), talkSeconds(unanswered)]).toEqual([30, undefined]);
		expect(endedAt(unanswered)).toBe(at(31));
	});

	test('the end that VideoSDK tells comes before that of the timelog', () => {
		expect(endedAt({ ...talk, end: at(35) })).toBe(at(35));
		expect(talkSeconds({ ...talk, end: at(35) })).toBe(31);
	});

	test('an end before the beginning is no length', () => {
		expect(talkSeconds({ ...talk, end: at(0) })).toBeUndefined();
	});
});

describe('the timeline', () => {
	test('is in order, in lower case', () => {
		const { timelog } = call({ RINGING: 1, INITIATED: 0, ANSWERED: 4 });
		expect(timelineOf({ timelog })).toEqual([
			{ status: 'initiated', at: at(0) },
			{ status: 'ringing', at: at(1) },
			{ status: 'answered', at: at(4) },
		]);
	});

	test('is left as it came when a moment is missing', () => {
		const timelog = [{ status: 'ringing', timestamp: at(9) }, { status: 'answered' }];
		expect(timelineOf({ timelog })).toEqual([
			{ status: 'ringing', at: at(9) },
			{ status: 'answered' },
		]);
	});
});

describe('how far a transfer is', () => {
	test.each([
		[{ answered: 4 }, 'none'],
		[{ answered: 4, 'transfer-initiated': 9 }, 'underWay'],
		[{ answered: 4, 'transfer-initiated': 9, 'transfer-ringing': 10 }, 'underWay'],
		[{ answered: 4, transferring: 9, transferred: 12 }, 'transferred'],
		[{ answered: 4, transferring: 9, transferred: 12, ended: 13 }, 'transferred'],
		[{ answered: 4, transferring: 9, 'transfer-failed': 12 }, 'failed'],
	])('%j', (steps, state) => {
		expect(transferStateOf(call(steps))).toBe(state);
	});

	test('an earlier transfer that failed is not the one that is asked for now', () => {
		const steps = { answered: 4, transferring: 9, 'transfer-failed': 12 };
		expect(transferStateOf(call(steps), 3)).toBe('none');
		expect(transferStateOf(call({ ...steps, 'transfer-ringing': 20 }), 3)).toBe('underWay');
	});

	test('a timelog that lags behind the status does not hide it', () => {
		expect(transferStateOf({ ...call({ answered: 4 }), status: 'transferred' })).toBe(
			'transferred',
		);
	});
});

test('no answer, however odd, makes any of this fail', () => {
	const odd = fc.oneof(fc.anything(), fc.constantFrom(...CALL_STATUSES), fc.double());
	const entry = fc.oneof(odd, fc.record({ status: odd, timestamp: odd }));
	const timelog = fc.oneof(odd, fc.array(entry));
	const wire = fc.oneof(odd, fc.record({ status: odd, end: odd, start: odd, timelog }));
	fc.assert(
		fc.property(wire, (value) => {
			const read = [
				isFinal,
				callOutcome,
				timelineOf,
				answeredAt,
				endedAt,
				ringSeconds,
				talkSeconds,
			];
			for (const one of read) one(value);
			return transferStateOf(value) !== undefined;
		}),
		{ numRuns: PROPERTY_RUNS },
	);
});
