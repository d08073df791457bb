import { describe, expect, test } from 'vitest';
import type { Call } from '../../protocol/call.ts';
import { findPlacedCall, type Surroundings } from '../../protocol/correlation.ts';

const NOON = Date.UTC(2026, 0, 1, 12);
const SECOND = 1000;

const lost = { to: '+4790000058', roomId: 'abcd-efgh-ijkl', sentAt: NOON };
const call = (change: Partial<Call> = {}): Call => ({
	callId: 'call-1',
	to: lost.to,
	roomId: lost.roomId,
	startedAt: NOON + SECOND,
	...change,
});
const alone: Surroundings = {
	clockOffset: 0,
	clockMargin: 5 * SECOND,
	takenCallIds: new Set(),
	namelessSiblings: 0,
};

test('the call to that line, in that room, at that moment is found', () => {
	expect(findPlacedCall([call()], lost, alone)?.callId).toBe('call-1');
});

test('a call placed to a SIP URI is found when the list shows its bare number', () => {
	const request = { ...lost, to: 'sip:+4790000058@sip.example.com' };
	expect(findPlacedCall([call()], request, alone)?.callId).toBe('call-1');
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
		expect(findPlacedCall([call()], lost, { ...alone, namelessSiblings: 1 })).toBeUndefined();
	});
});

test('with one call more than the other items account for, one of them is this one', () => {
	const calls = [call(), call({ callId: 'call-2', startedAt: NOON + 3 * SECOND })];
	expect(findPlacedCall(calls, lost, { ...alone, namelessSiblings: 1 })?.callId).toBe('call-1');
});

test("a clock of VideoSDK's that is three minutes ahead is taken into account", () => {
	const ahead = 180 * SECOND;
	const calls = [call({ startedAt: NOON + ahead + SECOND })];
	expect(findPlacedCall(calls, lost, alone)).toBeUndefined();
	expect(findPlacedCall(calls, lost, { ...alone, clockOffset: ahead })?.callId).toBe('call-1');
});
