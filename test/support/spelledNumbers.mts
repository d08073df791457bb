import fc from 'fast-check';
import {
	getCountries,
	getCountryCallingCode,
	parsePhoneNumberFromString,
	type CountryCode,
	type PhoneNumber,
} from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/mobile/examples';
import { numberInUse } from '../../telephony/numberInUse.ts';

export const anyCountry = fc.constantFrom(...getCountries());

/** A country's published example with some digits changed: valid or not. */
const mutated = fc
	.record({
		country: anyCountry,
		changes: fc.array(fc.tuple(fc.nat(14), fc.nat(9)), { maxLength: 8 }),
	})
	.map(({ country, changes }) => {
		const digits = [...(examples[country] ?? '')];
		for (const [place, digit] of changes) {
			if (place < digits.length) digits[place] = String(digit);
		}
		return { country, number: `+${getCountryCallingCode(country)}${digits.join('')}` };
	});

export interface ValidNumber {
	country: CountryCode;
	number: string;
	read: PhoneNumber;
}

/**
 * A number that libphonenumber itself reads as valid, and as just these digits. It still lists Gabon's old
 * plan, which ended in 2024.
 */
export const validNumber = mutated
	.map(({ country, number }) => ({ country, number, read: parsePhoneNumberFromString(number) }))
	.filter(
		(one): one is ValidNumber =>
			one.read?.number === one.number &&
			one.read.isValid() === true &&
			!isImpossible(one.read) &&
			numberInUse(one.number) === one.number,
	);

/**
 * libphonenumber's patterns for North America are wider than its plan: they let services such as 911
 * stand behind an area code, and in the Dominican Republic a 0.
 */
const isImpossible = (read: PhoneNumber) =>
	/^\+1...[01]/.test(read.number) ||
	(/^\+1....11/.test(read.number) && /^(?:FIXED|MOBILE)/.test(read.getType() ?? ''));

const SEPARATORS = ['', '', '', ' ', '-', '.', '\u00A0', '\u2009', '\u2011', ') ', '\u200E', ' - '];
const ZEROS = ['0', '0', '0', '٠', '۰', '०', '০', '๐', '０'];

/** The same text as somebody else writes it: other digits, anything harmless between them. */
export const rewritten = (text: string) =>
	fc
		.record({
			zero: fc.constantFrom(...ZEROS),
			between: fc.array(fc.constantFrom(...SEPARATORS), {
				minLength: text.length,
				maxLength: text.length,
			}),
			around: fc.constantFrom('', ' ', "'", '\u202A', '\uFEFF', '"', '\n'),
		})
		.map(({ zero, between, around }) => {
			const written = [...text].map((sign, index) => {
				const digit = /\d/.test(sign) ? Number(sign) + Number(zero.codePointAt(0)) : undefined;
				const shown = digit === undefined ? sign : String.fromCodePoint(digit);
				return index === 0 ? shown : `${between[index]}${shown}`;
			});
			return around + written.join('');
		});

/** A valid number as anybody can understand it, without knowing a country. */
export const internationalSpelling = ({ number, read }: ValidNumber) =>
	fc
		.constantFrom(number, `00${number.slice(1)}`, read.formatInternational())
		.chain((text) => fc.oneof(rewritten(text), fc.constant(text), fc.constant(read.getURI())));
