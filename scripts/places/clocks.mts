import { nextChange, offsetAt, zoneOf } from '../../telephony/wallClock.ts';

const YEAR = 366 * 24 * 3_600_000;

const known = new Map<string, string>();

/** What the clock of a time zone shows over a year: equal for two zones whose clocks agree. */
export function clockOf(timeZone: string, from = Date.UTC(2026, 0)): string {
	const key = `${timeZone} ${from}`;
	const before = known.get(key);
	if (before !== undefined) return before;
	const zone = zoneOf(timeZone);
	if (zone === undefined) throw new Error(`This Node knows no time zone ${timeZone}.`);
	let clock = `${offsetAt(from, zone)}`;
	let moment: number | undefined = from;
	while ((moment = nextChange(moment, from + YEAR, zone)) !== undefined) {
		clock += ` ${moment}: ${offsetAt(moment, zone)}`;
	}
	known.set(key, clock);
	return clock;
}

/** Those of some zones whose clock none of the others has. */
export function clocksMissing(zones: readonly string[], others: readonly string[]): string[] {
	const there = new Set(others.map((zone) => clockOf(zone)));
	return zones.filter((zone) => !there.has(clockOf(zone)));
}
