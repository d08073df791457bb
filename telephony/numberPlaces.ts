import { zonesOfCountry } from './countryTimeZones.ts';
import { numberInSipUri } from './numberFacts.ts';
import { countriesThatHave } from './numberPlan.ts';
import { PLACES } from './numberPlacesData.ts';
import { onFirstUse } from './onFirstUse.ts';

const zonesByPrefix = onFirstUse(
	() =>
		new Map<string, readonly string[]>(
			PLACES.trim()
				.split('\n')
				.flatMap((line) => {
					const [zones = '', prefixes = ''] = line.trim().split(': ');
					const names = zones.split(' ');
					return prefixes.split(' ').map((prefix): [string, string[]] => [prefix, names]);
				}),
		),
);

const longestPrefix = onFirstUse(() =>
	Math.max(...[...zonesByPrefix().keys()].map(({ length }) => length)),
);

/**
 * All time zones in which a number can be, the likeliest first: those of its area code, or else of
 * every country that gives out such numbers. Where somebody has taken a number along to, no number
 * tells.
 *
 * @param address E.164 with the +, or a SIP URI
 * @returns none when the number belongs to no country
 */
export function zonesOfNumber(address: string): readonly string[] {
	const number = /^sips?:/i.test(address) ? (numberInSipUri(address) ?? '') : address;
	if (!/^\+[1-9]\d+$/.test(number)) return [];
	// In North America, shorter numbers have no area code.
	const isShort = number.startsWith('+1') && number.length < 12;
	for (let end = isShort ? 1 : longestPrefix(); end > 0; end -= 1) {
		const zones = zonesByPrefix().get(number.slice(1, 1 + end));
		if (zones !== undefined) return zones;
	}
	return [...new Set(countriesThatHave(number).flatMap(zonesOfCountry))];
}
