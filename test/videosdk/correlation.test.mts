import { describe, expect, test } from 'vitest';
import type { Call } from '../../videosdk/call.ts';
import { findPlacedCall, type Surroundings } from '../../videosdk/correlation.ts';

const NOON = Date.UTC(2026, 0, 1, 12);
const SECOND = 1000;

const lost = {
	line: '4790000058',
	roomId: 'abcd-efgh-ijkl',
	sentAt: NOON,
	lastSentAt: NOON,
};
const call = (change: Partial<Call> = {}): Call => ({
	callId: 'call-1',
	to: '+4790000058',
	roomId: lost.roomId,
	startedAt: NOON + SECOND,
	...change,
});
/** An item that was called right before, and whose answer came at once. */
const justNow = {
	sentAt: NOON - 2 * SECOND,
	lastSentAt: NOON - 2 * SECOND,
	answeredAt: NOON - 2 * SECOND,
};
const alone: Surroundings = {
	clockOffset: 0,
	clockMargin: { tooLarge: 5 * SECOND, tooSmall: 5 * SECOND },
	takenCallIds: new Set(),
	namelessSiblings: [],
};

test('the call to that line, in that room, at that moment is found', () => {
	expect(findPlacedCall([call()], lost, alone)?.callId).toBe('call-1');
});

test('a call that the list shows with a SIP URI is found by its number', () => {
	const shown = call({ to: 'sip:+4790000058@sip.example.com' });
	expect(findPlacedCall([shown], lost, alone)?.callId).toBe('call-1');
});

test('a request that was sent a second time ten minutes later is found by either moment', () => {
	const twice = { ...lost, lastSentAt: NOON + 600 * SECOND };
	for (const startedAt of [NOON + SECOND, NOON + 601 * SECOND]) {
		expect(findPlacedCall([call({ startedAt })], twice, alone)?.callId).toBe('call-1');
	}
});

test('what another item placed an hour ago has nothing to do with it', () => {
	const then = NOON - 3600 * SECOND;
	const anHourAgo = { sentAt: then, lastSentAt: then, answeredAt: then + SECOND };
	const around = { ...alone, namelessSiblings: [anHourAgo] };
	expect(findPlacedCall([call()], lost, around)?.callId).toBe('call-1');
});

test('a call that was answered for seven seconds before this one was sent cannot be this one, nor own its call', () => {
	const then = NOON - 7 * SECOND;
	const earlier = { sentAt: then, lastSentAt: then, answeredAt: then + SECOND };
	const calls = [call({ callId: 'earlier', startedAt: then }), call()];
	const around = { ...alone, namelessSiblings: [earlier] };
	expect(findPlacedCall(calls, lost, around)?.callId).toBe('call-1');
});

test('another item whose answer was lost as well may own the only call: it is not adopted', () => {
	const lostToo = { sentAt: NOON - 3 * SECOND, lastSentAt: NOON - 3 * SECOND };
	const around = { ...alone, namelessSiblings: [lostToo] };
	expect(findPlacedCall([call()], lost, around)).toBeUndefined();
	expect(findPlacedCall([call(), call({ callId: 'call-2' })], lost, around)).toBeDefined();
});

describe('calls that are not taken for the lost one', () => {
	test.each([
		['to another line', call({ to: '+4790000059' })],
		['in another room', call({ roomId: 'else-else-else' })],
		['that began before it was sent', call({ startedAt: NOON - 6 * SECOND })],
		['that began long after it was sent', call({ startedAt: NOON + 200 * SECOND })],
		['of which nobody knows when it began', call({ startedAt: undefined })],
	])('a call %s', (_what, other) => {
		expect(findPlacedCall([other], lost, alone)).toBeUndefined();
	});

	test('a call that another item already has', () => {
		const around = { ...alone, takenCallIds: new Set(['call-1']) };
		expect(findPlacedCall([call()], lost, around)).toBeUndefined();
	});

	test('the only call, when another item placed one to the same line without learning its id', () => {
		expect(
			findPlacedCall([call()], lost, { ...alone, namelessSiblings: [justNow] }),
		).toBeUndefined();
	});
});

test('with one call more than the other items account for, the later one is of the item that came later', () => {
	const calls = [call(), call({ callId: 'call-2', startedAt: NOON + 3 * SECOND })];
	expect(findPlacedCall(calls, lost, { ...alone, namelessSiblings: [justNow] })?.callId).toBe(
		'call-2',
	);
});

test("a clock of VideoSDK's that is three minutes ahead is taken into account", () => {
	const ahead = 180 * SECOND;
	const calls = [call({ startedAt: NOON + ahead + SECOND })];
	expect(findPlacedCall(calls, lost, alone)).toBeUndefined();
	expect(findPlacedCall(calls, lost, { ...alone, clockOffset: ahead })?.callId).toBe('call-1');
});
