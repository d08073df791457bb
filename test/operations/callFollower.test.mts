import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Made } from '../../nodes/VideoSdk/engine/defineOperation.ts';
import { Failure } from '../../nodes/VideoSdk/errors/failure.ts';
import { createFollower } from '../../nodes/VideoSdk/operations/call/callFollower.ts';
import type { WaitParams } from '../../nodes/VideoSdk/operations/call/waitParams.ts';

const SECOND = 1000;
const placedAt = Date.parse('2026-01-15T09:30:00Z');
beforeEach(() => void vi.useFakeTimers({ now: placedAt }));
afterEach(() => void vi.useRealTimers());

/** A call through a trunk, whose answer has named none. */
function made(options: WaitParams['options'] = {}, id?: string): Made<WaitParams> {
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
			...{ subject: { line: '+4790000001', roomId: 'room' }, mark: '', prepared: {}, id },
			...{ sentAt: placedAt, lastSentAt: placedAt, answeredAt: placedAt },
			...{ takenIds: new Set<string>(), namelessSiblings: [] },
		}),
		identify: () => {},
		seen: {},
	};
}
const later = (seconds: number) => vi.setSystemTime(placedAt + seconds * SECOND);

test('a call that the list does not show is given up a minute after it was placed, also by who looks for the first time then', () => {
	const first = createFollower(made());
	first.watched.find([], undefined);
	later(59);
	expect([first.watched.miss(), first.followed().isGivenUp]).toEqual([false, false]);
	later(60);
	const second = createFollower(made());
	second.watched.find([], undefined);
	expect([second.watched.miss(), second.followed().isGivenUp]).toEqual([true, true]);
	expect(second.followed()).toMatchObject({
		isOver: false,
		json: { outcome: 'timedOut', hint: expect.stringContaining('call list does not show') },
	});
});

test('a call with a name, and one that shall be hung up at its limit, are looked for until then', () => {
	later(3599);
	for (const one of [made({}, 'a-call'), made({ hangUpAtLimit: true })]) {
		const { watched, followed } = createFollower(one);
		expect([watched.miss(), followed().isGivenUp]).toEqual([false, false]);
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
	const { watched, followed } = createFollower(made());
	expect(watched.miss(failure)).toBe(false);
	expect(followed()).toMatchObject({ isGivenUp: false, unread: failure });
});

test('a call that was seen answered was answered, whatever the list says of it later', () => {
	const { watched, followed } = createFollower(made({}, 'a-call'));
	const listed = (status: string) => ({ callId: 'a-call', wire: { id: 'a-call', status } });
	watched.see(listed('answered') as never);
	watched.see(listed('failed') as never);
	expect(followed()).toMatchObject({
		isOver: true,
		json: { outcome: 'answered', status: 'failed' },
	});
});
