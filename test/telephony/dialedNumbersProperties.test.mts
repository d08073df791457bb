import fc from 'fast-check';
import { expect, test } from 'vitest';
import { callingCodeOf } from '../../telephony/numberPlan.ts';
import { parseDestination } from '../../telephony/phoneNumber.ts';
import { PROPERTY_RUNS } from '../support/propertyRuns.mts';
import { anyCountry, validNumber, type ValidNumber } from '../support/spelledNumbers.mts';

const runs = { numRuns: PROPERTY_RUNS };

/** What exports, address books and chats put around a number. */
const wrapped = (text: string) =>
	fc.constantFrom(
		text,
		text,
		`="${text}"`,
		`=${text}`,
		`'${text}`,
		`"${text}"`,
		`"=""${text}"""`,
		`“${text}”`,
		` ${text}`,
		`${text}\r\n`,
		`<${text}>`,
		`<tel:${text}>`,
		`Anna <tel:${text}>`,
		/^[+\d ()-]+$/.test(text) ? `[${text}](tel:${text.replace(/[ ()]/g, '')})` : text,
		`**${text}**`,
		`Tel.: ${text}`,
		`Mobile ${text}`,
		`${text} (mobile)`,
		`${text},`,
		`${text};`,
		`- ${text}`,
	);

const withThousands = (digits: string) => digits.replace(/\B(?=(?:\d{3})+$)/g, ',');
/** As Java prints a number: all digits, but no zeros at the end. */
const withExponent = (digits: string) => {
	const [first, ...others] = digits.replace(/0+$/, '');
	return `${first}.${others.join('') || '0'}E${digits.length - 1}`;
};

/** Digits as they come out of a spreadsheet, a form or JSON, all of them there. */
const asData = (digits: string) => {
	const spellings = [
		digits,
		String(Number(digits)),
		`${digits}.0`,
		withThousands(digits),
		withExponent(digits),
	];
	return fc.constantFrom(
		// What begins with 0 is a text, three zeros at the end may be lost digits, and 40,123 is no number.
		...(/^0|000$|^.{1,6}$/.test(digits) ? [digits] : spellings),
	);
};

const withoutPlus = ({ number, read }: ValidNumber) =>
	fc.oneof(
		asData(number.slice(1)),
		fc.constant(read.formatInternational().slice(1)),
		fc.constant(read.formatInternational().slice(1).replace(/ /g, '-')),
	);

test('a number whose + was lost is dialed as itself or not at all, whatever Default Country is set', () => {
	const meant = validNumber.chain((one) =>
		fc.tuple(fc.constant(one.number), withoutPlus(one).chain(wrapped)),
	);
	fc.assert(
		fc.property(meant, anyCountry, ([number, text], defaultCountry) => {
			const read = parseDestination(text, { defaultCountry });
			if (read.kind === 'invalid') return;
			// 678 591 2345 is Vanuatu's way to write its code and number, and everybody's in Atlanta.
			const isNorthAmerican =
				/(?<!\d)\d{3}[ -]\d{3}[ -]\d{4}(?!\d)/.test(text) && callingCodeOf(defaultCountry) === '1';
			const atHome = isNorthAmerican ? [`+1${number.slice(1)}`] : [];
			expect([number, ...atHome]).toContain(read.address);
		}),
		runs,
	);
});

test('a number as it is written at home is read with its Default Country, or both readings are named', () => {
	const meant = validNumber.chain((one) => {
		const { read, country } = one;
		const national = read.formatNational();
		return fc
			.oneof(
				fc.constant(national),
				fc.constant(national.replace(/\D/g, '')),
				asData(read.nationalNumber as string),
			)
			.chain(wrapped)
			.map((text) => ({ number: one.number, text, defaultCountry: read.country ?? country }));
	});
	fc.assert(
		fc.property(meant, ({ number, text, defaultCountry }) => {
			const read = parseDestination(text, { defaultCountry });
			if (read.kind !== 'invalid') return read.address === number;
			const [atHome, withPlus] = read.readings ?? [];
			return atHome === number && parseDestination(withPlus ?? '').kind === 'phoneNumber';
		}),
		runs,
	);
});

test('with its + it is read as itself in every wrapping, and what is read reads as itself', () => {
	const spelled = validNumber.chain(({ number, read }) =>
		fc.tuple(
			fc.constant(number),
			fc
				.constantFrom(number, read.formatInternational(), `+${number}`, `+ ${number}`)
				.chain(wrapped),
		),
	);
	fc.assert(
		fc.property(spelled, anyCountry, ([address, text], defaultCountry) => {
			expect(parseDestination(text, { defaultCountry })).toEqual({ kind: 'phoneNumber', address });
			expect(parseDestination(address, { defaultCountry })).toEqual({
				kind: 'phoneNumber',
				address,
			});
		}),
		runs,
	);
});

test('a number of which a spreadsheet has rounded three digits or more away is never dialed', () => {
	const rounded = validNumber
		.chain(({ number }) => fc.tuple(fc.constant(number.slice(1)), fc.nat(number.length - 5)))
		.map(([digits, behind]) => Number(digits).toExponential(behind).replace('e', 'E'));
	fc.assert(
		fc.property(rounded, anyCountry, (text, defaultCountry) => {
			const read = parseDestination(text, { defaultCountry });
			return read.kind === 'invalid' && read.damaged === true;
		}),
		runs,
	);
});

test('a number of which digits are hidden or cut off is never dialed, and told to be damaged', () => {
	const hidden = validNumber.chain(({ number, read }) =>
		fc
			.tuple(
				fc.constantFrom(number, read.formatInternational(), read.formatNational()),
				fc.constantFrom('XX', 'xxx', '**', '***', '##', '••', '__', '??', '...', '…'),
			)
			.map(([text, mask]) => {
				const kept = text.slice(0, -mask.length).trimEnd();
				return kept.replace(/[^\d)]+$/, '') + mask;
			}),
	);
	fc.assert(
		fc.property(hidden, anyCountry, (text, defaultCountry) => {
			fc.pre((text.match(/\d/g) ?? []).length >= 3);
			const read = parseDestination(text, { defaultCountry });
			return read.kind === 'invalid' && read.damaged === true;
		}),
		runs,
	);
});
