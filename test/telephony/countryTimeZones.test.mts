import { describe, expect, test } from 'vitest';
import { COUNTRIES_WITH_ZONES, zonesOfCountry } from '../../telephony/countryTimeZones.ts';
import { allCountries } from '../../telephony/numberPlan.ts';

/** The zones of a country as the library of Unicode knows them, which every Node carries. */
function zonesByNode(country: string): string[] {
	const locale = new Intl.Locale(`und-${country}`) as Intl.Locale & {
		getTimeZones?: () => string[];
		timeZones?: string[];
	};
	return (locale.getTimeZones?.() ?? locale.timeZones ?? []).map(canonical);
}

const canonical = (timeZone: string) =>
	new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone;

describe('the time zones of a country', () => {
	test('are known for every country that has a numbering plan', () => {
		expect(allCountries().filter((country) => zonesOfCountry(country).length === 0)).toEqual([]);
	});

	test('are those that Node has for it, no more and no fewer', () => {
		// No country of ISO's, or none that Node has a line for.
		const without = ['AC', 'TA', 'XK'];
		for (const country of COUNTRIES_WITH_ZONES.filter((one) => !without.includes(one))) {
			const own = [...new Set(zonesOfCountry(country).map(canonical))].sort();
			expect([country, ...own]).toEqual([country, ...zonesByNode(country).sort()]);
		}
	});

	test.each([
		['NO', 'Europe/Oslo'],
		['GB', 'Europe/London'],
		['IN', 'Asia/Kolkata'],
		['DE', 'Europe/Berlin'],
		['XK', 'Europe/Belgrade'],
		['AC', 'Atlantic/St_Helena'],
		['TA', 'Atlantic/St_Helena'],
		['US', 'America/New_York'],
		['AU', 'Australia/Sydney'],
		['RU', 'Europe/Moscow'],
		['BR', 'America/Sao_Paulo'],
	])('%s: first of all %s', (country, zone) => expect(zonesOfCountry(country)[0]).toBe(zone));

	test.each(['', 'ZZ', 'us', 'BV'])('"%s" has none', (country) => {
		expect(zonesOfCountry(country)).toEqual([]);
	});
});
