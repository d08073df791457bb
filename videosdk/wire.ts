/** How single values are read out of an answer. Whatever is not what it should be reads as absent. */
import type { JsonObject } from '../telephony/isRecord.ts';

export { isRecord, type JsonObject, type JsonValue } from '../telephony/isRecord.ts';

export function text(value: unknown): string | undefined {
	return typeof value === 'string' && value !== '' ? value : undefined;
}

export function switchIn(value: unknown): boolean | undefined {
	return typeof value === 'boolean' ? value : undefined;
}

/** The text under the first of several keys that has one. */
export function textUnder(
	wire: Record<string, unknown>,
	keys: readonly string[],
): string | undefined {
	return keys.map((key) => text(wire[key])).find((found) => found !== undefined);
}

export function withoutKeys(wire: JsonObject, keys: readonly string[]): JsonObject {
	return Object.fromEntries(Object.entries(wire).filter(([key]) => !keys.includes(key)));
}

/** The last moment that a JavaScript `Date` can hold. */
const LAST_MOMENT_MS = 8.64e15;

/** From these on, a number counts seconds (2001 until the year 5138), milliseconds, and ever smaller parts. */
const FIRST_SECONDS = 1e9;
const FIRST_MILLISECONDS = 1e11;
const FIRST_MICROSECONDS = 1e14;
const FIRST_NANOSECONDS = 1e17;

/** Digits with a fraction perhaps: as many as a moment of today has at least. */
const NUMBER = /^\d{10,}(?:\.\d+)?$/;

/** A date and a time without the zone that they are of. */
const ZONELESS = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?)$/;

/** What `Date.parse` may be given: it takes "Room 5" for a day in May. */
const DATE = /^\d{4}-\d\d(?:-\d\d)?$|^\d{4}-\d\d-\d\d[T ]|\b\d{4}\b.*\d:\d\d/;

/**
 * A moment in milliseconds since 1970: of an ISO text, or of a number of seconds or milliseconds, which
 * may have become a text. A time without a zone is UTC, as the API's own: the zone of this machine has
 * nothing to do with it.
 */
export function moment(value: unknown): number | undefined {
	const at = typeof value === 'number' ? inMilliseconds(value) : parsedMoment(text(value)?.trim());
	return Math.abs(at) <= LAST_MOMENT_MS ? at : undefined;
}

function parsedMoment(written = ''): number {
	if (NUMBER.test(written)) return inMilliseconds(Number(written));
	const [, date, time] = ZONELESS.exec(written) ?? [];
	if (date !== undefined) return Date.parse(`${date}T${time.replace(',', '.')}Z`);
	return DATE.test(written) ? Date.parse(written) : Number.NaN;
}

function inMilliseconds(count: number): number {
	if (count >= FIRST_NANOSECONDS) return Math.round(count / 1e6);
	if (count >= FIRST_MICROSECONDS) return Math.round(count / 1000);
	const isSeconds = count >= FIRST_SECONDS && count < FIRST_MILLISECONDS;
	return isSeconds ? Math.round(count * 1000) : count;
}

export function isoText(at: number | undefined): string | undefined {
	return at === undefined ? undefined : new Date(at).toISOString();
}

/** An item without the fields of which VideoSDK told nothing. */
export function withoutAbsent<T extends object>(item: T): Partial<T> {
	// An object of which properties were deleted takes more memory, and time to read.
	const known: Partial<T> = {};
	for (const key in item) if (item[key] !== undefined) known[key] = item[key];
	return known;
}
