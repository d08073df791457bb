import type { CallEvent } from '../../../videosdk/callEvent.ts';

const HOUR_MS = 60 * 60 * 1000;

/**
 * Of what lies before or behind these, no call tells. 0 and the year 1 are what programs write that know
 * no time; and a moment that is still to come cannot have been, however clocks and time zones differ.
 */
const EARLIEST_MS = Date.UTC(2000, 0);
const MOST_AHEAD_MS = 24 * HOUR_MS;

/**
 * Whether what an event tells of happened so long ago that somebody may be sending it again: the
 * signature covers no time. Of the moments that it tells, the last one counts. Without any, nobody can
 * say.
 *
 * @param now in milliseconds since 1970
 */
export function isTooOld(event: CallEvent, maxAgeHours: number, now: number): boolean {
	const moments = [
		event.occurredAt,
		event.startedAt,
		event.answeredAt,
		event.endedAt,
		...(event.timeline ?? []).map(({ at }) => at),
	]
		.map((at) => Date.parse(at ?? ''))
		.filter((at) => at >= EARLIEST_MS && at <= now + MOST_AHEAD_MS);
	if (maxAgeHours <= 0 || moments.length === 0) return false;
	return now - moments.reduce((one, other) => Math.max(one, other)) > maxAgeHours * HOUR_MS;
}
