// Where numbers are, and what time it is there, by others: Google's lists, a list of post codes with a
// map of time zones, and the calendar that Node carries. None of our own tables is asked.
import type { GoogleLists } from '../../scripts/places/googleLists.mts';

/** The coordinates of these towns, in the list of post codes, lie elsewhere or across a border. */
export const MISPLACED = [
	...['New York, NY', 'Donalsonville, GA', 'Blakely, GA', 'Summerville, GA', 'Cayuga, IN'],
	...['Eureka, MT', 'Scobey, MT', 'Plentywood, MT', 'Crosby, ND', 'Needles, CA', 'Yuma, AZ'],
	...['Calais, ME', 'Houlton, ME', 'Eastport, ME', 'Van Buren, ME', 'Blaine, WA'],
	...['Point Roberts, WA', 'Boise City, OK', 'Wrangell, AK'],
];

interface Town {
	/** "Kelowna, BC" */
	place: string;
	/** "1250": with the calling code. */
	areaCodes: Set<string>;
	timeZones: string[];
}

/** The towns of the United States and Canada that Google's list names, and that the map knows. */
export function townsOfNorthAmerica(google: GoogleLists): Town[] {
	const areaCodesOf = new Map<string, Set<string>>();
	for (const [digits, text] of google.places('1')) {
		for (const place of text.split('/')) {
			const areaCodes = areaCodesOf.get(place) ?? new Set();
			areaCodesOf.set(place, areaCodes.add(digits.slice(0, 4)));
		}
	}
	return [...areaCodesOf].flatMap(([place, areaCodes]) => {
		const [, name, state] = /^(.*), ([A-Z]{2})$/.exec(place) ?? [];
		if (name === undefined || state === undefined) return [];
		const timeZones = google
			.townsNamed(name, state)
			.map(({ latitude, longitude }) => google.timeZoneAt(latitude, longitude));
		return timeZones.length === 0 ? [] : [{ place, areaCodes, timeZones }];
	});
}

/** The zones that Node's library has for a country. */
export function zonesOfRegion(region: string): string[] {
	const locale = new Intl.Locale(`und-${region}`) as Intl.Locale & {
		getTimeZones?: () => string[];
		timeZones?: string[];
	};
	return locale.getTimeZones?.() ?? locale.timeZones ?? [];
}

const calendars = new Map<string, Intl.DateTimeFormat>();
const shown = new Map<string, string>();

/** The time of day that a clock shows: "08:59". */
export function timeShown(timeZone: string, moment: number): string {
	const key = `${timeZone} ${moment}`;
	const before = shown.get(key);
	if (before !== undefined) return before;
	let calendar = calendars.get(timeZone);
	if (calendar === undefined) {
		calendar = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' });
		calendars.set(timeZone, calendar);
	}
	const time = calendar.format(moment);
	shown.set(key, time);
	return time;
}
