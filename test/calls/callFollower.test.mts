import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Failure } from '../../nodes/VideoSdk/errors/failure.ts';
import { CallFollower } from '../../nodes/VideoSdk/calls/wait/callFollower.ts';
import type { PlacedCall } from '../../nodes/VideoSdk/calls/wait/placedCall.ts';
import type { WaitParams } from '../../nodes/VideoSdk/calls/fields/waitParams.ts';

const SECOND = 1000;
const placedAt = Date.parse('2026-01-15T09:30:00Z');
beforeEach(() => void vi.useFakeTimers({ now: placedAt }));
afterEach(() => void vi.useRealTimers());

/** A call through a trunk, whose answer has named none. */
function made(options: WaitParams['options'] = {}, id?: string): PlacedCall {
	return {
		params: {
			waitFor: 'end',
			waitLimit: 3600,
			waitHow: 'automatic',
			to: '',
			from: '',
			safety: {},
			options,
		},
		answer: { message: 'Success' },
		sent: () => ({
			...{
				lookupKey: { line: '+4790000001', roomId: 'room' },
				correlationKey: '',
				prepared: {},
				id,
			},
			...{ sentAt: placedAt, lastSentAt: placedAt, answeredAt: placedAt },
			...{ takenIds: new Set<string>(), namelessSiblings: [] },
		}),
		setCallId: () => {},
		noteEnd: () => {},
		seen: {},
	};
}
const later = (seconds: number) => vi.setSystemTime(placedAt + seconds * SECOND);

test('a call that the list does not show is given up a minute after it was placed, also by who looks for the first time then', () => {
	const first = new CallFollower(made());
	first.find([], undefined);
	later(59);
	expect([first.miss(), first.result().isGivenUp]).toEqual([false, false]);
	later(60);
	const second = new CallFollower(made());
	second.find([], undefined);
	expect([second.miss(), second.result().isGivenUp]).toEqual([true, true]);
	expect(second.result()).toMatchObject({
		isOver: false,
		json: { outcome: 'timedOut', hint: expect.stringContaining('call list does not show') },
	});
});

test('a call with a name, and one that shall be hung up at its limit, are looked for until then', () => {
	later(3599);
	for (const one of [made({}, 'a-call'), made({ hangUpAtLimit: true })]) {
		const call = new CallFollower(one);
		expect([call.miss(), call.result().isGivenUp]).toEqual([false, false]);
	}
});

test('a look that failed is no proof that the list does not show the call', () => {
	later(120);
	const facts = {
		code: 'serverError',
		message: 'HTTP 500',
		hint: '',
		callMayExist: false,
	} as const;
	const failure = new Failure(facts);
	const call = new CallFollower(made());
	expect(call.miss(failure)).toBe(false);
	expect(call.result()).toMatchObject({ isGivenUp: false, unread: failure });
});

test('a call that was seen answered was answered, whatever the list says of it later', () => {
	const call = new CallFollower(made({}, 'a-call'));
	const listed = (status: string) => ({ callId: 'a-call', wire: { id: 'a-call', status } });
	call.see(listed('answered') as never);
	call.see(listed('failed') as never);
	expect(call.result()).toMatchObject({
		isOver: true,
		json: { outcome: 'answered', status: 'failed' },
	});
});
