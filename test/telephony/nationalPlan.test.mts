import fc from 'fast-check';
import { Metadata, PhoneNumber } from 'libphonenumber-js/core';
import metadata from 'libphonenumber-js/max/metadata';
import { expect, test } from 'vitest';
import { nationalPlan } from '../../telephony/nationalPlan.ts';
import { allCountries, countriesOf, numberInPlan } from '../../telephony/numberPlan.ts';
import '../support/propertyRuns.mts';
import { validNumber } from '../support/spelledNumbers.mts';

const worldwide = Object.keys(metadata.nonGeographic);

/** A number in the form of one of its plan, or nearly. */
const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 4, maxLength: 13 });

const read = (callingCode: string, national: string) =>
	new PhoneNumber(`+${callingCode}${national}`, metadata);

test('of any digits, the plan of any country says the same as libphonenumber', () => {
	const country = fc.constantFrom(...allCountries());
	const changed = fc.tuple(validNumber, digits, fc.nat(9)).map(([{ number }, end, kept]) => {
		const [code = ''] = [1, 2, 3]
			.map((length) => number.slice(1, 1 + length))
			.filter((one) => countriesOf(one).length > 0);
		const national = number.slice(1 + code.length);
		return { code, national: (national.slice(0, kept) + end).slice(0, national.length) };
	});
	fc.assert(
		fc.property(country, digits, changed, (iso, national, { code, national: near }) => {
			const compared = [
				{ plan: iso, national, callingCode: nationalPlan(iso).callingCode },
				...countriesOf(code).map((plan) => ({ plan, national: near, callingCode: code })),
			];
			for (const one of compared) {
				const number = read(one.callingCode, one.national);
				number.country = one.plan;
				expect(nationalPlan(one.plan).typeOf(one.national), `${one.plan} ${one.national}`).toBe(
					number.getType(),
				);
			}
		}),
	);
});

test('and so do the codes of the whole world', () => {
	fc.assert(
		fc.property(fc.constantFrom(...worldwide), digits, (code, national) => {
			const number = read(code, national);
			expect(nationalPlan(code).typeOf(national)).toBe(number.getType());
			expect(nationalPlan(code).lengths.includes(national.length)).toBe(number.isPossible());
		}),
	);
});

test('whether a number has a length of its calling code is told as libphonenumber does', () => {
	const code = fc.constantFrom(...Object.keys(metadata.country_calling_codes), ...worldwide);
	fc.assert(
		fc.property(code, digits, (callingCode, national) => {
			const planned = numberInPlan(`+${callingCode}${national}`);
			fc.pre(planned !== undefined && !planned.isValid && planned.impossible === undefined);
			fc.pre(callingCode.length + national.length <= 15);
			expect(planned.isPossible).toBe(read(callingCode, national).isPossible());
		}),
	);
});

test('every plan has the patterns that tell what kind of number it is', () => {
	for (const code of [...allCountries(), ...worldwide]) {
		const selection: { selectNumberingPlan(code: string): void; numberingPlan?: object } =
			new Metadata(metadata);
		selection.selectNumberingPlan(code);
		for (const name of ['type', 'nationalNumberPattern', 'nationalPrefix', 'callingCode']) {
			expect(selection.numberingPlan, code).toHaveProperty(name);
		}
		expect(nationalPlan(code).lengths.length, code).toBeGreaterThan(0);
	}
});
