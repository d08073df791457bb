import { describe, expect, test } from 'vitest';
import { Failure } from '../../nodes/VideoSdk/errors/failure.ts';
import { numberGiven, numbersGiven } from '../../nodes/VideoSdk/fields/numberGiven.ts';

const ANNA = '+12025550143';
const BERT = '+12025550144';
const LOCAL = '(202) 555-0143';

const given = (value: unknown, defaultCountry?: string) =>
	numberGiven('To', value, { defaultCountry });

const problemWith = (value: unknown, defaultCountry?: string): string => {
	try {
		return `read as ${given(value, defaultCountry)}`;
	} catch (error) {
		return (error as Failure).message;
	}
};

describe('the number in what CRMs and address books give', () => {
	test.each<[what: string, value: unknown, number: string, country?: string]>([
		['Pipedrive', [{ label: 'work', value: ANNA, primary: true }], ANNA],
		[
			'Pipedrive, the second one primary',
			[
				{ label: 'work', value: BERT, primary: false },
				{ label: 'mobile', value: ANNA, primary: true },
			],
			ANNA,
		],
		['Pipedrive, an empty row beside it', [{ label: 'home', value: '' }, { value: ANNA }], ANNA],
		[
			'Google People',
			{
				resourceName: 'people/c12025550199',
				phoneNumbers: [
					{
						metadata: { primary: true, source: { type: 'CONTACT', id: '12025550198' } },
						value: LOCAL,
						canonicalForm: ANNA,
						type: 'mobile',
						formattedType: 'Mobile',
					},
					{ metadata: { source: {} }, value: '(202) 555-0144', canonicalForm: BERT },
				],
			},
			ANNA,
		],
		[
			'Google People where another Default Country is set',
			[{ value: LOCAL, canonicalForm: ANNA }],
			ANNA,
			'DE',
		],
		['Google People, the list alone', [{ metadata: { primary: true }, value: ANNA }], ANNA],
		[
			'HubSpot, with what it was before',
			{ value: ANNA, timestamp: 1719852345123, versions: [{ value: BERT }] },
			ANNA,
		],
		[
			'HubSpot, a whole contact',
			{ vid: 2025550199, properties: { phone: { value: ANNA }, hs_object_id: { value: '51' } } },
			ANNA,
		],
		[
			'Salesforce',
			{
				attributes: { type: 'Contact', url: '/services/data/v59.0/sobjects/Contact/0035' },
				Phone: LOCAL,
				MobilePhone: null,
				Fax: '(202) 555-0199',
			},
			LOCAL,
			'US',
		],
		['Airtable lookup', [ANNA], ANNA],
		['Airtable lookup as a number', [12025550143], '12025550143', 'US'],
		['Notion property', { id: 'x%3A1', type: 'phone_number', phone_number: ANNA }, ANNA],
		[
			'Notion rollup',
			{
				type: 'rollup',
				rollup: { type: 'array', array: [{ type: 'phone_number', phone_number: ANNA }] },
			},
			ANNA,
		],
		['Microsoft Graph', { businessPhones: [ANNA], mobilePhone: null, faxNumber: BERT }, ANNA],
		['Microsoft Graph, the list alone', [ANNA], ANNA],
		['Zoho', { Phone: null, Mobile: ANNA, id: '12025550199' }, ANNA],
		['monday.com', { phone: '12025550143', countryShortName: 'US' }, ANNA],
		['Typeform', { type: 'phone_number', phone_number: ANNA, field: { id: 'abc123' } }, ANNA],
		['Intercom', { type: 'contact', phone: ANNA, formatted_phone: ANNA }, ANNA],
		[
			'WhatsApp Cloud API',
			{ phones: [{ phone: '+1 (202) 555-0143', type: 'CELL', wa_id: '12025550143' }] },
			'+12025550143',
		],
		['country code and number apart', { countryCode: '+1', number: '2025550143' }, ANNA, 'DE'],
		['country by its name', { country: 'Germany', phone: '0151 23456789' }, '+4915123456789', 'US'],
		['n8n items', [{ json: { phone: ANNA }, pairedItem: { item: 0 } }], ANNA],
		[
			'vCard',
			[
				{ types: ['pref', 'cell'], value: ANNA },
				{ types: ['home'], value: BERT },
			],
			ANNA,
		],
		[
			'is_primary',
			[
				{ phone: BERT, is_primary: false },
				{ phone: ANNA, is_primary: true },
			],
			ANNA,
		],
		[
			'isDefault 1',
			[
				{ number: ANNA, isDefault: 1 },
				{ number: BERT, isDefault: 0 },
			],
			ANNA,
		],
		[
			'primary as text',
			[
				{ value: ANNA, primary: 'true' },
				{ value: BERT, primary: 'false' },
			],
			ANNA,
		],
		['a name that says it', { primaryPhone: ANNA, otherPhone: BERT }, ANNA],
		['one number in two spellings', ['+1 202 555 0143', ANNA], '+1 202 555 0143'],
		[
			'a fax beside it',
			[
				{ type: 'home fax', value: BERT },
				{ type: 'work', value: ANNA },
			],
			ANNA,
		],
		['an ID beside it', { id: 2025550199, phone: '202-555-0143' }, '202-555-0143', 'US'],
		['a SIP address', { uri: 'sip:anna@example.com' }, 'sip:anna@example.com'],
		['an emergency number, to be refused as one', { phone: '911' }, '911', 'US'],
		['JSON text', `[{"label":"work","value":"${ANNA}","primary":true}]`, ANNA],
		['JSON text with a blank behind', `["${ANNA}"] `, ANNA],
		['a text', ` ${ANNA} `, ANNA],
		['a number', 12025550143, '12025550143'],
		['a very large integer', 12025550143n, '12025550143'],
		['nothing', undefined, ''],
		['null', null, ''],
		['a placeholder', '[phone]', '[phone]'],
	])('%s', (_what, value, number, country) => {
		expect(given(value, country)).toBe(number);
	});
});

describe('what has not just one number fails, and says what came and how to name one', () => {
	test.each<[what: string, value: unknown, message: string, example: string]>([
		['two numbers', [ANNA, BERT], 'a list with 2 phone numbers', '{{ $json.phones[0] }}'],
		[
			'two rows, none primary',
			[
				{ value: ANNA, primary: false },
				{ value: BERT, primary: false },
			],
			'a list with 2 phone numbers',
			'{{ $json.phones[0].value }}',
		],
		[
			'two rows, both primary',
			[
				{ value: ANNA, primary: true },
				{ value: BERT, primary: true },
			],
			'a list with 2 phone numbers',
			'{{ $json.phones[0].value }}',
		],
		[
			'two fields',
			{ businessPhones: [ANNA], mobilePhone: BERT },
			'an object with 2 phone numbers',
			'{{ $json.phones.businessPhones[0] }}',
		],
		[
			'one that nobody can read beside one',
			[ANNA, '202 555 0144'],
			'a list with 2 phone numbers',
			'{{ $json.phones[0] }}',
		],
		['JSON text', JSON.stringify([ANNA, BERT]), 'a list with 2 phone numbers', '[0] }}'],
		['a fax alone', [{ type: 'fax', value: ANNA }], 'no phone number is found', '[0] }}'],
		['rows without a number', [{ name: 'Anna' }], 'no phone number is found', '[0] }}'],
		['an object without one', { name: 'Anna', id: 4715 }, 'no phone number', '.value }}'],
	])('%s', (_what, value, message, example) => {
		expect(problemWith(value)).toContain(message);
		expect(problemWith(value)).toContain(example);
		expect(problemWith(value)).toMatch(/^"To" is "[[{]/);
	});

	test.each<[value: unknown, message: string]>([
		[[], '"To" is "[]": it is an empty list'],
		[true, '"To" is "true": it is no phone number'],
		[new Date(0), 'it is a date in which no phone number is found'],
	])('%j', (value, message) => {
		expect(problemWith(value)).toContain(message);
	});

	test('a long list is told by its beginning, and one that contains itself without a value', () => {
		const long = Array.from({ length: 500 }, (_, index) => `+1202555${1000 + index}`);
		expect(problemWith(long).length).toBeLessThan(700);
		const endless: unknown[] = [ANNA, BERT];
		endless.push(endless);
		expect(problemWith(endless)).toContain('phone numbers');
	});
});

describe('the numbers of one person in a list', () => {
	const numbersIn = (value: unknown) => numbersGiven('To', value, {});
	const problemIn = (value: unknown): string => {
		try {
			return `read as ${numbersIn(value).join()}`;
		} catch (error) {
			return (error as Failure).message;
		}
	};

	test.each([
		['nothing', [null, ANNA, undefined, '', ' ', BERT]],
		['empty rows of an address book', [{ label: 'home', value: '' }, {}, ANNA, { value: BERT }]],
		['a row with no more in it than empty rows', [{ phones: [{ value: null }] }, ANNA, BERT]],
		['empty lists', [[], [ANNA, ['']], BERT]],
		['a fax', [ANNA, { type: 'fax', value: '+12025550199' }, BERT]],
		['JSON with nothing in it', JSON.stringify([ANNA, null, BERT])],
		['commas with nothing between', `${ANNA},, ${BERT};`],
	])('what is empty counts for nothing: %s', (_what, value) => {
		expect(numbersIn(value)).toEqual([ANNA, BERT]);
	});

	test.each([
		['for machines alone', { phone_number: '', e164: BERT }],
		['under another name', { label: 'work', value: null, reach: BERT }],
	])('an entry is not empty that has its number elsewhere: %s', (_what, entry) => {
		expect(numbersIn([ANNA, entry])).toEqual([ANNA, BERT]);
	});

	test.each([
		['a switch', true, '"true"'],
		['no', false, '"false"'],
		['an object with no number', { name: 'Anna' }, '"{"name":"Anna"}"'],
		['an object in which nobody has put a number', { phone: 'ask her' }, '"{"phone":"ask her"}"'],
		['a row with a switch', { value: true }, '"{"value":true}"'],
		['a date', new Date(0), '1970-01-01'],
		['a list in the list', [BERT, [false]], 'false'],
	])('an entry that is something else is named with its place: %s', (_what, bad, shown) => {
		for (const list of [
			[ANNA, bad],
			[ANNA, null, bad, BERT],
		]) {
			expect(problemIn(list)).toContain(shown);
			const place = list.indexOf(bad) + 1;
			expect(problemIn(list)).toContain(`entry ${place} of the list has no phone number in it`);
		}
	});

	test('so is one in a list that is text', () => {
		expect(problemIn(`[ "${ANNA}", true ] `)).toContain('entry 2 of the list');
	});
});
