import { describe, expect, test } from 'vitest';
import { mayDial, readDialingRules, type DialingRules } from '../../telephony/dialingRules.ts';
import { numberInPlan } from '../../telephony/numberPlan.ts';
import { parseDestination } from '../../telephony/phoneNumber.ts';

type Row = readonly [country: string | undefined, text: string, right: string];

function dialed(text: string, defaultCountry?: string): string {
	const read = parseDestination(text, { defaultCountry });
	return read.kind === 'invalid' ? read.reason : read.address;
}

describe('a number behind 00 is the one that the world means by it', () => {
	test.each<Row>([
		['HK', '0085251234567', '+85251234567'],
		['KR', '00821020000000', '+821020000000'],
		['SG', '006581234567', '+6581234567'],
		['BR', '005511961234567', '+5511961234567'],
		['TH', '0066812345678', '+66812345678'],
		['CO', '00573211234567', '+573211234567'],
		['KH', '0085591234567', '+85591234567'],
		['SG', '001 1 415 555 0123', '+14155550123'],
	])('Default Country %s, "%s": %s', (country, text, right) => {
		expect(dialed(text, country)).toContain(right);
	});

	test.each<readonly [string, string, readonly string[]]>([
		['SG', '0014795550123', ['+14795550123', '+4795550123']],
		['KH', '0014795550123', ['+14795550123', '+4795550123']],
	])('Default Country %s, "%s" may be either of %s', (country, text, readings) => {
		const read = parseDestination(text, { defaultCountry: country });
		expect(read).toMatchObject({ kind: 'invalid', readings });
		for (const one of readings) expect(read).toHaveProperty('reason', expect.stringContaining(one));
	});
});

describe('the second number is said by its end, and none of the two is dialed', () => {
	test.each(['030 12 34 56/57', '030 12 34 56 / 57', '030 123456/7', '+49 30 12 34 56/57'])(
		'%s',
		(text) => {
			expect(dialed(text, 'DE')).toContain('it holds more than one number');
		},
	);

	test.each<Row>([
		['FR', '06/12/34/56/78', '+33612345678'],
		['DE', '030/12 34 56', '+4930123456'],
		['US', '202/555/0100', '+12025550100'],
	])('with %s, the slashes of "%s" only divide: %s', (country, text, right) => {
		expect(dialed(text, country)).toBe(right);
	});
});

describe('a (0) behind the country code is not dialed, whatever stands between', () => {
	test.each<Row>([
		['IN', '+91-(0)22-12345678', '+912212345678'],
		['IL', '+972-(0)50-2234567', '+972502234567'],
		['GB', '+44.(0)20.7946.0958', '+442079460958'],
		['DE', '+49/(0)30/123456', '+4930123456'],
		['DE', '+49 [0] 30 123456', '+4930123456'],
		['DE', '49-(0)30-123456', '+4930123456'],
		[undefined, '44 (0)20 7946 0958', '+442079460958'],
		['GB', '(0)20 7946 0958', '+442079460958'],
	])('with %s, "%s" is %s', (country, text, right) => {
		expect(dialed(text, country)).toBe(right);
	});
});

describe('a number that is grouped as North Americans do is never refused at home', () => {
	const AREAS = Array.from({ length: 800 }, (_, index) => String(index + 200)).filter((area) =>
		['5550123', '2340123'].some((rest) => numberInPlan(`+1${area}${rest}`)?.isValid),
	);
	const WAYS = [
		(area: string, exchange: string) => `(${area}) ${exchange}-0123`,
		(area: string, exchange: string) => `${area}-${exchange}-0123`,
		(area: string, exchange: string) => `${area}.${exchange}.0123`,
		(area: string, exchange: string) => `${area} ${exchange} 0123`,
		(area: string, exchange: string) => `1-${area}-${exchange}-0123`,
		(area: string, exchange: string) => `Cell: (${area}) ${exchange}-0123 x5`,
	];
	test('in all area codes that there are', () => {
		expect(AREAS.length).toBeGreaterThan(350);
		const wrong = AREAS.flatMap((area) =>
			['555', '234', '622'].flatMap((exchange) => {
				const right = `+1${area}${exchange}0123`;
				if (!numberInPlan(right)?.isValid) return [];
				return WAYS.map((way) => way(area, exchange)).filter(
					(text) => dialed(text, 'US') !== right,
				);
			}),
		);
		expect(wrong).toEqual([]);
	});

	test.each(['(479) 5550123', '(479)5550123', '479-5550123', '479 5550123'])(
		'nor is %s, whose 47 would be Norway’s',
		(text) => {
			expect(dialed(text, 'US')).toBe('+14795550123');
		},
	);

	test.each(['4795550123', '354-5550123', '47 95550123'])(
		'%s can be a number of another country, and both are named',
		(text) => {
			expect(dialed(text, 'US')).toMatch(/it may be \+1\d{10} of .+ or, with a \+ in front, \+/);
		},
	);

	test('+(479) 555-0123 does not ring in Norway', () => {
		expect(dialed('+(479) 555-0123', 'US')).toContain(
			'behind its + stands (479), which is no country code',
		);
		expect(dialed('+(49) 30 123456')).toBe('+4930123456');
		expect(dialed('+(354) 555 0123')).toBe('+3545550123');
	});
});

describe('what people and programs put around a number', () => {
	test.each<Row>([
		['BR', '0xx11 98765-4321', '+5511987654321'],
		['BR', '(0XX11) 98765-4321', '+5511987654321'],
		['BR', '+55 0xx11 98765-4321', '+5511987654321'],
		[undefined, '1. +49 151 23456789', '+4915123456789'],
		[undefined, 'US +1 202 555 0100', '+12025550100'],
		[undefined, '(DE) +49 151 23456789', '+4915123456789'],
		[undefined, 'phone=+12025550100', '+12025550100'],
		[undefined, 'Mobile phone: +1 202 555 0100', '+12025550100'],
		[undefined, 'Work: +1 202 555 0100', '+12025550100'],
		[undefined, '+1 202 555 0100 mobile', '+12025550100'],
		[undefined, '+1&nbsp;202&nbsp;555&nbsp;0100', '+12025550100'],
		[undefined, 'whatsapp:4915123456789', '+4915123456789'],
		[undefined, 'sms:+12025550100?body=Hi', '+12025550100'],
		[undefined, '✆ +1 202 555 0100', '+12025550100'],
	])('with %s, "%s" is %s', (country, text, right) => {
		expect(dialed(text, country)).toBe(right);
	});

	test.each(['(ext. 12)', 'Durchwahl 12', 'ramal 12', 'poste 12', 'x12', '(x12)'])(
		'an extension: +1 202 555 0100 %s',
		(extension) => {
			const read = parseDestination(`+1 202 555 0100 ${extension}`);
			expect(read).toMatchObject({ address: '+12025550100', extension: '12' });
		},
	);

	test.each(['❌ +12025550100', '🚫 +12025550100', '📵+12025550100', '📠 +12025550100'])(
		'%s says not to call, and nobody is called',
		(text) => {
			expect(parseDestination(text).kind).toBe('invalid');
		},
	);
});

describe('what is no number is not dialed, and is called by its name', () => {
	test.each<Row>([
		['DE', '2024-01-15', 'it is a date'],
		['DE', '15.01.2024', 'it is a date'],
		['US', '01/15/2024', 'it is a date'],
		['DE', '2024-01-15T10:00:00Z', 'it is a date'],
		['US', '-', 'there is no number in it'],
		['US', '[]', 'there is no number in it'],
		['US', '+49', 'it is a country code with no number behind it'],
		['US', '+1 (XXX) XXX-XXXX', 'it is the placeholder of a template'],
		['US', 'John 202 555 0100', 'Leave out the words around the number'],
		['US', '+1 202 555 0100 (Anna)', 'Leave out the words around the number'],
		['US', '1-800-FLOWERS', 'Write digits in place of the letters'],
		['US', '1-800-555-CALL', 'Write digits in place of the letters'],
		[undefined, 'sip:anna@x.example;sip:bert@x.example', 'more than one number'],
		[undefined, 'sip:anna@x.example, sip:bert@x.example', 'more than one number'],
	])('with %s, "%s": %s', (country, text, right) => {
		expect(dialed(text, country)).toContain(right);
	});

	test('a number in a SIP URI that no plan can have is told as that', () => {
		const rules = readDialingRules({}) as DialingRules;
		expect(mayDial('sip:+15555555555@gw.example.com', rules)).toMatchObject({
			allowed: false,
			reason: expect.stringContaining('one digit over and over'),
		});
	});
});

test('a text of 500 characters that repeats itself is no number, whatever it repeats', () => {
	const units = [
		'0',
		'1/',
		'1;',
		',',
		'…,',
		'(0)',
		'<a href="1',
		'1 or ',
		'+1',
		'x1',
		'tel:1;a=',
		'٠ o ',
	];
	for (const unit of units) {
		const text = unit.repeat(500).slice(0, 500);
		const read = parseDestination(text, { defaultCountry: 'DE' });
		expect(read.kind, unit).toBe('invalid');
	}
});
