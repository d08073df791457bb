import { minutesOfOffset } from './timeZoneName.ts';

/** What the clock on the wall shows at a moment, in one time zone. */
interface WallTime {
	/** 0 is Sunday. */
	weekday: number;
	/** Milliseconds since the local midnight, as the clock shows them. */
	sinceMidnight: number;
	/** How far the clock is ahead of UTC, in milliseconds. */
	offset: number;
}

export interface Zone {
	name: string;
	/** How far the clocks are ahead of UTC at a moment, in milliseconds: worked out anew. */
	read: (moment: number) => number;
	/** What has been worked out: the offset at the beginning of a step, and where it changes within one. */
	begins: Map<number, number>;
	changes: Map<number, number>;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** @returns undefined when this Node knows no time zone of that name, which may also be "+02:00" */
export function zoneOf(name: string): Zone | undefined {
	const known = zones.get(name);
	if (known !== undefined) return known;
	const read = readerOf(name);
	if (read === undefined) return undefined;
	const zone = { name, read, begins: new Map(), changes: new Map() };
	zones.set(name, zone);
	return zone;
}

/** Making a clock takes a hundred times as long as reading one. */
const zones = new Map<string, Zone>();

function readerOf(name: string): Zone['read'] | undefined {
	// Node 20 knows no offsets.
	const minutes = minutesOfOffset(name);
	if (minutes !== undefined) return () => minutes * MINUTE;
	try {
		const clock = new Intl.DateTimeFormat('en', { timeZone: name, timeZoneName: 'longOffset' });
		return (moment) => {
			const parts = clock.formatToParts(moment);
			return offsetOf(parts.find(({ type }) => type === 'timeZoneName')?.value ?? '');
		};
	} catch {
		return undefined;
	}
}

/** "GMT+05:30", "GMT", and of old "GMT-00:44:30". */
function offsetOf(text: string): number {
	const [, sign, hours = 0, minutes = 0, seconds = 0] =
		/([+-])(\d\d):(\d\d)(?::(\d\d))?$/.exec(text.replace('−', '-')) ?? [];
	const ahead = Number(hours) * HOUR + Number(minutes) * MINUTE + Number(seconds) * SECOND;
	return sign === '-' ? -ahead : ahead;
}

/** Nowhere are clocks changed twice within this time. */
const STEP = 6 * HOUR;

/** The steps of half a year. A number that may be anywhere in a continent is looked at by eighty clocks. */
const MOST_STEPS = 730;

/** How far the clocks of a zone are ahead of UTC at a moment, in milliseconds. */
export function offsetAt(moment: number, zone: Zone): number {
	const step = Math.floor(moment / STEP);
	return beginOf(moment < changeIn(step, zone) ? step : step + 1, zone);
}

function beginOf(step: number, zone: Zone): number {
	const known = zone.begins.get(step);
	if (known !== undefined) return known;
	const offset = zone.read(step * STEP);
	zone.begins.set(step, offset);
	return offset;
}

/** When the clocks are changed in a step; in no step at which they are not. */
function changeIn(step: number, zone: Zone): number {
	const known = zone.changes.get(step);
	if (known !== undefined) return known;
	if (zone.changes.size > MOST_STEPS) {
		zone.changes.clear();
		zone.begins.clear();
	}
	const offset = beginOf(step, zone);
	let change = Infinity;
	if (beginOf(step + 1, zone) !== offset) {
		let same = step * STEP;
		change = same + STEP;
		while (change - same > 1) {
			const middle = Math.floor((same + change) / 2);
			if (zone.read(middle) === offset) same = middle;
			else change = middle;
		}
	}
	zone.changes.set(step, change);
	return change;
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

/** The first moment after `from` and until `until` at which the clocks are changed, if there is one. */
export function nextChange(from: number, until: number, zone: Zone): number | undefined {
	for (let step = Math.floor(from / STEP); step * STEP < until; step += 1) {
		const change = changeIn(step, zone);
		if (change > from && change <= until) return change;
	}
	return undefined;
}
