import { timeZoneOfCountry } from './countryTimeZones.ts';
import { numberFacts, numberInSipUri } from './numberFacts.ts';
import { countryInWords } from './numberPlan.ts';
import { DAY, localTimeOf, nextChange, wallTime, zoneOf, type Zone } from './wallClock.ts';

export const WEEKDAYS = [
	'sunday',
	'monday',
	'tuesday',
	'wednesday',
	'thursday',
	'friday',
	'saturday',
] as const;

export type Weekday = (typeof WEEKDAYS)[number];

export interface CallingWindow {
	/** Left out: every day. None at all is a mistake. */
	days?: readonly Weekday[];
	/** "09:00", by the clock of whoever is called. */
	from: string;
	/** "20:00", the first minute that is too late. "24:00" is midnight. Before `from`: over midnight. */
	until: string;
	/** IANA name. Empty: that of the country of the number, where it has only one. */
	timeZone?: string;
}

/**
 * Whether somebody may be called at a moment. `localTime` is ISO 8601 with the offset of the zone.
 * `unknown`: a setting is wrong or missing, `reason` says which; nobody should be called then.
 */
export type WindowDecision =
	| { open: true; localTime: string; timeZone: string }
	| { open: false; localTime: string; timeZone: string; opensAt: string }
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
	const zone = zoneFor(window.timeZone?.trim() ?? '', address);
	if (typeof zone === 'string') return unknown(zone);
	const localTime = localTimeOf(moment, zone);
	const timeZone = zone.name;
	if (isOpen(moment, hours, zone)) return { open: true, localTime, timeZone };
	const opens = firstOpening(moment, hours, zone);
	if (opens === undefined) return unknown('the window does not open within three weeks');
	return { open: false, localTime, timeZone, opensAt: new Date(opens).toISOString() };
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

function zoneFor(given: string, address: string): Zone | string {
	if (given !== '') {
		return zoneOf(given) ?? `"${given}" is not a time zone such as Europe/Oslo`;
	}
	const number = /^sips?:/i.test(address) ? (numberInSipUri(address) ?? '') : address;
	const facts = numberFacts(number);
	const [country, ...others] = facts?.possibleCountries ?? [];
	if (country === undefined) {
		return `${address} is in no country whose time zone is known: set Time Zone`;
	}
	if (others.length > 0) {
		return `nobody can say in which country ${address} is, and so what time it is there: set Time Zone`;
	}
	const name = timeZoneOfCountry(country);
	const zone = name === undefined ? undefined : zoneOf(name);
	const several = `${countryInWords(country)} has several time zones`;
	return zone ?? `${several}, and a number does not tell in which one people are: set Time Zone`;
}

function isOpen(moment: number, { days, spans }: Hours, zone: Zone): boolean {
	const { weekday, sinceMidnight } = wallTime(moment, zone);
	return (
		days.has(weekday) &&
		spans.some(({ from, until }) => sinceMidnight >= from && sinceMidnight < until)
	);
}

/** A day that comes once a week can be lost to a change of clocks, or to the date line. */
const LATEST_OPENING = 21 * DAY;

/** The first moment after `now`, at which it is closed, that is open. */
function firstOpening(now: number, hours: Hours, zone: Zone): number | undefined {
	const limit = now + LATEST_OPENING;
	let moment = now;
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
