import type { CallEvent } from '../../../protocol/callEvent.ts';

const HOUR_MS = 60 * 60 * 1000;

/**
 * Whether what an event tells of happened so long ago that somebody may be sending it again: the
 * signature covers no time. Without any time in it, nobody can say.
 *
 * @param now in milliseconds since 1970
 */
export function isTooOld(event: CallEvent, maxAgeHours: number, now: number): boolean {
	const moments = [
		event.startedAt,
		event.answeredAt,
		event.endedAt,
		...(event.timeline ?? []).map(({ at }) => at),
	].flatMap((at) => (at === undefined ? [] : [Date.parse(at)]));
	if (maxAgeHours <= 0 || moments.length === 0) return false;
	return now - moments.reduce((one, other) => Math.max(one, other)) > maxAgeHours * HOUR_MS;
}
