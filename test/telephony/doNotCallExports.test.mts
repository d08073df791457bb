import { expect, describe, test } from 'vitest';
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
/** Somebody with the same seven last digits. */
const STRANGER = '+14155550100';

const VCARD = [
	'BEGIN:VCARD',
	'VERSION:4.0',
	'TEL;VALUE=uri;TYPE="voice,home":tel:+1-202-555-0100;ext=102',
	'UID:urn:uuid:4fbe8971-0bc3-424c-9c26-36c3e1eff6b1',
	'END:VCARD',
].join('\n');

describe('whoever is on an exported list is not called', () => {
	test.each<Row>([
		// Lines with the numbers of rows in front.
		['1. 0151 23456789\n2. 030 1234567', DAN, 'DE'],
		['1. 0151 23456789\n2. 030 1234567', '+49301234567', 'DE'],
		['10. 0151 23456789', DAN, 'DE'],
		['1) 0151 23456789', DAN, 'DE'],
		['1.0151 23456789', DAN, 'DE'],
		['1 - 0151 23456789', DAN, 'DE'],
		['1 0151 23456789', DAN, 'DE'],
		['1. 202-555-0100\n2. 415-555-0199', '+14155550199', 'US'],
		['1) 202-555-0100\n2) 415-555-0199', '+14155550199', 'US'],
		['1. 90000002\n2. 90000001', NORA, 'NO'],
		['101. 90 00 00 01\n102. 90000002', NORA, 'NO'],
		// Numbers in pieces that are written with signs.
		['202,555-0100\n415,555-0199', UMA, 'US'],
		['(202),555-0100\n(415),555-0199', UMA, 'US'],
		['DDD;Telefone\n11;98765-4321', '+5511987654321', 'BR'],
		['NPA,NXX,XXXX\n202,555,0100', UMA, 'US'],
		[[{ npa: '202', nxx: '555', line: '0100' }], UMA, 'US'],
		// Lists that have become a text on their way.
		['[{"phone":"+12025550100"},{"phone":"4155550199"}]', '+14155550199', 'US'],
		['[2025550100,4155550199]', UMA, 'US'],
		['[{"phone":1.20255501e+10}]', UMA, 'US'],
		['[{"area":202,"phone":5550100},{"area":415,"phone":5550199}]', UMA, 'US'],
		[[{ json: { contacts: '[{"area":202,"phone":5550100}]' } }], UMA, 'US'],
		// Dates of a spreadsheet, and what a lookup has not found, beside a number.
		[
			[
				['2025550100', 45306.5],
				['4155550199', 45307.25],
			],
			UMA,
			'US',
		],
		[[{ name: 'Anna', whom: UMA, company: '#N/A' }], UMA],
		[`Anna,${UMA},#N/A\nNora,${NORA},#N/A`, NORA],
		// A spelling that its country has given up, among words.
		['Anna: +841621234567 (old)', '+84321234567'],
		[['22997123456'], '+2290197123456'],
		[[378886377], '+3780549886377'],
		['Anna 841621234567', '+84321234567', 'VN'],
		['Anna: +689412345 (old)', '+68940412345'],
		// Address books.
		[VCARD, UMA],
		[VCARD, UMA, 'DE'],
	])('%j keeps %s from being called (Default Country %s)', (list, to, defaultCountry) => {
		expect(ask(list, to, defaultCountry)).toBe('doNotCall');
	});
});

describe('whoever is not on it, is', () => {
	test.each<Row>([
		['202,555-0100\n415,555-0199', STRANGER, 'US'],
		['(202),555-0100\n(415),555-0199', STRANGER, 'US'],
		['[{"area":202,"phone":5550100},{"area":415,"phone":5550199}]', STRANGER, 'US'],
		['[\n {\n "area": "202",\n "phone": "5550100"\n }\n]', STRANGER, 'US'],
		['1. 202-555-0100\n2. 415-555-0199', STRANGER, 'US'],
		['1. 90000001\n2. 90000002', '+4790000003', 'NO'],
		[VCARD, STRANGER],
	])('%j lets %s be called (Default Country %s)', (list, to, defaultCountry) => {
		expect(ask(list, to, defaultCountry)).toBe('called');
	});
});

describe('what hides digits refuses the list', () => {
	test.each<[unknown, string?]>([
		['202-555-01▪▪', 'US'],
		['202-555-01○○', 'US'],
		['202-555-01··', 'US'],
		['202-555-01××', 'US'],
		['202-555-01nn', 'US'],
		['202-555-NNNN', 'US'],
		['202-555-01[redacted]', 'US'],
		['1-202-555-01-X-X', 'US'],
		['9XXXXXX1', 'NO'],
		['2e+9', 'US'],
		['2025550100.5', 'US'],
		['#N/A', 'US'],
		['#NV', 'DE'],
		['#WERT!', 'DE'],
		['#¿NOMBRE?', 'ES'],
		[[{ name: 'Anna', phone: '#N/A' }], 'US'],
		['[{"phone":"202-555-XX00"}]', 'US'],
		['[{"phone":1.20256e+10}]', 'US'],
	])('%j (Default Country %s)', (entry, defaultCountry) => {
		const list = [NORA, ...(Array.isArray(entry) ? (entry as unknown[]) : [entry])];
		expect(ask(list, UMA, defaultCountry)).toMatch(/^refused: nobody can tell whom it protects/);
	});
});

describe('a list in one long line', () => {
	const numbers = Array.from({ length: 2000 }, (_, index) => `202555${1000 + index}`);
	const dashed = numbers.map((one) => one.replace(/^(...)(...)/, '$1-$2-'));
	test.each([
		['spaces', numbers.join(' ')],
		['spaces, one comma', `415-555-0199, ${numbers.join(' ')}`],
		['spaces within the numbers too', dashed.join(' ').replaceAll('-', ' ')],
		['words', numbers.join(' and ')],
		['tags', numbers.join('<br>')],
		['slashes', dashed.join(' / ')],
		['dashes', dashed.join(' - ')],
		['nothing at all', numbers.join('')],
	])('with %s between the numbers is read to its end, in small steps', (_, doNotCall) => {
		for (const list of [doNotCall, [{ json: { phones: doNotCall } }]]) {
			const reading = dialingRulesInTurns({ doNotCall: list, defaultCountry: 'US' });
			let steps = 0;
			while (!reading.next().done) steps += 1;
			expect(steps).toBeGreaterThan(5);
			for (const to of ['+12025551000', '+12025552017', '+12025552999']) {
				expect(ask(list, to, 'US')).toBe('doNotCall');
			}
			expect(ask(list, '+14155550173', 'US')).toBe('called');
		}
	});
});
