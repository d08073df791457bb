import { describe, expect, test } from 'vitest';
import { parseDestination } from '../../telephony/phoneNumber.ts';
import { damageOf, withoutAmountSigns, writtenOut } from '../../telephony/spreadsheetNumber.ts';

describe('a number with an exponent', () => {
	test.each([
		// Java, and what is written in it, prints every number from ten millions up like that.
		['2.0255501E9', '2025550100'],
		['1.20255501E10', '12025550100'],
		['2.025550143E9', '2025550143'],
		['4.915123456789E12', '4915123456789'],
		['4,915123456789E12', '4915123456789'],
		['4.915123456789E+12', '4915123456789'],
		['4.915123456789e+12', '4915123456789'],
		['4.915123456789 × 10^12', '4915123456789'],
		['2.02555010E9', '2025550100'],
		['9.00000012E8', '900000012'],
		['+4.915123456789E+12', '+4915123456789'],
		[' 2.0255501E9 ', '2025550100'],
	])('%s is all of %s', (text, digits) => {
		expect(writtenOut(text)).toEqual({ digits });
	});

	test.each([
		'1.20256E+10',
		'1,20256E+10',
		'4.79E+10',
		'4,79e10',
		'5E+10',
		'4.91512E+12',
		'2.02556E+09',
		'2.02555E9',
		'9.2E+7',
		'1.20256 × 10^10',
	])('%s has lost digits, and says so', (text) => {
		expect(writtenOut(text)).toEqual({ damage: expect.stringContaining('has rounded') });
		expect(damageOf(text)).toContain('last digits are lost');
		expect(parseDestination(text, { defaultCountry: 'US' })).toMatchObject({ damaged: true });
	});

	test.each([
		'7e12',
		'1E5',
		'1.5E0',
		'1.2e+21',
		'2.0255501',
		'E9',
		'2.0255501E',
		'1.23456789012E5',
	])('%s is none: an ID, or nobody’s number', (text) => {
		expect(writtenOut(text)).toBeUndefined();
	});
});

describe('a number written as an amount', () => {
	test.each([
		['4,915,123,456,789', '4915123456789'],
		['4,915,123,456,789.00', '4915123456789'],
		['2,025,550,143', '2025550143'],
		['2.025.550.143,00', '2025550143'],
		['2.025.550.143', '2025550143'],
		['2’025’550’143', '2025550143'],
		["2'025'550'143", '2025550143'],
		['2 025 550 143,00', '2025550143'],
		['2\u202F025\u202F550\u202F143,0', '2025550143'],
		['2,02,55,50,143', '2025550143'],
		['49,15,12,34,567', '491512345 67'.replace(' ', '')],
		['+4,915,123,456,789', '+4915123456789'],
		['4790000001.0', '4790000001'],
		['4790000001.00', '4790000001'],
		['4790000001,0', '4790000001'],
		['4790000001.', '4790000001'],
	])('%s is %s', (text, digits) => {
		expect(withoutAmountSigns(text)).toBe(digits);
	});

	test.each([
		'202,5550143',
		'202,555,0143',
		'+12025550143,+12025550144',
		'+4930123456.0',
		'030123456.0',
		'2025550143.5',
		'030 123456-0',
		'1,234',
		'12,34',
		'',
	])('%j is none', (text) => {
		expect(withoutAmountSigns(text)).toBeUndefined();
	});
});

describe('digits that are hidden, cut off, or an error of a cell', () => {
	test.each([
		['202-555-XX00', 'hidden'],
		['202-555-01xx', 'hidden'],
		['+49 151 ***', 'hidden'],
		['+49 151 234 ****', 'hidden'],
		['***-***-0143', 'hidden'],
		['•••• 0143', 'hidden'],
		['202-555-01##', 'hidden'],
		['202.555.01__', 'hidden'],
		['202 555 01??', 'hidden'],
		['(XXX) XXX-0143', 'hidden'],
		['+4915123■■■■', 'hidden'],
		['+49 151 234...', 'cut off'],
		['+49 151 234…', 'cut off'],
		['...5550143', 'cut off'],
		['+1 (202) 555..', 'cut off'],
		['########', 'error'],
		['#NAME?', 'error'],
		['#ERROR!', 'error'],
		['#VALUE!', 'error'],
		['#N/A', 'error'],
		['#WERT!', 'error'],
		['#NV', 'error'],
	])('%s: %s', (text, reason) => {
		expect(damageOf(text)).toContain(reason);
		expect(parseDestination(text, { defaultCountry: 'US' })).toMatchObject({
			kind: 'invalid',
			damaged: true,
			reason: expect.stringContaining(reason),
		});
	});

	test.each(['+46 701 2', '+1 202 555', '+1 202 555 014', '+47 9000'])(
		'%s has a + and fewer digits than its plan: damaged',
		(text) => {
			expect(parseDestination(text)).toMatchObject({ kind: 'invalid', damaged: true });
		},
	);

	test.each<[text: string, country?: string]>([
		['+12025550143 x12'],
		['+1 202 555 0143 ext. 12'],
		['• +12025550143'],
		['202•555•0143', 'US'],
		['*67 2025550143', 'US'],
		['+12025550143.'],
		['+12025550143#'],
		['call Anna'],
		['xxx'],
		['*100#'],
		['5550143', 'US'],
		['+999 123'],
		['1-800-FLOWERS', 'US'],
	])('%s is not damaged', (text, defaultCountry) => {
		expect(damageOf(text)).toBeUndefined();
		expect(parseDestination(text, { defaultCountry })).not.toHaveProperty('damaged');
	});
});
