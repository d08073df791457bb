import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mayDial, readDialingRules } from '../../telephony/dialingRules.ts';
import { PROPERTY_RUNS } from '../support/propertyRuns.mts';
import { anyCountry, validNumber, type ValidNumber } from '../support/spelledNumbers.mts';

const runs = { numRuns: PROPERTY_RUNS };

const everything = { allowPremiumRate: true, allowSatellite: true, allowEmergency: true };

function ask(doNotCall: unknown, to: string, defaultCountry: string | undefined): string {
	const rules = readDialingRules({ ...everything, doNotCall, defaultCountry });
	if ('reason' in rules) return 'refused';
	const decision = mayDial(to, rules);
	return decision.allowed ? 'called' : decision.code;
}

const everyThree = (sign: string) => (digits: string) => digits.replace(/\B(?=(?:\d{3})+$)/g, sign);

/** As a program writes a number with an exponent, all of its digits there. */
const withExponent = (digits: string) =>
	`${digits[0]}.${digits.slice(1).replace(/0{0,2}$/, '') || '0'}E${digits.length - 1}`;

/** A number whose + is gone, as spreadsheets, programs and chats write it. */
const withoutPlus = ({ number }: ValidNumber) => {
	const digits = number.slice(1);
	return fc.constantFrom<unknown>(
		digits,
		Number(digits),
		`${digits}.0`,
		everyThree(',')(digits),
		everyThree("'")(digits),
		withExponent(digits),
		`="${digits}"`,
		`'${digits}`,
		`${digits}@c.us`,
		`https://wa.me/${digits}`,
		`TEL;TYPE=CELL:+${digits}`,
		[{ name: 'Anna', phone: Number(digits), id: 1000, since: '2026-01-15' }],
		[{ json: { phone: digits } }],
	);
};

test('whoever stands on a list without +, in whatever shape, is not called', () => {
	const listed = validNumber
		.filter(({ number }) => number.length >= 9)
		.chain((one) => fc.tuple(fc.constant(one.number), withoutPlus(one)));
	const country = fc.option(anyCountry, { nil: undefined });
	fc.assert(
		fc.property(listed, country, ([number, entry], defaultCountry) => {
			const told = ask([entry, '+4790000001'], number, defaultCountry);
			expect(['doNotCall', 'refused']).toContain(told);
		}),
		runs,
	);
});

test('whoever stands in two columns of a table is not called', () => {
	const inColumns = validNumber
		.filter(({ country, read }) => {
			const national = String(read.nationalNumber);
			return /^\d{9,11}$/.test(national) && read.country === country;
		})
		.chain((one) =>
			fc.record({
				one: fc.constant(one),
				sign: fc.constantFrom(',', ';', '\t', '","'),
				width: fc.constantFrom(2, 3, 4),
			}),
		);
	fc.assert(
		fc.property(inColumns, ({ one: { number, country, read }, sign, width }) => {
			const national = String(read.nationalNumber);
			const row = national.slice(0, width) + sign + national.slice(width);
			const line = sign === '","' ? `"${row}"` : row;
			const told = ask(`${line}\n${line}`, number, country);
			expect(['doNotCall', 'refused']).toContain(told);
		}),
		runs,
	);
});

/** A number of which digits are lost, so that nobody can tell whose it is. */
const damaged = ({ number }: ValidNumber) => {
	const digits = number.slice(1);
	const rounded = (significant: number, sign: string) =>
		`${digits[0]}.${digits.slice(1, significant)}E${sign}${digits.length - 1}`;
	return fc.constantFrom(
		rounded(3, '+'),
		rounded(6, '+'),
		rounded(6, ''),
		rounded(4, '+').replace('.', ','),
		`${number.slice(0, -2)}XX`,
		`${number.slice(0, -4)}****`,
		`${number.slice(0, -3)}###`,
		`${number.slice(0, -3)}...`,
		`${number.slice(0, -3)}…`,
		`Anna: ${number.slice(0, -4)}••••`,
	);
};

test('a list with an entry that has lost digits is refused, whatever else is on it', () => {
	const list = validNumber
		.filter(({ number }) => number.length >= 11)
		.chain((one) => fc.tuple(damaged(one), validNumber, fc.constantFrom(0, 1)))
		.map(([entry, { number }, place]) => (place === 0 ? [entry, number] : [number, entry]));
	const shape = fc.constantFrom<(list: string[]) => unknown>(
		(all) => all,
		(all) => all.join('\n'),
		(all) => all.map((phone) => ({ json: { phone } })),
		(all) => all.map((phone, id) => ({ id, name: 'Anna', phone })),
	);
	const country = fc.option(anyCountry, { nil: undefined });
	fc.assert(
		fc.property(list, shape, country, (all, shaped, defaultCountry) => {
			expect(ask(shaped(all), '+4790000001', defaultCountry)).toBe('refused');
		}),
		runs,
	);
});
