import { describe, expect, test } from 'vitest';
import {
	mayDial,
	readDialingRules,
	type DialingSettings,
	type RefusalCode,
} from '../../protocol/dialingRules.ts';

function decide(text: string, settings: DialingSettings = {}) {
	const rules = readDialingRules(settings);
	if ('reason' in rules) throw new Error(rules.reason);
	return mayDial(text, rules);
}

const refused = (code: RefusalCode, reason = '') => ({
	allowed: false,
	code,
	reason: expect.stringContaining(reason),
});

describe('with no setting at all', () => {
	test.each([
		'+12015550123',
		'+1 202 555 0100',
		'+4790000001',
		'+44 7700 900123',
		'+800 1234 5678',
		'sip:anna@example.com',
		'sip:1001@pbx.example.com',
		'sip:101@pbx.example.com',
		'sip:+12015550123@sip.example.com',
	])('%s may be called', (text) => {
		expect(decide(text)).toEqual({ allowed: true });
	});

	test.each<[string, RefusalCode, string]>([
		['+1 900 234 5678', 'premiumRate', 'a premium-rate number'],
		['+1 900 000 0000', 'premiumRate', 'a premium-rate number'],
		['+44 909 879 0123', 'premiumRate', 'a premium-rate number'],
		['+49 900 1234567', 'premiumRate', 'a premium-rate number'],
		['+33 891 12 34 56', 'premiumRate', 'a premium-rate number'],
		['+979 123 456 789', 'premiumRate', 'a premium-rate number'],
		['+33 810 12 34 56', 'premiumRate', 'a shared-cost number'],
		['+44 70 1234 5678', 'premiumRate', 'a personal number'],
		['sip:+19002345678@sip.example.com', 'premiumRate', 'a premium-rate number'],
		['sip:19002345678@sip.example.com', 'premiumRate', 'a premium-rate number'],
		['sip:01119002345678@sip.example.com', 'premiumRate', 'a premium-rate number'],
		['sip:%2B1-900-234-5678;x=1@sip.example.com', 'premiumRate', 'a premium-rate number'],
		['+870 773 111 632', 'satellite', 'a satellite or global network'],
		['+881 612 345 678', 'satellite', 'a satellite or global network'],
		['+882 16 1234 5678', 'satellite', 'a satellite or global network'],
		['+883 510 0123 4567', 'satellite', 'a satellite or global network'],
		['112', 'emergencyNumber', '112 is an emergency number'],
		['911', 'emergencyNumber', '911 is an emergency number'],
		['9-1-1', 'emergencyNumber', '911 is an emergency number'],
		['９１１', 'emergencyNumber', '911 is an emergency number'],
		['tel:911', 'emergencyNumber', '911 is an emergency number'],
		['000', 'emergencyNumber', '000 is an emergency number'],
		['110', 'emergencyNumber', '110 is an emergency number'],
		['+1 911', 'emergencyNumber', '911 is an emergency number'],
		['+911', 'emergencyNumber', '911 is an emergency number'],
		['+44 999', 'emergencyNumber', '999 is an emergency number'],
		['+44 (0) 999', 'emergencyNumber', '999 is an emergency number'],
		['0044 999', 'emergencyNumber', '999 is an emergency number'],
		['+47 112', 'emergencyNumber', '112 is an emergency number'],
		['sip:911@sip.example.com', 'emergencyNumber', '911 is an emergency number'],
		['sip:+1911@sip.example.com', 'emergencyNumber', '911 is an emergency number'],
		['sip:0044999@sip.example.com', 'emergencyNumber', '999 is an emergency number'],
		['1881', 'shortNumber', '1881 is a short number'],
		['90 00 00 01', 'notDialable', 'write it with + or set Default Country'],
		['Anna', 'notDialable', 'characters that no phone number has'],
	])('%s is refused: %s (%s)', (text, code, reason) => {
		expect(decide(text)).toEqual(refused(code, reason));
	});
});

describe('what is allowed by name is called', () => {
	test.each<[string, DialingSettings]>([
		['+1 900 234 5678', { allowPremiumRate: true }],
		['+33 810 12 34 56', { allowPremiumRate: true }],
		['+881 612 345 678', { allowSatellite: true }],
		['112', { allowEmergency: true }],
		['112', { allowEmergency: true, allowedCountries: 'NO' }],
		['sip:911@sip.example.com', { allowEmergency: true }],
		['02800', { defaultCountry: 'NO' }],
	])('%s with %j', (text, settings) => {
		expect(decide(text, settings)).toEqual({ allowed: true });
	});

	test('but +1 911 is no number that a call could be placed to', () => {
		expect(decide('+1 911', { allowEmergency: true })).toEqual(refused('notDialable'));
	});
});

describe('allowed countries and prefixes', () => {
	const nordic = { allowedCountries: 'no, SE;DK', allowedPrefixes: ['+44 20', 'sip:anna@'] };

	test.each([
		'+47 90 00 00 01',
		'+46 70 123 45 67',
		'+45 32 12 34 56',
		'+44 20 7946 0000',
		'sip:+4790000001@sip.example.com',
		'sip:anna@example.com',
		'SIP:Anna@example.com',
	])('%s may be called in the Nordic countries and London', (text) => {
		expect(decide(text, nordic)).toEqual({ allowed: true });
	});

	test.each([
		[
			'+1 201 555 0123',
			'+12015550123 is in the United States. Allowed are: Norway, Sweden, Denmark',
		],
		['+44 7400 123456', 'is in the United Kingdom'],
		['+358 41 2345678', 'is in Finland'],
		['+1 876 210 1234', 'is in Jamaica'],
		['+800 1234 5678', 'belongs to no country'],
		['+1 555 012 3456', 'nobody can say in which country it is'],
		['sip:+12015550123@sip.example.com', 'is in the United States'],
		['sip:12015550123@sip.example.com', 'is in the United States'],
		['sip:bert@example.com', 'in no country that can be told'],
	])('%s may not: %s', (text, reason) => {
		expect(decide(text, nordic)).toEqual(refused('countryNotAllowed', reason));
	});

	test('a number of +1 is not taken for one of the United States when it is in the Caribbean', () => {
		expect(decide('+1 876 210 1234', { allowedCountries: ['US'] })).toEqual(
			refused('countryNotAllowed', 'is in Jamaica'),
		);
		expect(decide('+1 201 555 0123', { allowedCountries: ['US'] })).toEqual({ allowed: true });
	});

	test('a national number is judged by its Default Country', () => {
		const settings = { allowedCountries: ['NO'], defaultCountry: 'NO' };
		expect(decide('90 00 00 01', settings)).toEqual({ allowed: true });
		expect(decide('sip:90000001@sip.example.com', settings)).toEqual({ allowed: true });
	});

	test('an allowed country does not allow its premium-rate numbers', () => {
		expect(decide('+1 900 234 5678', { allowedCountries: 'US' })).toEqual(refused('premiumRate'));
	});

	test.each<[DialingSettings, string]>([
		[{ allowedCountries: 'Norge' }, '"Norge" is not a country code such as US or NO'],
		[{ allowedCountries: ['NO', 'XX'] }, '"XX" is not a country code'],
		[{ allowedPrefixes: '47' }, '"47" is not the beginning of a number, such as +4790'],
		[{ allowedPrefixes: ['+0'] }, '"+0" is not the beginning of a number'],
	])('%j is not passed over: %s', (settings, reason) => {
		expect(readDialingRules(settings)).toEqual({ reason: expect.stringContaining(reason) });
	});
});

describe('the do-not-call list', () => {
	const lists: unknown[] = [
		'+12015550123',
		'+1 (201) 555-0123, +47 90 00 00 01',
		'+4790000001\n001 201 555 0123\r\nAnna',
		['+4790000001', 'tel:+1-201-555-0123'],
		['sip:+12015550123@sip.example.com'],
		[['+١ ٢٠١ ٥٥٥ ٠١٢٣']],
		[12015550123],
		'201 555 0123',
		'011 1 201 555 0123',
		'+1 201 555 0123 ext. 7',
	];

	describe.each(lists)('%j', (doNotCall) => {
		test.each([
			'+12015550123',
			'+1 201 555 0123',
			'001 201-555-0123',
			'+1 201 555 0123 ext. 12',
			'sip:+12015550123@sip.example.com',
			'sip:12015550123@sip.example.com',
			'sips:%2B1-201-555-0123;x=1@else.example;user=phone',
		])('keeps %s from being called', (text) => {
			expect(decide(text, { doNotCall })).toEqual(refused('doNotCall', 'do-not-call list'));
		});

		test('and nobody else', () => {
			expect(decide('+1 201 555 0124', { doNotCall })).toEqual({ allowed: true });
			expect(decide('sip:anna@example.com', { doNotCall })).toEqual({ allowed: true });
		});
	});

	test('numbers of one country may stand in it as they are written there', () => {
		const settings = { doNotCall: '020 7946 0000', defaultCountry: 'GB' };
		expect(decide('+44 20 7946 0000', settings)).toEqual(refused('doNotCall'));
		expect(decide('+1 207 946 0000', settings)).toEqual({ allowed: true });
	});

	test('without Default Country such a number stands for all that end like it', () => {
		const settings = { doNotCall: '020 7946 0000' };
		expect(decide('+44 20 7946 0000', settings)).toEqual(refused('doNotCall'));
	});

	test('a SIP address is the same in capitals, with other parameters, and with sips:', () => {
		const settings = { doNotCall: 'sip:anna@example.com;transport=tcp' };
		expect(decide('SIPS:Anna@Example.com', settings)).toEqual(refused('doNotCall'));
		expect(decide('sip:anna@example.org', settings)).toEqual({ allowed: true });
	});

	test.each([undefined, null, '', ' \n', [], {}, [null, {}], ['-', 'phone', '1', '42']])(
		'%j keeps nobody from being called',
		(doNotCall) => expect(decide('+1 201 555 0142', { doNotCall })).toEqual({ allowed: true }),
	);

	test('a hundred thousand numbers are read once', () => {
		const doNotCall = Array.from({ length: 100_000 }, (_, index) => `+4790${100_000 + index}`);
		const rules = readDialingRules({ doNotCall });
		if ('reason' in rules) throw new Error(rules.reason);
		expect(mayDial('+47 90 19 99 99', rules)).toEqual(refused('doNotCall'));
		expect(mayDial('+47 90 20 00 00', rules)).toEqual({ allowed: true });
	});
});
