import { describe, expect, test } from 'vitest';
import { dialingRulesInTurns, mayDial, readDialingRules } from '../../telephony/dialingRules.ts';

/** What a list says of a number: it may be called, or not, or the list itself cannot be kept. */
function ask(doNotCall: unknown, to: string, defaultCountry?: string): string {
	const rules = readDialingRules({ doNotCall, defaultCountry });
	if ('reason' in rules) return `refused: ${rules.reason}`;
	const decision = mayDial(to, rules);
	return decision.allowed ? 'called' : decision.code;
}

type Row = [list: unknown, to: string, defaultCountry?: string];

const NORA = '+4790000001';
const DAN = '+4915123456789';
const UMA = '+12025550100';

describe('an entry that has lost digits: the list is refused, and the entry and its place are named', () => {
	test.each<[unknown, string | undefined, string]>([
		[
			'1.20256E+10',
			undefined,
			'line 1, "1.20256E+10": it is a number that a spreadsheet has rounded',
		],
		['1.20256E+10', 'US', 'line 1, "1.20256E+10"'],
		['1,20256E+10', 'DE', 'line 1, "1,20256E+10"'],
		[[NORA, '1.20256E+10'], 'US', 'entry 2, "1.20256E+10"'],
		[`${NORA}\n1.20256E+10`, 'US', 'line 2, "1.20256E+10"'],
		[`${NORA}, 1.20256E+10`, undefined, 'line 1, "1.20256E+10"'],
		[`Anna;1,20256E+10;${NORA}`, undefined, 'line 1, "1,20256E+10"'],
		['1.20256E+10 Anna', undefined, '"1.20256E+10"'],
		[[{ json: { phone: '1.20256E+10' } }], undefined, 'entry 1, "1.20256E+10"'],
		[
			{ contacts: [{ phones: ['9.19877E+11'] }] },
			'IN',
			'field "contacts", entry 1, field "phones", entry 1',
		],
		['4.79E+10', undefined, 'rounded'],
		['1E+10', undefined, 'rounded'],
		['4.91512E12', undefined, 'rounded'],
		['2.02555E+09\n+4790000001', 'US', 'line 1, "2.02555E+09"'],
		['202-555-XX00', 'US', 'some of its digits are hidden'],
		['202-555-010X', 'US', 'some of its digits are hidden'],
		['202-555-0X00', 'US', 'some of its digits are hidden'],
		['+1 202 555 0X99', undefined, 'some of its digits are hidden'],
		['xxx-555-0100', 'US', 'some of its digits are hidden'],
		['(XXX) XXX-0100', 'US', 'some of its digits are hidden'],
		['+1 (202) ***-**00', undefined, 'some of its digits are hidden'],
		['+49 151 ••••••89', undefined, 'some of its digits are hidden'],
		['+1202555##00', undefined, 'some of its digits are hidden'],
		['+1202555010?', undefined, 'some of its digits are hidden'],
		['Anna: 202-555-XX00', undefined, 'some of its digits are hidden'],
		['+49 151 2345...', undefined, 'it was cut off'],
		['+49 151 2345…', undefined, 'it was cut off'],
		['**00', undefined, 'some of its digits are hidden'],
		[['2E9', NORA], undefined, 'its last digits are lost'],
		[[-453, NORA], 'US', 'one below 0'],
		['+1202555', undefined, 'it has fewer digits than a number of its country'],
		['0047 9000', undefined, 'it has fewer digits'],
		['+47 9000 000', 'US', 'it has fewer digits'],
		['202555010', 'US', 'it is no number of the United States'],
		['20255501', 'US', 'digits are missing, or too many'],
		['202-555', 'US', 'digits are missing, or too many'],
		['61234567', 'FR', 'it is no number of France'],
		['9000000', 'NO', 'it is no number of Norway'],
		[[202.55501], 'US', 'it is a number with decimals'],
		[[202.55501], undefined, 'it is a number with decimals'],
		[[{ phone: 4.915123e21 }], undefined, 'one of too many digits'],
		[[{ Telefon: 15.2 }, { Telefon: NORA }], 'DE', 'entry 1, "15.2"'],
		['+47 9OO OO OO1', undefined, 'letters stand in it where digits should be'],
		[['1-800-FLOWER', NORA], 'US', 'nobody can tell which number it is'],
		['######', undefined, "error of a spreadsheet's cell"],
		[[NORA, '#ERROR!'], undefined, 'entry 2, "#ERROR!"'],
		[[{ phone: '#NAME?' }, { phone: NORA }], undefined, 'entry 1, "#NAME?"'],
		[['d41d8cd98f00b204e9800998ecf8427e', NORA], undefined, 'made of one (a hash)'],
		['202,5550100', undefined, 'it may be one number in pieces, or several'],
		['1881,5550100', 'US', 'it may be one number in pieces, or several'],
		['202,555,010', 'US', 'it may be one number in pieces, or several'],
		[`202,5550100\n${NORA}`, undefined, 'line 1, "202,5550100"'],
	])('%j (Default Country %s): %s', (list, defaultCountry, reason) => {
		const told = ask(list, '+4940000000', defaultCountry);
		expect(told).toMatch(/^refused: nobody can tell whom it protects\. /);
		expect(told).toContain(reason);
		expect(told).toContain('Correct the list where it comes from: until then nobody is called');
	});

	test('three are named, and the others counted', () => {
		const list = ['1.20256E+10', '1.20257E+10', '1.20258E+10', '1.20259E+10', '1.2026E+10'];
		expect(ask(list, UMA)).toMatch(/entry 1, .*entry 2, .*entry 3, .*; and 2 more\./);
	});
});

describe('whoever is on the list is not called', () => {
	test.each<Row>([
		// Exponents with all their digits, as Java and its kin write numbers.
		['2.0255501E9', UMA, 'US'],
		['1.20255501E10', UMA, 'US'],
		['1.20255501E10', UMA],
		['4.915123456789E12', DAN, 'DE'],
		['4,915123456789E+12', DAN, 'DE'],
		// Amounts.
		['4,915,123,456,789', DAN],
		['4,915,123,456,789', DAN, 'DE'],
		[['4,915,123,456,789', NORA], DAN],
		['4.915.123.456.789', DAN],
		["4'915'123'456'789", DAN],
		['4915123456789.0', DAN, 'DE'],
		['9,876,543,210', '+919876543210', 'IN'],
		['9,87,65,43,210', '+919876543210', 'IN'],
		// Both readings of an entry without +.
		[['4915123456789'], DAN, 'DE'],
		[[4915123456789], DAN, 'DE'],
		[['4792345678'], '+4792345678', 'US'],
		[['4792345678'], '+14792345678', 'US'],
		[['15123456789'], DAN, 'DE'],
		[['15123456789'], '+15123456789', 'DE'],
		['49 151 23456789', DAN, 'DE'],
		['49 (0)151 23456789', DAN, 'DE'],
		['49 (0)151 23456789', DAN],
		// Every way of Germany's.
		...[
			['0151 23456789', '0049 151 23456789', '+49 (0)151 23456789', '0049 (0)151 23456789'],
			['(0151) 23456789', '0151/23456789', '0151-234 567 89', '491.512.345.6789'],
			['TEL;TYPE=CELL:0151 23456789', 'https://wa.me/4915123456789', '4915123456789@c.us'],
			['Anna 0151 23456789', '0151 23456789 (Anna)', '0151 23456789 / 030 1234567'],
			['0151 234 567 89 / 030 123 45 67', '="+4915123456789"', "'+4915123456789"],
		]
			.flat()
			.map((one): Row => [one, DAN, 'DE']),
		// Two columns.
		['202,5550100\n202,5550101\n415,5550199', UMA, 'US'],
		['202,5550100\n202,5550101', UMA],
		['"202","5550100"\r\n"202","5550101"\r\n', UMA, 'US'],
		['202\t5550100\n202\t5550101', UMA],
		['202;5550100\n415;5550101', UMA, 'US'],
		['202,5550100', UMA, 'US'],
		['202,5550100,2024-01-15\n202,5550101,2024-01-16', UMA, 'US'],
		['202,5550100,20240115\n202,5550101,20240116', UMA, 'US'],
		['1,202,5550100\n1,202,5550101', UMA, 'US'],
		['202,555,0100\n202,555,0101', UMA, 'US'],
		['AreaCode,Number\n202,5550100', UMA, 'US'],
		[[{ AreaCode: 202, Phone: 5550100 }], UMA, 'US'],
		[[{ json: { areaCode: '202', phone: '5550100' } }], UMA],
		[
			[
				['202', '5550100'],
				['202', '5550101'],
			],
			UMA,
			'US',
		],
		[
			[
				{ 202: '202', 5550100: '5550101' },
				{ 202: '415', 5550100: '5550102' },
			],
			UMA,
			'US',
		],
		['030;1234567\n040;7654321', '+49301234567', 'DE'],
		['0151;23456789\n0151;23456790', DAN, 'DE'],
		['Vorwahl;Rufnummer\n0151;23456789', DAN, 'DE'],
		[[{ Vorwahl: '0151', Rufnummer: '23456789' }], DAN, 'DE'],
		[[{ ddd: '11', telefone: '987654321' }], '+5511987654321', 'BR'],
		['11;912345678\n11;912345679', '+5511912345678', 'BR'],
		[[{ country_code: '49', phone: '15123456789' }], DAN, 'US'],
		[[{ countryCode: 49, phone: 15123456789 }], DAN],
		['98765,43210', '+919876543210', 'IN'],
		// Numbers of rows and IDs are no area codes.
		['1,5550100\n2,5550101\n3,5550102', UMA, 'US'],
		['1,90000001\n2,90000002', NORA, 'NO'],
		['10023,90000001', NORA, 'NO'],
		['id;tel\n1;0612345678\n2;0698765432', '+33698765432', 'FR'],
		[[{ phone: '5550100', row_number: 2 }], UMA, 'US'],
		['name,phone,id\nAnna,90000001,10023\nBert,90000002,10024', '+4790000002', 'NO'],
		[[{ phone: NORA, id: 1002345, added: '2026-01-15' }], NORA, 'US'],
		[[{ kontakt: NORA, preis: 12.5 }], NORA, 'US'],
		[
			[
				{ name: 'Anna', phone: null, ts: 1700000000000 },
				{ name: 'Nora', phone: NORA, ts: 1700000000001 },
			],
			NORA,
			'US',
		],
		[[{ phone: NORA, revenue: '1.5E+10' }], NORA],
		[[{ phone: NORA, since: new Date(0) }], NORA, 'US'],
		// Letters of a keypad.
		[['1-800-FLOWERS', NORA], '+18003569377'],
		[['1-800-flowers', NORA], '+18003569377', 'US'],
		[['1 800 GO FEDEX'], '+18004633339'],
		[['(800) FLOWERS'], '+18003569377', 'US'],
		[['0800 FLOWERS'], '+448003569377', 'GB'],
		// Lists as people keep them.
		['202-555-0100 ext. 4', UMA, 'US'],
		['555-0100 x12', UMA],
		['555-0100x12', UMA],
		['202-555-0100x12', UMA, 'US'],
		['(202) 555-0100 (home), (202) 555-0101 (cell)', '+12025550101', 'US'],
		['2025550100 2025550101', '+12025550101', 'US'],
		['5550100 5550101', '+12025550101', 'US'],
		['0612345678;0698765432\n0611111111;0622222222', '+33698765432', 'FR'],
		['22 22 22 22/23', '+4722222223', 'NO'],
		[['n/a', 'unknown', '', NORA], NORA],
		[[{ phone: null }, { phone: '' }, { phone: NORA }], NORA],
		['*67 202 555 0100', UMA, 'US'],
	])('%j keeps %s from being called (Default Country %s)', (list, to, defaultCountry) => {
		expect(ask(list, to, defaultCountry)).toBe('doNotCall');
	});
});

describe('whoever is not on it, is', () => {
	test.each<Row>([
		['202,5550100\n202,5550101\n415,5550199', '+14155550100', 'US'],
		['202,5550100\n202,5550101', '+14155550100'],
		['202,5550100', '+14155550100', 'US'],
		[[{ AreaCode: 202, Phone: 5550100 }], '+14155550100', 'US'],
		[
			[
				['202', '5550100'],
				['202', '5550101'],
			],
			'+14155550100',
			'US',
		],
		['4,915,123,456,789', '+4915123456780'],
		['1.20255501E10', '+12025550101'],
		['1,90000001\n2,90000002', '+4790000003', 'NO'],
		[['1-800-FLOWERS'], '+18003569378'],
		['22 22 22 22/23', '+4722222224', 'NO'],
		['0151;23456789\n0151;23456790', '+4923456789', 'DE'],
		[[{ phone: NORA, id: 12025550100 }].slice(0, 1), '+12025550101'],
	])('%j lets %s be called (Default Country %s)', (list, to, defaultCountry) => {
		expect(ask(list, to, defaultCountry)).toBe('called');
	});
});

test('a long list is read in small steps, so that others have their turn', () => {
	const numbers = Array.from({ length: 10_000 }, (_, index) => `+4790${100_000 + index}`);
	const columns = numbers.map((_, index) => `202,5${100_000 + index}`).join('\n');
	const inOneLine = numbers.join(',');
	for (const doNotCall of [numbers, numbers.join('\n'), columns, inOneLine, numbers.join('')]) {
		const reading = dialingRulesInTurns({ doNotCall, defaultCountry: 'US' });
		let steps = 0;
		while (!reading.next().done) steps += 1;
		expect(steps).toBeGreaterThanOrEqual(numbers.length / 10 - 1);
	}
});
