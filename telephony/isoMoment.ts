import { offsetAt, zoneOf } from './wallClock.ts';

/**
 * A day, and perhaps a time behind a T or a blank, and perhaps where that is: 2026-01-31T09:00:00+01:00.
 * Nothing else, as nobody can say whether 04.01.2027 or 01/04/2027 is in January or in April.
 */
const ISO_MOMENT =
	/^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?: ?(Z|[+-]\d{2}(?::?\d{2})?))?)?$/i;

const MINUTE_MS = 60_000;

/**
 * The moment that a text of ISO 8601 names, in milliseconds since 1970; undefined for any other text.
 *
 * @param timeZone whose clock is meant where the text does not say it
 */
export function readIsoMoment(text: string, timeZone: string): number | undefined {
	const parts: Array<string | undefined> = ISO_MOMENT.exec(text.trim()) ?? [];
	if (parts.length === 0) return undefined;
	const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts
		.slice(1, 7)
		.map((part) => (part === undefined ? undefined : Number(part)));
	const [fraction = '', offset] = parts.slice(7);
	const local = new Date(0);
	// `Date.UTC` takes the years before 100 for those of the last century.
	local.setUTCFullYear(year, month - 1, day);
	local.setUTCHours(hour, minute, second, Number(fraction.slice(0, 3).padEnd(3, '0')));
	// What is no day or time, such as the 30th of February, has become another one.
	const isSame =
		local.getUTCMonth() === month - 1 &&
		local.getUTCDate() === day &&
		local.getUTCHours() === hour &&
		local.getUTCMinutes() === minute &&
		local.getUTCSeconds() === second;
	if (!isSame) return undefined;
	return offset === undefined
		? onClockOf(timeZone, local.getTime())
		: withOffset(local.getTime(), offset);
}

function withOffset(local: number, offset: string): number | undefined {
	if (/^z$/i.test(offset)) return local;
	const digits = offset.slice(1).replace(':', '').padEnd(4, '0');
	const [hours, minutes] = [Number(digits.slice(0, 2)), Number(digits.slice(2))];
	if (hours > 18 || minutes > 59) return undefined;
	const ahead = (hours * 60 + minutes) * MINUTE_MS;
	return offset.startsWith('-') ? local + ahead : local - ahead;
}

/** Of a time that autumn repeats it is the first, and one that spring skips is as much later. */
function onClockOf(timeZone: string, local: number): number {
	const zone = zoneOf(timeZone);
	if (zone === undefined) return local;
	const before = local - offsetAt(local - 24 * 60 * MINUTE_MS, zone);
	if (before + offsetAt(before, zone) === local) return before;
	const after = local - offsetAt(local + 24 * 60 * MINUTE_MS, zone);
	return after + offsetAt(after, zone) === local ? after : before;
}
