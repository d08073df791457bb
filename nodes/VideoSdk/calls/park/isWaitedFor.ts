import type { PollResult } from '../wait/placedCall.ts';

/** A look at the limit that fails is made once more, a little before n8n goes on by itself. */
const LAST_CHANCE_MS = 10_000;

/** Whether a parked execution still waits for it. */
export function isWaitedFor({ isOver, isGivenUp, until, unread }: PollResult): boolean {
	if (isOver || isGivenUp) return false;
	return Date.now() < until + (unread ? LAST_CHANCE_MS : 0);
}
