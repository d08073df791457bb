import { expect, test } from 'vitest';
import type { PollResult } from '../../nodes/VideoSdk/calls/wait/placedCall.ts';
import { Failure } from '../../nodes/VideoSdk/errors/failure.ts';
import { isWaitedFor } from '../../nodes/VideoSdk/calls/park/isWaitedFor.ts';

const followed = (more: Partial<PollResult>, leftMs: number): PollResult => ({
	...{ json: {}, isOver: false, isGivenUp: false, until: Date.now() + leftMs },
	...more,
});
const unread = new Failure({ code: 'serverError', message: '', hint: '', callMayExist: false });

test('what is not over is waited for until its limit', () => {
	expect(isWaitedFor(followed({}, 5000))).toBe(true);
	expect(isWaitedFor(followed({}, -1))).toBe(false);
});

test('what is over, or what nobody can tell anything of, is not', () => {
	expect(isWaitedFor(followed({ isOver: true }, 5000))).toBe(false);
	expect(isWaitedFor(followed({ isGivenUp: true }, 5000))).toBe(false);
});

test('when the look at the limit fails there is one more, before n8n goes on by itself', () => {
	expect(isWaitedFor(followed({ unread }, -500))).toBe(true);
	expect(isWaitedFor(followed({ unread }, -10_001))).toBe(false);
});
