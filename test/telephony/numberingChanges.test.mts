import { resolve } from 'node:path';
import fc from 'fast-check';
import { format } from 'prettier';
import { describe, expect, test } from 'vitest';
import { canonicalNumber, spellingsOf } from '../../telephony/canonicalNumber.ts';
import { canonicalAddress } from '../../telephony/canonicalAddress.ts';
import { NUMBERING_RULES } from '../../telephony/numberingChanges.ts';
import { numberInUse } from '../../telephony/numberInUse.ts';
import { numberInPlan } from '../../telephony/numberPlan.ts';
import { parseDestination } from '../../telephony/phoneNumber.ts';
import { numberingDocs } from '../support/numberingDocs.mts';
import { PROPERTY_RUNS } from '../support/propertyRuns.mts';
import { validNumber } from '../support/spelledNumbers.mts';

const DOCS = resolve(import.meta.dirname, '../../docs/numbering-changes.md');

test('the page about numbering changes says what the table says', async () => {
	const page = await format(numberingDocs(), { parser: 'markdown' });
	await expect(page).toMatchFileSnapshot(DOCS);
});

describe('the example of each rule', () => {
	test.each(
		NUMBERING_RULES.map((rule) => ({ ...rule, name: `${rule.countries.join()}: ${rule.what}` })),
	)('$name', ({ example: [written, one], use }) => {
		expect(canonicalNumber(written)).toBe(canonicalNumber(one));
		expect(numberInUse(written)).toBe(use === 'compared' ? written : one);
		expect(spellingsOf(one)).toContain(written);
		if (use !== 'compared') expect(numberInPlan(one)?.isValid).toBe(true);
	});
});

describe('an abolished spelling is dialed as today', () => {
	test.each<[string, string, string?]>([
		// Mexico, as WhatsApp, old CRMs and lists at home have it.
		['+52 1 55 1234 5678', '+525512345678'],
		['0052 1 55 1234 5678', '+525512345678'],
		['011 52 1 55 1234 5678', '+525512345678', 'US'],
		['+521 (55) 1234-5678', '+525512345678'],
		['tel:+52-1-55-1234-5678', '+525512345678'],
		['+52 044 55 1234 5678', '+525512345678'],
		['+52 (01) 55 1234 5678', '+525512345678'],
		['044 55 1234 5678', '+525512345678', 'MX'],
		['045 55 1234 5678', '+525512345678', 'MX'],
		['01 55 1234 5678', '+525512345678', 'MX'],
		['01 (33) 3616-1234', '+523336161234', 'MX'],
		['01 800 123 4567', '+528001234567', 'MX'],
		['55 1234 5678', '+525512345678', 'MX'],
		// Brazil.
		['+55 11 8765-4321', '+5511987654321'],
		['+55 (21) 9123-4567', '+5521991234567'],
		['+55 31 6123 4567', '+5531961234567'],
		['(11) 8765-4321', '+5511987654321', 'BR'],
		['011 8765-4321', '+5511987654321', 'BR'],
		['+55 0 11 8765 4321', '+5511987654321'],
		['+55 11 98765-4321', '+5511987654321'],
		['+55 11 3456-7890', '+551134567890'],
		// Argentina: the 15, with the 9 and without it.
		['+54 11 15 2345 6789', '+5491123456789'],
		['+54 9 11 15 2345-6789', '+5491123456789'],
		['+54 9 341 15 512-3456', '+5493415123456'],
		['011 15 2345-6789', '+5491123456789', 'AR'],
		// Benin.
		['+229 97 12 34 56', '+2290197123456'],
		['97 12 34 56', '+2290197123456', 'BJ'],
		['+229 1 97 12 34 56', '+2290197123456'],
		['+229 21 31 23 45', '+2290121312345'],
		// Côte d'Ivoire, by the network that had been given the number.
		['+225 07 12 34 56', '+2250707123456'],
		['+225 45 12 34 56', '+2250545123456'],
		['+225 01 12 34 56', '+2250101123456'],
		['+225 22 44 55 66', '+2252722445566'],
		['+225 20 30 12 34', '+2252720301234'],
		['+225 7 07 12 34 56', '+2250707123456'],
		['07 12 34 56', '+2250707123456', 'CI'],
		// Gabon.
		['+241 06 12 34 56', '+24166123456'],
		['+241 7 12 34 56', '+24177123456'],
		['+241 01 44 68 11', '+24111446811'],
		['07 28 01 50', '+24177280150', 'GA'],
		// Vietnam.
		['+84 162 123 4567', '+84321234567'],
		['0121 123 4567', '+84791234567', 'VN'],
		['+84 4 3822 3344', '+842438223344'],
		['04 3822 3344', '+842438223344', 'VN'],
		['+84 511 3123 456', '+842363123456'],
		// Colombia, Nigeria, Chile, Cameroon, Mauritius.
		['+57 1 234 5678', '+576012345678'],
		['(1) 234 5678', '+576012345678', 'CO'],
		['+234 1 463 0643', '+2342014630643'],
		['09 463 0643', '+2342094630643', 'NG'],
		['09 8765 4321', '+56987654321', 'CL'],
		['+237 77 12 34 56', '+237677123456'],
		['+230 771 2345', '+23057712345'],
		// Italy: landlines without their 0, mobile phones with one.
		['+39 6 1234 5678', '+390612345678'],
		['+39 2 1234567', '+39021234567'],
		['+39 0335 123 4567', '+393351234567'],
		// The Congo, San Marino, Kosovo, French departments.
		['+242 5 123 4567', '+242051234567'],
		['+378 886377', '+3780549886377'],
		['+381 38 123 456', '+38338123456'],
		['0692 12 34 56', '+262692123456', 'FR'],
		['+33 6 90 00 12 34', '+590690001234'],
		// A 0 that the country does not have, or no longer.
		['+48 0 22 123 45 67', '+48221234567'],
		['+420 0 601 123 456', '+420601123456'],
	])('%s is dialed as %s (Default Country %s)', (text, dialed, defaultCountry) => {
		expect(parseDestination(text, { defaultCountry })).toMatchObject({ address: dialed });
	});
});

describe('what was not abolished, or cannot be told, is dialed as it is written', () => {
	test.each([
		['+525512345678', 'Mexico'],
		['+5491123456789', 'Argentina, a mobile phone'],
		['+541123456789', 'Argentina, a landline'],
		['+551178123456', 'Brazil, trunked radio, which has eight digits'],
		['+393311234567', 'Italy, a mobile phone, and not 0331'],
		['+3903311234567', 'Italy, a landline, and not the mobile phone 331'],
		['+3933112345', 'Italy, a mobile phone that has lost two digits, and not the landline 0331'],
		['+39331123456', 'Italy, a mobile phone of nine digits'],
		['+39800123456', 'Italy, freephone'],
		['+84838223344', 'Vietnam, a mobile phone that looks like an old number of Ho Chi Minh City'],
		['+842221234', 'Vietnam, a landline that has lost digits'],
		['+6321234567', 'Manila, whose new digit depends on the network'],
		['+63281234567', 'Manila'],
		['+37744123456', 'Monaco, where such numbers may be in use'],
		['+972599123456', 'Palestine by way of Israel'],
		['+23490312345', 'Nigeria, a mobile phone that has lost two digits'],
		['+59399123456', 'Ecuador, perhaps a mobile phone that has lost a digit'],
		['+96611234567', 'Saudi Arabia, perhaps a landline that has lost a digit'],
		['+12025550123', 'the United States'],
		['+4915112345678', 'Germany'],
	])('%s: %s', (number) => {
		expect(numberInUse(number)).toBe(number);
	});

	test('digits that are a number of another country are not read as an abolished spelling', () => {
		const read = parseDestination('1 551 234 5678', { defaultCountry: 'MX' });
		expect(read).toEqual({ kind: 'phoneNumber', address: '+15512345678' });
	});
});

describe('one person in two spellings is one line', () => {
	test.each([
		['+54 9 11 2345 6789', '+54 11 2345 6789'],
		['+54 9 11 2345 6789', '+54 11 15 2345 6789'],
		['+39 6 1234 5678', '+39 06 1234 5678'],
		['+39 331 123456', '+39 0331 123456'],
		['+39 06 698 12345', '+39 6 69812345'],
		['+378 886377', '+39 0549 886377'],
		['+378 0549 886377', '+39 549 886377'],
		['+229 97 12 34 56', '+229 01 97 12 34 56'],
		['+52 1 55 1234 5678', '+52 55 1234 5678'],
		['+55 11 7812 3456', '+55 11 97812 3456'],
		['+63 2 123 4567', '+63 2 8123 4567'],
		['+63 2 8123 4567', '+63 2 7123 4567'],
		['+970 59 912 3456', '+972 59 912 3456'],
		['+972 2 295 1234', '+970 2 295 1234'],
		['+377 44 123 456', '+383 44 123 456'],
		['+386 49 123 456', '+383 49 123 456'],
		['+353 48 9024 6609', '+44 28 9024 6609'],
		['+33 5 90 12 34 56', '+590 590 12 34 56'],
		['+262 692 12 34 56', '+33 692 12 34 56'],
		['+593 9 912 3456', '+593 99 912 3456'],
		['+966 1 234 5678', '+966 11 234 5678'],
		['+56 2 555 1234', '+56 2 2555 1234'],
		['+84 22 385 1234', '+84 212 385 1234'],
		['+599 542 1234', '+1 721 542 1234'],
		['+237 22 12 34 56', '+237 222 12 34 56'],
		['5215512345678', '+52 55 1234 5678'],
		['sip:+5215512345678@sip.example.com', '+52 55 1234 5678'],
		['sip:22997123456@sip.example.com', '+229 01 97 12 34 56'],
	])('%s and %s', (one, other) => {
		expect(canonicalAddress(one)).toBe(canonicalAddress(other));
		expect(canonicalAddress(canonicalAddress(one))).toBe(canonicalAddress(one));
	});

	test.each([
		['+54 9 11 2345 6789', '+54 9 11 2345 6788'],
		['+39 331 1234567', '+39 0331 1234567'],
		['+39 800 123456', '+39 0800 123456'],
		['+55 11 3456 7890', '+55 11 93456 7890'],
		['+55 21 98765 4321', '+55 11 98765 4321'],
		['+57 300 123 4567', '+57 60 300 123 4567'],
		['+44 28 9024 6609', '+353 28 9024 6609'],
		['+972 54 912 3456', '+970 54 912 3456'],
		['+972 2 562 1234', '+970 2 562 1234'],
		['+33 6 95 12 34 56', '+262 695 12 34 56'],
		['+225 07 07 12 34 56', '+225 05 07 12 34 56'],
		['+84 83 822 3344', '+84 28 3822 3344'],
		['+1 202 555 0123', '+1 202 555 0124'],
	])('%s and %s are two people', (one, other) => {
		expect(canonicalAddress(one)).not.toBe(canonicalAddress(other));
	});
});

test('a number that has lost a digit does not ring somebody else, where that can be told', () => {
	// In Brazil and Gabon an old number cannot be told from one of today that has lost a digit, and is by far
	// the rule; in Italy, Côte d’Ivoire and Nigeria it is one that has lost its very first digit.
	const perhaps = ['BR', 'GA', 'IT', 'VA', 'CI', 'NG'];
	fc.assert(
		fc.property(validNumber, fc.nat(14), ({ number, country, read }, place) => {
			const behindCode = 1 + read.countryCallingCode.length;
			const at = behindCode + (place % (number.length - behindCode));
			const damaged = number.slice(0, at) + number.slice(at + 1);
			const dialed = numberInUse(damaged);
			// A 0 that is in front now is one that people write behind the country code.
			return (
				damaged[behindCode] === '0' ||
				dialed === damaged ||
				canonicalNumber(dialed) === canonicalNumber(number) ||
				perhaps.includes(country)
			);
		}),
		{ numRuns: PROPERTY_RUNS },
	);
});
