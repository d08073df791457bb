import { describe, expect, test } from 'vitest';
import { numberFacts, type NumberType } from '../../telephony/numberFacts.ts';

describe('what is known of a number', () => {
	test.each<
		[address: string, country: string | undefined, name: string | undefined, type: NumberType]
	>([
		['+4790000001', 'NO', 'Norway', 'mobile'],
		['+4722222222', 'NO', 'Norway', 'fixedLine'],
		['+12015550123', 'US', 'United States', 'fixedLineOrMobile'],
		['+14165550123', 'CA', 'Canada', 'fixedLineOrMobile'],
		['+18762101234', 'JM', 'Jamaica', 'mobile'],
		['+18002345678', 'US', 'United States', 'tollFree'],
		['+19002345678', 'US', 'United States', 'premiumRate'],
		['+77710009998', 'KZ', 'Kazakhstan', 'mobile'],
		['+447781123456', 'GG', 'Guernsey', 'mobile'],
		['+447012345678', 'GB', 'United Kingdom', 'personal'],
		['+443301234567', 'GB', 'United Kingdom', 'companyWide'],
		['+33810123456', 'FR', 'France', 'sharedCost'],
		['+870773111632', undefined, undefined, 'satellite'],
		['+80012345678', undefined, undefined, 'tollFree'],
		['+979123456789', undefined, undefined, 'premiumRate'],
	])('%s: %s, %s, %s', (address, country, name, type) => {
		expect(numberFacts(address)).toMatchObject({ type, isInUse: true });
		expect(numberFacts(address)?.country).toBe(country);
		expect(numberFacts(address)?.countryName).toBe(name);
	});

	test('a number that is in no use, in one country or in one of several', () => {
		expect(numberFacts('+2906543')).toMatchObject({ type: 'unknown', isInUse: false });
		expect(numberFacts('+35800000000')).toMatchObject({ isInUse: false });
		const northAmerica = numberFacts('+15550123456');
		expect(northAmerica?.country).toBeUndefined();
		expect(northAmerica?.possibleCountries.slice(0, 1)).toEqual(['US']);
	});

	test.each(['', '112', 'sip:anna@example.com', '+', '+0', '+9991234567', 'x'.repeat(99)])(
		'%j is no number to know anything of',
		(text) => expect(numberFacts(text)).toBeUndefined(),
	);
});
