/** Which time zones keep the same time: what counts of a place is its clock, whatever it is named after. */

const HOUR = 3_600_000;
const YEAR = 366 * 24 * HOUR;

const known = new Map<string, string>();

/** The offsets of a zone over two years, every twelve hours: equal for two zones whose clocks agree. */
export function clockOf(timeZone: string, from = Date.UTC(2026, 0)): string {
	const key = `${timeZone} ${from}`;
	const before = known.get(key);
	if (before !== undefined) return before;
	const clock = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
	let offsets = '';
	let last = '';
	for (let moment = from; moment < from + 2 * YEAR; moment += 12 * HOUR) {
		const offset = clock.formatToParts(moment).find(({ type }) => type === 'timeZoneName')?.value;
		if (offset === undefined || offset === last) continue;
		offsets += `${(moment - from) / HOUR}:${offset} `;
		last = offset;
	}
	known.set(key, offsets);
	return offsets;
}

export function clocksOf(zones: Iterable<string>): Set<string> {
	return new Set([...zones].map((zone) => clockOf(zone)));
}

/** Those of the zones whose clock none of the others has. */
export function clocksMissing(zones: readonly string[], others: readonly string[]): string[] {
	const there = clocksOf(others);
	return zones.filter((zone) => !there.has(clockOf(zone)));
}
