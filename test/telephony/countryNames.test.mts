import { describe, expect, test } from 'vitest';
import { COUNTRY_NAMES } from '../../telephony/countryNames.ts';
import { allCountries } from '../../telephony/numberPlan.ts';

describe('the names of countries', () => {
	test('every country with phone numbers has one, and no other', () => {
		expect([...COUNTRY_NAMES.keys()].sort()).toEqual(allCountries().sort());
	});

	test('are those that Node has', () => {
		const names = new Intl.DisplayNames('en', { type: 'region' });
		const asNode = [...COUNTRY_NAMES.keys()].map((code) => [code, names.of(code)]);
		expect([...COUNTRY_NAMES]).toEqual(asNode);
	});

	test('stand in the order of the alphabet, as a person looks for them', () => {
		const sorted = [...COUNTRY_NAMES.values()].sort((one, other) => one.localeCompare(other, 'en'));
		expect([...COUNTRY_NAMES.values()]).toEqual(sorted);
	});
});
