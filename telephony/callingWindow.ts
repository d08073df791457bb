import { zonesOfNumber } from './numberPlaces.ts';
import { readTimeZone } from './timeZoneName.ts';
import {
	DAY,
	localTimeOf,
	nextChange,
	offsetAt,
	wallTime,
	zoneOf,
	type Zone,
} from './wallClock.ts';

export const WEEKDAYS = [
	'sunday',
	'monday',
	'tuesday',
	'wednesday',
	'thursday',
	'friday',
	'saturday',
] as const;

type Weekday = (typeof WEEKDAYS)[number];

export interface CallingWindow {
	/** Left out: every day. None at all is a mistake. */
	days?: readonly Weekday[];
	/** "09:00", by the clock of whoever is called. */
	from: string;
	/** "20:00", the first minute that is too late. "24:00" is midnight. Before `from`: over midnight. */
	until: string;
	/**
	 * Area/City, UTC, or an offset. Empty, or "By Number": wherever the number can be, and the window is
	 * open when it is on all clocks there.
	 */
	timeZone?: string;
}

/** The clock that decides. */
interface DecisiveClock {
	/** ISO 8601 with the offset of the zone. */
	localTime: string;
	/** When the window is closed, one by whose clock it is; otherwise the likeliest. */
	timeZone: string;
	/** Where the clocks of all places differ now in which the number can be: one zone for each time. */
	timeZones?: string[];
}

/**
 * Whether somebody may be called at a moment. `opensAt` is the first at which the window is open on
 * all clocks. `unknown`: a setting is wrong or missing, `reason` says which; nobody should be called
 * then.
 */
export type WindowDecision =
	| ({ open: true } & DecisiveClock)
	| ({ open: false; opensAt: string } & DecisiveClock)
	| { open: 'unknown'; reason: string };

/**
 * Compares the clock on the wall of whoever is called with a window: the day of the week of their
 * date, and the time of day. It is open at every moment at which that clock shows a time within it.
 * So a window within the hour that spring skips does not open on that day, one within the hour that
 * autumn repeats opens twice, and of a window over midnight (22:00 to 02:00) the part after midnight
 * belongs to the new date: without Sunday among the days, no phone rings on a Sunday.
 */
export function callingWindowAt(now: Date, window: CallingWindow, address: string): WindowDecision {
	const moment = now.getTime();
	// Years with four digits; ISO 8601 writes others in another way.
	if (!(moment > 0 && moment < Date.UTC(9999, 0))) return unknown('the moment is not a date');
	const hours = hoursOf(window);
	if (typeof hours === 'string') return unknown(hours);
	const zones = zonesFor(window.timeZone?.trim() ?? '', address);
	if (typeof zones === 'string') return unknown(zones);
	const closed = zones.filter((zone) => !isOpen(moment, hours, zone));
	if (closed.length === 0) return { open: true, ...decisiveClock(moment, zones[0], zones) };
	const opens = firstOpening(moment, hours, zones);
	if (opens === undefined) return unknown(neverOpen(window, moment, zones));
	// Of the clocks on which it is closed, the one that it waits for.
	const last = closed.find((zone) => !isOpen(opens - 1, hours, zone)) ?? closed[0];
	const opensAt = new Date(opens).toISOString();
	return { open: false, ...decisiveClock(moment, last, zones), opensAt };
}

function decisiveClock(moment: number, zone: Zone, zones: readonly Zone[]): DecisiveClock {
	const timeZones = namesOfClocks(moment, zones);
	return {
		localTime: localTimeOf(moment, zone),
		timeZone: zone.name,
		...(timeZones.length === 1 ? {} : { timeZones }),
	};
}

/** One zone for each time that is shown at a moment. */
function namesOfClocks(moment: number, zones: readonly Zone[]): string[] {
	const names = new Map<number, string>();
	for (const zone of zones) {
		const offset = offsetAt(moment, zone);
		if (!names.has(offset)) names.set(offset, zone.name);
	}
	return [...names.values()];
}

function neverOpen({ from, until }: CallingWindow, moment: number, zones: readonly Zone[]): string {
	const fromWest = [...zones].sort((one, other) => offsetAt(moment, one) - offsetAt(moment, other));
	const names = namesOfClocks(moment, fromWest);
	if (names.length === 1) return 'the window does not open within three weeks';
	const clocks = `${names.length} clocks, from ${names[0]} to ${names.at(-1)}`;
	return `the number can be in places with ${clocks}, and from ${from} until ${until} is never within the window on all of them at once. Make the window longer, or set its Time Zone`;
}

/** A window in numbers: milliseconds since the midnight that the clock shows. */
interface Hours {
	days: ReadonlySet<number>;
	spans: ReadonlyArray<{ from: number; until: number }>;
}

function hoursOf({ days = WEEKDAYS, from, until }: CallingWindow): Hours | string {
	const begin = timeOfDay(from);
	const end = timeOfDay(until);
	if (begin === undefined || begin === DAY) return `"${from}" is not a time of day such as 09:00`;
	if (end === undefined) return `"${until}" is not a time of day such as 20:00`;
	if (begin === end) {
		return 'the window begins and ends at the same time. For the whole day write 00:00 and 24:00';
	}
	if (days.length === 0) return 'the window has no days';
	const numbers = days.map((day) => WEEKDAYS.indexOf(day));
	if (numbers.includes(-1)) return 'a day of the window is not a day of the week such as monday';
	const lateInTheDay = { from: begin, until: DAY };
	const overMidnight = end === 0 ? [lateInTheDay] : [{ from: 0, until: end }, lateInTheDay];
	return {
		days: new Set(numbers),
		spans: begin < end ? [{ from: begin, until: end }] : overMidnight,
	};
}

function timeOfDay(text: string): number | undefined {
	const [, hour, minute] = /^\s*(\d{1,2}):(\d{2})(?::00)?\s*$/.exec(text) ?? [];
	const minutes = Number(hour) * 60 + Number(minute);
	return Number(minute) < 60 && minutes <= 24 * 60 ? minutes * 60_000 : undefined;
}

/** At least one. */
type Zones = [Zone, ...Zone[]];

function zonesFor(given: string, address: string): Zones | string {
	if (given !== '' && !/^by ?number$/i.test(given)) {
		const read = readTimeZone(given);
		if ('problem' in read) return read.problem;
		const zone = zoneOf(read.name);
		return zone === undefined ? `this Node knows no time zone "${given}"` : [zone];
	}
	const [first, ...others] = zonesOfNumber(address).map(zoneOrNeighbour);
	if (first === undefined) {
		return `${address} is in no country whose time zone is known: set Time Zone`;
	}
	return [first, ...others];
}

/** An older Node does not know the youngest zones, but those that they were parts of. */
function zoneOrNeighbour(name: string): Zone {
	const zone = zoneOf(name) ?? zoneOf(NEIGHBOURS[name] ?? '');
	if (zone === undefined) throw new Error(`This Node has no clock for ${name}.`);
	return zone;
}

/** The zones that are younger than Node 20. */
const NEIGHBOURS: Readonly<Record<string, string>> = {
	'America/Coyhaique': 'America/Punta_Arenas',
};

function isOpen(moment: number, { days, spans }: Hours, zone: Zone): boolean {
	const { weekday, sinceMidnight } = wallTime(moment, zone);
	return (
		days.has(weekday) &&
		spans.some(({ from, until }) => sinceMidnight >= from && sinceMidnight < until)
	);
}

/** A day that comes once a week can be lost to a change of clocks, or to the date line. */
const LATEST_OPENING = 21 * DAY;

/** The first moment after `now`, on one of whose clocks it is closed, that is open on all of them. */
function firstOpening(now: number, hours: Hours, zones: Zones): number | undefined {
	const limit = now + LATEST_OPENING;
	let moment = now;
	for (;;) {
		const before = moment;
		for (const zone of zones) {
			if (isOpen(moment, hours, zone)) continue;
			const opens = firstOpeningIn(zone, moment, hours, limit);
			if (opens === undefined) return undefined;
			moment = opens;
		}
		if (moment === before) return moment;
	}
}

/** The first moment after one at which it is closed, that is open on one clock. */
function firstOpeningIn(
	zone: Zone,
	closed: number,
	hours: Hours,
	limit: number,
): number | undefined {
	let moment = closed;
	while (moment < limit) {
		// Up to the next change of clocks, the wall runs on evenly.
		const opens = nextBeginning(moment, hours, zone, limit);
		const change = nextChange(moment, opens ?? limit, zone);
		if (change === undefined) return opens;
		if (isOpen(change, hours, zone)) return change;
		moment = change;
	}
	return undefined;
}

/** As if the clocks were never changed. */
function nextBeginning(
	moment: number,
	{ days, spans }: Hours,
	zone: Zone,
	limit: number,
): number | undefined {
	const { weekday, sinceMidnight } = wallTime(moment, zone);
	const midnight = moment - sinceMidnight;
	for (let day = 0; midnight + day * DAY <= limit; day += 1) {
		if (!days.has((weekday + day) % 7)) continue;
		const begins = spans
			.map(({ from }) => midnight + day * DAY + from)
			.find((beginning) => beginning > moment);
		if (begins !== undefined) return begins;
	}
	return undefined;
}

function unknown(reason: string): WindowDecision {
	return { open: 'unknown', reason };
}
