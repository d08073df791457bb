/** What the clock on the wall shows at a moment, in one time zone. */
export interface WallTime {
	/** 0 is Sunday. */
	weekday: number;
	/** Milliseconds since the local midnight, as the clock shows them. */
	sinceMidnight: number;
	/** How far the clock is ahead of UTC, in milliseconds. */
	offset: number;
}

export interface Zone {
	name: string;
	clock: Intl.DateTimeFormat;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** @returns undefined when this Node knows no time zone of that name */
export function zoneOf(name: string): Zone | undefined {
	const known = zones.get(name);
	if (known !== undefined) return known;
	try {
		const clock = new Intl.DateTimeFormat('en', {
			timeZone: name,
			calendar: 'gregory',
			numberingSystem: 'latn',
			hourCycle: 'h23',
			year: 'numeric',
			month: 'numeric',
			day: 'numeric',
			hour: 'numeric',
			minute: 'numeric',
			second: 'numeric',
		});
		const zone = { name, clock };
		zones.set(name, zone);
		return zone;
	} catch {
		return undefined;
	}
}

/** Making a clock takes a hundred times as long as reading one. */
const zones = new Map<string, Zone>();

/** How far the clocks of a zone are ahead of UTC at a moment, in milliseconds. */
export function offsetAt(moment: number, { clock }: Zone): number {
	const parts = new Map(
		clock.formatToParts(moment).map(({ type, value }) => [type, Number(value)]),
	);
	const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
	const wall = Date.UTC(
		part('year'),
		part('month') - 1,
		part('day'),
		part('hour'),
		part('minute'),
		part('second'),
	);
	return wall - Math.floor(moment / SECOND) * SECOND;
}

export function wallTime(moment: number, zone: Zone): WallTime {
	const offset = offsetAt(moment, zone);
	const local = moment + offset;
	const sinceMidnight = ((local % DAY) + DAY) % DAY;
	return { weekday: new Date(local).getUTCDay(), sinceMidnight, offset };
}

/** As ISO 8601 with the offset of the zone: 2026-03-29T03:00:00+02:00. */
export function localTimeOf(moment: number, zone: Zone): string {
	const offset = offsetAt(moment, zone);
	const local = new Date(moment + offset).toISOString().slice(0, 19);
	const minutes = Math.abs(Math.round(offset / MINUTE));
	const two = (value: number) => String(value).padStart(2, '0');
	const sign = offset < 0 ? '-' : '+';
	return `${local}${sign}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** Nowhere are clocks changed twice within this time. */
const STEP = 6 * HOUR;

/** The first moment after `from` and until `until` at which the clocks are changed, if there is one. */
export function nextChange(from: number, until: number, zone: Zone): number | undefined {
	const offset = offsetAt(from, zone);
	for (let before = from; before < until; before += STEP) {
		let after = Math.min(before + STEP, until);
		if (offsetAt(after, zone) === offset) continue;
		let same = before;
		while (after - same > 1) {
			const middle = Math.floor((same + after) / 2);
			if (offsetAt(middle, zone) === offset) same = middle;
			else after = middle;
		}
		return after;
	}
	return undefined;
}
