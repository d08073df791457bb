import { PhoneNumberUtil, PhoneNumber } from 'google-libphonenumber';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allCountries, callingCodeOf, numberInPlan } from '../../telephony/numberPlan.ts';
import {
	isLengthWithoutAreaCode,
	isPossibleLength,
	isValidNumber,
	nationalReadings,
} from '../../telephony/planLengths.ts';
import { parseDestination } from '../../telephony/phoneNumber.ts';
import { validNumber } from '../support/spelledNumbers.mts';

const google = PhoneNumberUtil.getInstance();
const { IS_POSSIBLE_LOCAL_ONLY } = PhoneNumberUtil.ValidationResult;

test('where people leave their area code out, numbers have the lengths that Google knows', () => {
	for (const country of allCountries()) {
		for (const length of [7, 8]) {
			const number = new PhoneNumber();
			number.setCountryCode(Number(callingCodeOf(country)));
			number.setNationalNumber(Number('2345678901'.slice(0, length)));
			const isLocal = google.isPossibleNumberWithReason(number) === IS_POSSIBLE_LOCAL_ONLY;
			// Google asks the main country of a shared code, of which the others are a part.
			if (google.getRegionCodeForCountryCode(Number(callingCodeOf(country))) !== country) continue;
			expect(isLengthWithoutAreaCode(length, country), `${country}, ${length} digits`).toBe(
				isLocal,
			);
		}
	}
});

test('a look at a number tells what reading it does', () => {
	fc.assert(
		fc.property(validNumber, ({ number, country }) => {
			const digits = number.slice(1);
			expect(isPossibleLength(digits)).toBe(numberInPlan(number)?.isPossible);
			expect(isValidNumber(digits)).toBe(true);
			const national = digits.slice(callingCodeOf(country).length);
			const readings = nationalReadings(national, country);
			const read = parseDestination(national, { defaultCountry: country });
			if (readings === undefined || read.kind !== 'phoneNumber') return;
			expect(readings).toContain(read.address.slice(1));
		}),
	);
});
