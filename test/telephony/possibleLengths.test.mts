import google from 'google-libphonenumber';
import { expect, test } from 'vitest';
import {
	allCountries,
	callingCodeOf,
	MOST_DIGITS,
	numberInPlan,
} from '../../telephony/numberPlan.ts';
import { numberInUse } from '../../telephony/numberInUse.ts';
import { parseDestination } from '../../telephony/phoneNumber.ts';

const { PhoneNumber, PhoneNumberUtil } = google;
const oracle = PhoneNumberUtil.getInstance();
const { IS_POSSIBLE } = PhoneNumberUtil.ValidationResult;

/** Codes of the whole world. */
const GLOBAL = [800, 808, 870, 878, 881, 882, 883, 888, 979];
const CODES = [
	...new Set([...allCountries().map((country) => Number(callingCodeOf(country))), ...GLOBAL]),
].sort((one, other) => one - other);

/** Digits of a length that neither count nor repeat, and could be an area code and exchange of North America. */
const digitsOf = (length: number) => '26923692369236923'.slice(0, length);

function isPossibleFor(callingCode: number, digits: string): boolean {
	const number = new PhoneNumber();
	number.setCountryCode(callingCode);
	number.setNationalNumber(Number(digits));
	return oracle.isPossibleNumberWithReason(number) === IS_POSSIBLE;
}

const cases = CODES.flatMap((code) =>
	Array.from({ length: 17 }, (_, index) => ({ code, digits: digitsOf(index + 1) })),
);

test('all calling codes and lengths of up to 17 digits are compared', () => {
	expect(CODES.length).toBeGreaterThanOrEqual(210);
	expect(cases.length).toBe(CODES.length * 17);
});

test('a number has a possible length here where Google’s libphonenumber says so, but for E.164’s 15 digits and Benin', () => {
	const differences = cases.flatMap(({ code, digits }) => {
		const here = numberInPlan(`+${code}${digits}`)?.isPossible ?? false;
		const there = isPossibleFor(code, digits);
		return here === there
			? []
			: [`+${code} and ${digits.length} digits: ${there ? 'only Google' : 'only here'}`];
	});
	// E.164 ends at 15 digits, with the calling code; libphonenumber has longer ones for a few countries.
	const tooLong = cases
		.filter(
			({ code, digits }) => `${code}${digits}`.length > MOST_DIGITS && isPossibleFor(code, digits),
		)
		.map(({ code, digits }) => `+${code} and ${digits.length} digits: only Google`);
	// Benin's numbers had 8 digits until 2024. Google still knows them, libphonenumber-js does not.
	const known = [...tooLong, '+229 and 8 digits: only Google'];
	expect(differences.toSorted()).toEqual(known.toSorted());
});

test('a number of a length that its country does not have is never dialed', () => {
	const dialed = cases.flatMap(({ code, digits }) => {
		const text = `+${code}${digits}`;
		const read = parseDestination(text);
		if (read.kind === 'invalid' || isPossibleFor(code, digits)) return [];
		// A spelling that its country has abolished is dialed as the number of today.
		if (read.kind === 'phoneNumber' && read.address === numberInUse(text)) return [];
		return [`${text} as ${read.address}`];
	});
	expect(dialed).toEqual([]);
});
