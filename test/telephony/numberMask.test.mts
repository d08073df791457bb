import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { numberMask } from '../../telephony/numberMask.ts';
import { parseDestination } from '../../telephony/phoneNumber.ts';
import { PROPERTY_RUNS } from '../support/propertyRuns.mts';
import { textsThatTell } from '../support/readableNumber.mts';
import {
	internationalSpelling,
	validNumber,
	type ValidNumber,
} from '../support/spelledNumbers.mts';

const runs = { numRuns: PROPERTY_RUNS };

test('a number as it is dialed within its country is the same number', () => {
	const mask = numberMask(['+5491123856789']);
	expect(mask('011 15-2385-6789 is busy')).toBe('*** **-****-*789 is busy');
});

describe('a number that is hidden', () => {
	test.each<[string, string, string]>([
		['+4790000155', 'the call to +4790000155 failed', 'the call to +*******155 failed'],
		['+47 900 00 155', 'it is +4790000155', 'it is +*******155'],
		['+4790000155', 'it is +47 900-00-155 or 90 00 01 55', 'it is +** ***-**-155 or ** ** *1 55'],
		['+4790000155 ext. 12', 'of +4790000155', 'of +*******155'],
		['+4790000155 ext. 12', '+4790000155 ext. 12', '+*********5 ext. 12'],
		['tel:+4790000155;ext=12', 'of +4790000155', 'of +*******155'],
		['+47 (0)90000155', 'of +4790000155, or +47 (0)90000155', 'of +*******155, or +** (*)*****155'],
		['011 47 90000155', 'of +4790000155, or 011 47 90000155', 'of +*******155, or *** ** *****155'],
		['+٤٧٩٠٠٠٠١٥٥', 'of +4790000155, or +٤٧٩٠٠٠٠١٥٥', 'of +*******155, or +*******١٥٥'],
		['sip:%2B4790000155@h.example', 'sip:%2B4790000155@h.example', 'sip:%2B*******155@h.example'],
		['sip:%2B4790000155@h.example', 'of +4790000155', 'of +*******155'],
		['sip:+4790000155@10.20.30.40', 'sip:+4790000155@10.20.30.40', 'sip:+*******155@10.20.30.40'],
		[
			'sip:+47%39%300001%355@h.example',
			'of sip:+47%39%300001%355@h.example',
			'of sip:+*******1%355@h.example',
		],
		['+479000000155000', '"To" is "+479000000155000"', '"To" is "+************000"'],
		['+4790000155', 'what VideoSDK said was cut: +47900…', 'what VideoSDK said was cut: +*****…'],
		['1881', 'the short number 1881, in room 21881-a', 'the short number *881, in room 21881-a'],
		['+4720260115', '2026-01-15T09:30:04.000Z', '2026-01-15T09:30:04.000Z'],
	])('given as %s: "%s" reads "%s"', (written, text, masked) => {
		expect(numberMask([written])(text)).toBe(masked);
	});

	test('without + and country code is the same number', () => {
		const mask = numberMask(['(415) 555-0123'], { defaultCountry: 'US' });
		expect(mask('+14155550123 or (415) 555-0123')).toBe('+********123 or (***) ***-*123');
	});

	test('leaves other digits as they are', () => {
		const text = 'HTTP 400 at 2026-01-15T09:30:04.000Z in room 712350ce-8fff-464d, +14155550199';
		expect(numberMask(['+4790000155', 'reception', '', '12'])(text)).toBe(text);
	});
});

/** Too long to be one, and all of it is shown in the message that says so. */
const tooLong = ({ number }: ValidNumber) => fc.constant(`${number}0000000`);

const anySpelling = (one: ValidNumber) =>
	fc.oneof(
		internationalSpelling(one),
		internationalSpelling(one).map((text) => `${text} ext. 12`),
		fc.constantFrom(
			...[one.number, one.number.slice(1), `tel:${one.number};ext=12`],
			...[`sip:${one.number}@sip.example.com`, `sip:%2B${one.number.slice(1)}@10.0.0.1:5060`],
			`sip:${one.number.replace(/\d/g, (digit) => `%3${digit}`)}@sip.example.com`,
			`011${one.number.slice(1)}`,
			`+${one.read.countryCallingCode} (0)${one.read.nationalNumber}`,
			one.read.formatNational(),
			one.read.formatInternational(),
		),
	);

test('however a number is given and told, no six digits of it can be read', () => {
	const cases = validNumber
		// Of shorter ones the country code alone is most of what is hidden.
		.filter(({ number }) => number.length > 8)
		.chain((one) =>
			fc.tuple(fc.constant(one), fc.oneof(anySpelling(one), tooLong(one)), anySpelling(one)),
		);
	fc.assert(
		fc.property(cases, fc.boolean(), ([{ number, country }, given, told], isAtHome) => {
			const reading = isAtHome ? { defaultCountry: country } : {};
			const mask = numberMask([given], reading);
			const read = parseDestination(given, reading);
			const isUnderstood =
				read.kind === 'sipUri' || (read.kind === 'phoneNumber' && read.address === number);
			// What nobody can read as the number is dialed for nobody: it hides itself alone.
			for (const text of [given, ...(isUnderstood ? [number, told] : [])]) {
				const shown = mask(`The call to ${text} was refused`);
				if (textsThatTell(shown, number).length > 0)
					throw new Error(`${given}: ${text} is told as ${shown}`);
			}
		}),
		runs,
	);
});
