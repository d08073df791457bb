import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { numberInUse } from '../../telephony/numberInUse.ts';
import { canonicalAddress } from '../../telephony/canonicalAddress.ts';
import { parseDestination } from '../../telephony/phoneNumber.ts';
import { PROPERTY_RUNS } from '../support/propertyRuns.mts';
import {
	anyCountry,
	internationalSpelling,
	rewritten,
	validNumber,
} from '../support/spelledNumbers.mts';

const runs = { numRuns: PROPERTY_RUNS };
const sign = fc.constantFrom(
	...'0123456789+00119 -().,;:/#xXeE@?%=&\'"٠१０＋\u202E\u200B\r\n\t\u0000',
	'ext',
	'tel:',
	'sip:',
	'(0)',
	'%0d',
	'@example.com',
);
const numberLike = fc.array(sign, { maxLength: 30 }).map((signs) => signs.join(''));
const anyText = fc.oneof(
	numberLike,
	fc.string({ unit: 'binary' }),
	fc.webUrl().map((url) => url.replace('https', 'sip')),
	fc
		.tuple(fc.constantFrom('+', '00', '011', 'tel:+', ''), fc.bigInt({ min: 0n, max: 10n ** 16n }))
		.map((parts) => parts.join('')),
	fc.emailAddress().map((address) => `sip:${address}`),
);
const reading = fc.record({
	defaultCountry: fc.oneof(fc.constant(undefined), anyCountry, fc.string()),
	shortNumbers: fc.boolean(),
});

test('no text, however odd, makes it fail; what comes out reads as itself, in every country', () => {
	fc.assert(
		fc.property(anyText, reading, reading, (text, one, other) => {
			const read = parseDestination(text, one);
			if (read.kind === 'invalid') return read.reason.length > 0;
			const isShort = /^\d{2,6}$/.test(read.address);
			expect(read.address).toMatch(
				read.kind === 'sipUri' ? /^sips?:[\x21-\x7E]+$/i : /^(?:\+[1-9]\d{4,14}|\d{2,6})$/,
			);
			expect(isShort).toBe(isShort && one.shortNumbers);
			const again = parseDestination(read.address, isShort ? one : other);
			expect(again).toEqual({ kind: read.kind, address: read.address });
			return canonicalAddress(read.address) !== '';
		}),
		runs,
	);
});

describe('a valid number never becomes another one', () => {
	test('spelled for anybody: it is read as itself, whatever Default Country is set', () => {
		const spelled = validNumber.chain((one) =>
			fc.tuple(fc.constant(one.number), internationalSpelling(one)),
		);
		fc.assert(
			fc.property(spelled, ([number, text]) => {
				expect(parseDestination(text)).toEqual({ kind: 'phoneNumber', address: number });
			}),
			runs,
		);
		fc.assert(
			fc.property(spelled, anyCountry, ([number, text], defaultCountry) => {
				// 00 begins national numbers in a few countries, as in Japan.
				fc.pre(/^[^0-9]*(?:\+|＋|tel:)/.test(text));
				expect(parseDestination(text, { defaultCountry })).toEqual({
					kind: 'phoneNumber',
					address: number,
				});
			}),
			runs,
		);
	});

	test('spelled as at home, with its Default Country: it is read as itself', () => {
		const spelled = validNumber.chain(({ country, number, read }) =>
			fc
				.constantFrom(read.formatNational(), read.nationalNumber as string)
				.chain(rewritten)
				.map((text) => ({ country: read.country ?? country, number, text })),
		);
		fc.assert(
			fc.property(spelled, ({ country, number, text }) => {
				const read = parseDestination(text, { defaultCountry: country });
				// The same digits may be somebody's elsewhere, with a + in front.
				if (read.kind === 'invalid') expect(read.readings?.[0]).toBe(number);
				else expect(read).toEqual({ kind: 'phoneNumber', address: number });
			}),
			runs,
		);
	});

	test('with an extension: it is read as itself, and the extension is told', () => {
		const word = fc.constantFrom(' ext. ', ' x', ';ext=', ', extension ', ' #', ',,');
		const extension = fc.integer({ min: 1, max: 99_999 }).map(String);
		fc.assert(
			fc.property(validNumber, word, extension, ({ number, read }, between, digits) => {
				const text = `${read.formatInternational()}${between}${digits}`;
				expect(parseDestination(text)).toEqual({
					kind: 'phoneNumber',
					address: number,
					extension: digits,
				});
			}),
			runs,
		);
	});

	test('with one digit more or less: it is refused, or dialed as it is written', () => {
		const digit = fc.nat(9).map(String);
		fc.assert(
			fc.property(validNumber, fc.nat(12), digit, fc.boolean(), ({ number }, place, one, more) => {
				const at = 1 + (place % (number.length - 1));
				const text = number.slice(0, at) + (more ? one : '') + number.slice(at + (more ? 0 : 1));
				const read = parseDestination(text);
				if (read.kind === 'invalid') return true;
				if (read.kind === 'sipUri') return false;
				// What a country dials in front of its own numbers is left out behind its code, and what it has
				// abolished is read: 11 9876 5432 may be a number of today that has lost a digit, and was one once.
				const isRead = read.address === text || read.address === numberInUse(text);
				return isRead || read.address.length < text.length;
			}),
			runs,
		);
	});
});

describe('SIP URIs', () => {
	const user = fc.string({
		unit: fc.constantFrom(...'abcXYZ0189-_.!~*()&=+$%;:/?#'),
		minLength: 1,
	});
	const host = fc.oneof(
		fc.domain(),
		fc.ipV4(),
		fc.ipV6().map((address) => `[${address}]`),
	);

	/** Escapes that change nothing are taken off: %61 is an a, %2B in front of digits a +. */
	const withoutEscapes = (text: string) =>
		text.replace(/%[2-7][0-9a-f]/gi, (escape) => decodeURIComponent(escape));

	test('a URI is kept to the last character but for needless escapes, or refused', () => {
		fc.assert(
			fc.property(user, host, fc.constantFrom('', ':5060', ';transport=tls'), (who, where, end) => {
				const text = `sip:${who}@${where}${end}`;
				const read = parseDestination(text);
				if (read.kind === 'invalid') return true;
				expect(withoutEscapes(read.address)).toBe(withoutEscapes(text));
				return text.includes('%') || read.address === text;
			}),
			runs,
		);
	});

	test('nothing that begins a header, or hides, gets into one', () => {
		const bad = fc.constantFrom(
			...[
				'\r\n',
				'\n',
				'\r',
				'\0',
				'\t',
				' ',
				'\u202E',
				'\u200B',
				'\u2028',
				'\u0085',
				'<',
				'>',
				'"',
			],
			...['%0d%0a', '%0A', '%00', '%7f', '%e2%80%ae', '%C2%85', '%ff%0a', 'ａ', 'а'],
		);
		fc.assert(
			fc.property(user, bad, user, host, (before, danger, after, where) => {
				// A % in front would make other escapes of them.
				fc.pre(!before.includes('%') && !after.includes('%'));
				return parseDestination(`sip:${before}${danger}${after}@${where}`).kind === 'invalid';
			}),
			runs,
		);
	});
});
