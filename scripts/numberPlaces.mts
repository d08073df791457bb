// Writes telephony/numberPlacesData.ts: in which time zones a number can be, by its first digits.
// Google's lists say where area codes are; what time it is there, only the time zone database says.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Metadata, type CountryCode } from 'libphonenumber-js/core';
import metadata from 'libphonenumber-js/max/metadata';

import { zonesOfCountry } from '../telephony/countryTimeZones.ts';
import { countriesOf } from '../telephony/numberPlan.ts';
import { googleLists, LISTS, type GoogleLists } from './places/googleLists.mts';
import { STATE_NAMES, ZONES_OF_AREA_CODE, ZONES_OF_STATE } from './places/northAmerica.mts';
import {
	MEXICAN_AREA_CODES,
	RULES,
	ZONES_OF_BRAZIL,
	ZONES_OF_MEXICO,
	ZONES_OF_RUSSIA,
} from './places/otherCountries.mts';
import { PROJECT } from './projectFolders.mts';

/** First digits, country code included: the time zones in which such a number can be. */
type Places = Map<string, readonly string[]>;

const words = (text: string) => text.split(' ');
const unique = (zones: Iterable<string>) => [...new Set(zones)];

export function numberPlaces(google: GoogleLists): Places {
	const places: Places = new Map([
		...northAmerica(google),
		...byRegion(google, '55', 2, ZONES_OF_BRAZIL),
		...byRegion(google, '52', 3, ZONES_OF_MEXICO),
		...byRegion(google, '7', 3, ZONES_OF_RUSSIA),
		...[...MEXICAN_AREA_CODES].map(([code, zones]): [string, string[]] => [
			`52${code}`,
			words(zones),
		]),
		...RULES.flatMap(([zones, prefixes]) =>
			words(prefixes).map((prefix): [string, string[]] => [prefix, words(zones)]),
		),
	]);
	// Fernando de Noronha has Recife's area code.
	places.set('5581', ['America/Recife', 'America/Noronha']);
	return withoutRepeats(places);
}

/** Guam, the Northern Marianas and Samoa: with them, no ordinary window were ever open on all clocks. */
const ACROSS_THE_PACIFIC = ['GU', 'MP', 'AS'];

function northAmerica(google: GoogleLists): Places {
	const countries = countriesOf('1');
	const everywhere = unique(
		countries.filter((one) => !ACROSS_THE_PACIFIC.includes(one)).flatMap(zonesOfCountry),
	);
	const places: Places = new Map([['1', everywhere]]);
	// Canada's numbers of no place, and those of the government of the United States.
	for (const code of words('600 622 633')) {
		places.set(`1${code}`, zonesOfCountry('CA'));
	}
	places.set('1710', zonesOfCountry('US'));
	const texts = [...google.places('1')];
	for (let code = 200; code < 1000; code += 1) {
		const prefix = `1${code}`;
		const island = countries.find((one) => isAreaCodeOf(one, String(code)));
		if (island !== undefined) {
			places.set(prefix, zonesOfCountry(island));
			continue;
		}
		const states = unique(
			texts
				.filter(([digits]) => digits.startsWith(prefix))
				.flatMap(([, text]) => text.split('/'))
				.flatMap((text) => stateIn(text) ?? []),
		);
		// Of an area code that is in no list yet, nobody can be certain: it counts as one of no place.
		if (states.length === 0) continue;
		const zones = ZONES_OF_AREA_CODE.get(String(code)) ?? states.map(zonesOfState).join(' ');
		places.set(prefix, unique(words(zones)));
	}
	return places;
}

function isAreaCodeOf(country: CountryCode, code: string): boolean {
	const plan = new Metadata(metadata);
	plan.selectNumberingPlan(country);
	const leading = plan.numberingPlan?.leadingDigits();
	return Boolean(leading) && new RegExp(`^(?:${leading})$`).test(code);
}

function zonesOfState(state: string): string {
	const zones = ZONES_OF_STATE.get(state);
	if (zones === undefined) throw new Error(`No time zone is known for ${state}.`);
	return zones;
}

/** "Kelowna, BC", or "British Columbia". */
function stateIn(text: string): string | undefined {
	const [, state] = /, ([A-Z]{2})$/.exec(text) ?? [];
	return state ?? STATE_NAMES.get(text) ?? (ZONES_OF_STATE.has(text) ? text : undefined);
}

/** The regions that Google's list names under each area code of some digits. */
function byRegion(
	google: GoogleLists,
	callingCode: string,
	length: number,
	zonesOfRegion: ReadonlyMap<string, string>,
): Places {
	const found = new Map<string, string[]>();
	const list = google.places(callingCode);
	for (const [digits, text] of list) {
		const prefix = digits.slice(0, callingCode.length + length);
		// Of an area code whose region is told, the towns tell nothing more.
		if (digits !== prefix && list.has(prefix)) continue;
		const regions = text
			.split(/\/|, | - /)
			.flatMap((place) => zonesOfRegion.get(place.trim()) ?? []);
		found.set(prefix, [...(found.get(prefix) ?? []), ...regions]);
	}
	return new Map(
		[...found].flatMap(([prefix, regions]) => {
			// A number here and there has gone along to another state.
			const often = unique(regions).filter(
				(one) => regions.filter((other) => other === one).length * 20 > regions.length,
			);
			return often.length === 0 ? [] : [[prefix, unique(words(often.join(' ')))] as const];
		}),
	);
}

/** The longest of the prefixes that begin some digits. */
function longest(places: Places, digits: string) {
	for (let end = digits.length; end > 0; end -= 1) {
		const prefix = digits.slice(0, end);
		const zones = places.get(prefix);
		if (zones !== undefined) return { prefix, zones };
	}
	return undefined;
}

function withoutRepeats(places: Places): Places {
	return new Map(
		[...places].filter(([prefix, zones]) => {
			const shorter = longest(places, prefix.slice(0, -1));
			return [...(shorter?.zones ?? [])].sort().join() !== [...zones].sort().join();
		}),
	);
}

export function sourceOf(places: Places): string {
	const groups = new Map<string, string[]>();
	for (const [prefix, zones] of [...places].sort(([one], [other]) => (one < other ? -1 : 1))) {
		const key = zones.join(' ');
		groups.set(key, [...(groups.get(key) ?? []), prefix]);
	}
	const lines = [...groups].map(([zones, prefixes]) => `\t${zones}: ${prefixes.join(' ')}`);
	return `// Written by scripts/numberPlaces.mts; change that, not this.
/**
 * In which time zones a number can be, by its first digits, country code included; the longest counts.
 * The places of area codes are from google/libphonenumber (Apache-2.0), as ${LISTS}
 * carries them; their clocks are those of the IANA time zone database.
 */
export const PLACES = \`
${lines.join('\n')}
\`;
`;
}

if (import.meta.main) {
	const places = numberPlaces(await googleLists());
	const file = join(PROJECT, 'telephony/numberPlacesData.ts');
	await writeFile(file, sourceOf(places));
	console.log(`${places.size} prefixes in ${file.slice(PROJECT.length + 1)}.`);
}
