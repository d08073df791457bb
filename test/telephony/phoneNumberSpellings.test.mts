import { getCountries, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/mobile/examples';
import { describe, expect, test } from 'vitest';
import { countryInWords } from '../../telephony/numberPlan.ts';
import { parseDestination } from '../../telephony/phoneNumber.ts';

/** Countries with an example of a mobile number that libphonenumber publishes, each with its E.164. */
const published = getCountries().flatMap((country) => {
	// Gabon's is of the plan that ended in 2024.
	const example = country === 'GA' ? '66031234' : examples[country];
	const number = example && parsePhoneNumberFromString(example, country);
	return number ? [{ country, number, name: countryInWords(country) }] : [];
});

/** The digits 0 to 9 of other scripts, by their zero. */
const inDigitsFrom = (zero: string) => (text: string) =>
	text.replace(/\d/g, (digit) => String.fromCodePoint(Number(zero.codePointAt(0)) + Number(digit)));

type Published = (typeof published)[number];

/** How people write a number for somebody in another country. */
function internationalSpellings({ number }: Published): string[] {
	const international = number.formatInternational();
	const code = `+${number.countryCallingCode}`;
	const rest = international.slice(code.length).trim();
	return [
		number.number,
		international,
		international.replace(/ /g, '-'),
		international.replace(/ /g, '.'),
		international.replace(/ /g, '\u00A0'),
		`(${code}) ${rest}`,
		`\u202A${international}\u202C`,
		`'${number.number}`,
		`00${number.number.slice(1)}`,
		`00 ${international.slice(1)}`,
		number.getURI(),
		`${number.getURI()};ext=12`,
		inDigitsFrom('٠')(international),
		inDigitsFrom('۰')(international),
		inDigitsFrom('०')(international),
		inDigitsFrom('０')(international).replace('+', '＋').replace(/ /g, '\u3000'),
	];
}

/** How people write it at home. */
function nationalSpellings({ country, number }: Published): string[] {
	const national = number.formatNational();
	return [
		national,
		national.replace(/\D/g, ''),
		national.replace(/ /g, '\u00A0'),
		number.nationalNumber,
		number.format('IDD', { fromCountry: country }) ?? national,
		inDigitsFrom('٠')(national),
	];
}

test('libphonenumber publishes examples for as many countries and territories as ever', () => {
	expect(published.length).toBeGreaterThanOrEqual(240);
	const spellings = published.flatMap((one) => [
		...internationalSpellings(one),
		...nationalSpellings(one),
	]);
	expect(spellings).toHaveLength(published.length * 22);
});

/** Digits of these, without what is dialed in front at home, are somebody's elsewhere with a + in front. */
const ALSO_ABROAD: Readonly<Record<string, string>> = {
	CN: '+13123456789',
	CO: '+3211234567',
	DE: '+15123456789',
	MP: '+6702345678',
	MS: '+6644923456',
	TC: '+6492311234',
	US: '+2015550123',
};

describe('a published number, spelled in 16 ways for anybody and in 6 ways for its country', () => {
	test.each(published)('$name', (one) => {
		const { country, number } = one;
		const abroad = ALSO_ABROAD[country];
		const isRight = (read: ReturnType<typeof parseDestination>) => {
			if (read.kind !== 'invalid') return read.address === number.number;
			return abroad !== undefined && read.readings?.join() === [number.number, abroad].join();
		};
		const wrong = [
			...internationalSpellings(one).map((text) => ({ text, read: parseDestination(text) })),
			...nationalSpellings(one).map((text) => ({
				text,
				read: parseDestination(text, { defaultCountry: country }),
			})),
		].filter(({ read }) => !isRight(read));
		expect(wrong).toEqual([]);
	});
});

describe('from the United States, 011 in front leads to', () => {
	const abroad = published.filter(({ number }) => number.countryCallingCode !== '1');
	test.each(abroad)('$name', ({ number }) => {
		const text = `011 ${number.formatInternational().slice(1)}`;
		expect(parseDestination(text, { defaultCountry: 'US' })).toMatchObject({
			address: number.number,
		});
	});
});

describe('a published number with three digits left, and with ten more, is refused for its length', () => {
	test.each(published)('$name', ({ number }) => {
		const [code, national] = [`+${number.countryCallingCode}`, number.nationalNumber];
		expect(parseDestination(code + national.slice(0, 2))).toMatchObject({
			kind: 'invalid',
			reason: expect.stringMatching(/too short for|emergency number/),
		});
		expect(parseDestination(`${number.number}0000000000`)).toMatchObject({
			kind: 'invalid',
			reason: expect.stringContaining('too long for'),
		});
	});
});

describe('without + and Default Country nobody guesses whose number it is', () => {
	test.each(published)('$name', ({ number }) => {
		const read = parseDestination(number.formatNational());
		expect(read).toMatchObject({ kind: 'invalid' });
	});
});

describe('spellings that are not of a machine', () => {
	const table: Array<[text: string, country: string | undefined, address: string, ext?: string]> = [
		['+44 (0)20 7946 0000', undefined, '+442079460000'],
		['0044 (0) 20 7946 0000', undefined, '+442079460000'],
		['+49 (0)30 1234567', undefined, '+49301234567'],
		['+49 030 1234567', undefined, '+49301234567'],
		['+33 (0)6 12 34 56 78', undefined, '+33612345678'],
		['+41 (0)44 668 18 00', undefined, '+41446681800'],
		['+46 (0)70-123 45 67', undefined, '+46701234567'],
		['+7 8 495 123-45-67', undefined, '+74951234567'],
		['8 (495) 123-45-67', 'RU', '+74951234567'],
		['8 10 44 20 7946 0000', 'RU', '+442079460000'],
		['+39 06 6982 1234', undefined, '+390669821234'],
		['+39 (0)6 6982 1234', undefined, '+390669821234'],
		['06 6982 1234', 'IT', '+390669821234'],
		['020 7946 0000', 'GB', '+442079460000'],
		['020 7946 0000', 'uk', '+442079460000'],
		['020 7946 0000', ' gb ', '+442079460000'],
		['(02) 9374 4000', 'AU', '+61293744000'],
		['0011 44 20 7946 0000', 'AU', '+442079460000'],
		['010 44 20 7946 0000', 'JP', '+442079460000'],
		['00 44 20 7946 0000', 'US', '+442079460000'],
		['011 44 20 7946 0000', undefined, '+442079460000'],
		['011 47 90 00 00 01', undefined, '+4790000001'],
		['1 (201) 555-0123', 'US', '+12015550123'],
		['201.555.0123', 'US', '+12015550123'],
		['201 555 0123', 'CA', '+12015550123'],
		['12015550123', 'US', '+12015550123'],
		['234 5678', 'BB', '+12462345678'],
		['011 15 2345-6789', 'AR', '+5491123456789'],
		['(11) 96123-4567', 'BR', '+5511961234567'],
		['0 11 96123-4567', 'BR', '+5511961234567'],
		['0 15 11 96123-4567', 'BR', '+5511961234567'],
		['4790000001', 'NO', '+4790000001'],
		['90 00 00 01', 'NO', '+4790000001'],
		['02800', 'NO', '+4702800'],
		['+١ ٢٠١ ٥٥٥ ٠١٢٣', undefined, '+12015550123'],
		['۰۹۱۲ ۳۴۵ ۶۷۸۹', 'IR', '+989123456789'],
		['०९१२३४५६७८९', 'IN', '+919123456789'],
		['＋８１（３）１２３４ー５６７８', undefined, '+81312345678'],
		['+1\u2013201\u2013555\u20130123', undefined, '+12015550123'],
		['+1\u2212201\u2212555\u22120123', undefined, '+12015550123'],
		['\u200E+1 201\u202F555\u20090123\u200F', undefined, '+12015550123'],
		['\uFEFF+1 201 555 0123', undefined, '+12015550123'],
		['+1 201\u00AD555\u200B0123', undefined, '+12015550123'],
		['"+12015550123"', undefined, '+12015550123'],
		['’+12015550123', undefined, '+12015550123'],
		['TEL:+1-201-555-0123', undefined, '+12015550123'],
		['tel://+12015550123', undefined, '+12015550123'],
		['tel:%2B1%20201%20555%200123', undefined, '+12015550123'],
		['tel: +1 201 555 0123', undefined, '+12015550123'],
		['tel:201-555-0123', 'US', '+12015550123'],
		['tel:5550123;phone-context=+1-201', undefined, '+12015550123'],
		['tel:201-555-0123;phone-context=example.com', 'US', '+12015550123'],
		['callto:+12015550123', undefined, '+12015550123'],
		['+1 201 555 0123 ext. 12', undefined, '+12015550123', '12'],
		['+1 201 555 0123, extension 12', undefined, '+12015550123', '12'],
		['+1 201 555 0123x12', undefined, '+12015550123', '12'],
		['+1 201 555 0123 X 12', undefined, '+12015550123', '12'],
		['+1 201 555 0123 #12', undefined, '+12015550123', '12'],
		['+1 201 555 0123,,12#', undefined, '+12015550123', '12'],
		['+12015550123;ext=12', undefined, '+12015550123', '12'],
		['tel:+1-201-555-0123;ext=1-2;isub=7', undefined, '+12015550123', '12'],
		['+7 495 123-45-67 доб. 12', undefined, '+74951234567', '12'],
		['+52 55 1234 5678 ext 301', undefined, '+525512345678', '301'],
		['(201) 555-0123 ext 12', 'US', '+12015550123', '12'],
		// Numbers of films, books and tests: their countries give them out to nobody.
		['+1 202 555 0100', undefined, '+12025550100'],
		['+1 555 234 5678', undefined, '+15552345678'],
		['++1 201 555 0123', undefined, '+12015550123'],
		['=+12015550123', undefined, '+12015550123'],
		['+44 7700 900123', undefined, '+447700900123'],
		['07700 900123', 'GB', '+447700900123'],
		['+47 90 00 00 01', undefined, '+4790000001'],
		['+290 6543', undefined, '+2906543'],
		['+881 612 345 678', undefined, '+881612345678'],
		['+800 1234 5678', undefined, '+80012345678'],
	];

	test.each(table)('%s (Default Country %s) is %s', (text, defaultCountry, address, extension) => {
		expect(parseDestination(text, { defaultCountry })).toEqual({
			kind: 'phoneNumber',
			address,
			...(extension === undefined ? {} : { extension }),
		});
	});
});

describe('what is refused, and why', () => {
	const table: Array<[text: string, country: string | undefined, reason: string]> = [
		['90 00 00 01', undefined, 'write it with +, or add Safety > Default Country'],
		['12015550123', undefined, 'write it with +, or add Safety > Default Country'],
		['90 00 00 01', 'Norge', 'its Default Country "Norge" is not a country code such as US'],
		['+47 900', undefined, 'too short for Norway'],
		['900', 'NO', 'too short for Norway'],
		['+47 9000 00011', undefined, 'too long for Norway'],
		['+49 30 1234567890123', undefined, 'too long for Germany'],
		['0118 999 881 999 119 725 3', 'GB', 'too long for the United Kingdom'],
		['+1 201 555', undefined, 'too short for +1'],
		['201 555 01234', 'US', 'not a number in use in the United States'],
		['801 555 01234', 'US', 'too long for +1'],
		['+210 123 4567', undefined, 'no country has its country code'],
		['+999 123 4567', undefined, 'no country has its country code'],
		['+0 201 555 0123', undefined, 'no country code begins with 0'],
		['+00 1 201 555 0123', undefined, 'no country code begins with 0'],
		// Cairo, Malaysia, São Paulo and Turin have numbers that begin with 011.
		['011 1234 5678', undefined, 'add Safety > Default Country'],
		['011 95123-4567', undefined, 'add Safety > Default Country'],
		['011 5001 2345', undefined, 'add Safety > Default Country'],
		['911', 'US', '911 is an emergency number'],
		['+1 911', undefined, '911 is an emergency number'],
		['+44 999', undefined, '999 is an emergency number'],
		['0044 999', undefined, '999 is an emergency number'],
		['tel:112', undefined, '112 is an emergency number'],
		['１１０', 'JP', '110 is an emergency number'],
		['4.79E+10', undefined, 'a spreadsheet has rounded'],
		['4,79e10', 'NO', 'a spreadsheet has rounded'],
		['+4930123456.0', undefined, 'it has decimals, as spreadsheets write numbers'],
		['1-800-FLOWERS', 'US', 'Write digits in place of the letters'],
		['+1 800 FLOWERS', undefined, 'Write digits in place of the letters'],
		['+1 201 555 O123', undefined, 'Write digits in place of the letters'],
		['+49 30 123456/57', undefined, 'more than one number'],
		['+12015550123 +12015550124', undefined, 'more than one number'],
		['+12015550123, +12015550124', undefined, 'more than one number'],
		['+12015550123; 7', undefined, 'characters that no phone number has'],
		['+1201555012\u00B3', undefined, 'characters that no phone number has'],
		['+1201555012\u2462', undefined, 'characters that no phone number has'],
		['+1 201 555 0123 ext. twelve', undefined, 'characters that no phone number has'],
		['tel:+12015550123;ext=twelve', undefined, 'its extension is not a number'],
		['tel:%2B12015550123%0d%0aTo:%20x', undefined, 'a line break or control character'],
		['+1201\u0000 5550123', undefined, 'a line break or control character'],
		['+1201\u20285550123', undefined, 'a line break or control character'],
		['+47 \u202E10000009', undefined, 'a mark in it that shows text backwards'],
		['(0)20 7946 0000', undefined, 'add Safety > Default Country'],
		['#ERROR!', undefined, "the error of a spreadsheet's cell"],
		['[object Object]', undefined, 'a list or an object'],
		['undefined', 'US', 'the expression that it comes from gave nothing'],
		['+'.repeat(40), undefined, 'a + with nothing behind it'],
		['1'.repeat(501), undefined, 'it is too long'],
	];

	test.each(table)('%j (Default Country %s): %s', (text, defaultCountry, reason) => {
		expect(parseDestination(text, { defaultCountry })).toMatchObject({
			kind: 'invalid',
			reason: expect.stringContaining(reason),
		});
	});
});

describe('SIP URIs', () => {
	test.each([
		'sip:anna@example.com',
		'sip:anna.smith%20jr@example.com:5060;transport=tcp;user=phone',
		'sip:+12015550123@sip.example.com;user=phone',
		'sips:1001@[2001:db8::1]:5061',
		'sip:*67#@192.0.2.7',
	])('%s is kept as it is', (text) => {
		expect(parseDestination(text)).toEqual({ kind: 'sipUri', address: text });
	});

	test.each([
		['sip:anna@example.com?Route=%3Csip:else@example.com%3E', 'with headers'],
		['sip:anna@example.com;x=1?Subject=hello', 'with headers'],
		['sip:anna%0D%0ATo:else@example.com', 'a line break or control character'],
		['sip:anna%0d%ff@example.com', 'a line break or control character'],
		['sip:anna%00@example.com', 'a line break or control character'],
		['sip:anna%E2%80%AE@example.com', 'shows text backwards'],
		['sip:anna\r\nVia: x@example.com', 'a line break or control character'],
		['sip:аnna@example.com', 'only ASCII characters'],
		['sip:anna@example\u200B.com', 'only ASCII characters'],
		['sip:anna@example.com@else.example', 'not a complete SIP URI'],
		['sip:anna@example.com:0', 'not a complete SIP URI'],
		['sip:anna@example.com:65536', 'not a complete SIP URI'],
		['sip:"anna"<x>@example.com', 'not a complete SIP URI'],
		['sip:anna%zz@example.com', 'not a complete SIP URI'],
		['sip:anna@', 'not a complete SIP URI'],
		['sip:', 'not a complete SIP URI'],
	])('%j: %s', (text, reason) => {
		expect(parseDestination(text)).toMatchObject({
			kind: 'invalid',
			reason: expect.stringContaining(reason),
		});
	});
});
