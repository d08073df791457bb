import { describe, expect, test } from 'vitest';
import {
	mayDial,
	readDialingRules,
	type DialingSettings,
	type RefusalCode,
} from '../../telephony/dialingRules.ts';

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
		'sip:+12015550123@sip.example.com',
	])('%s may be called', (text) => {
		expect(decide(text)).toEqual({ allowed: true });
	});

	test.each<[string, RefusalCode, string]>([
		['+1 900 234 5678', 'premiumRate', 'a premium-rate number'],
		['+49 900 0234567', 'premiumRate', 'a premium-rate number'],
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
		['90 00 00 01', 'notDialable', 'write it with +, or add Safety > Default Country'],
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
		['+1 555 234 5678', 'nobody can say in which country it is'],
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
		[{ allowedPrefixes: 'Norge' }, '"Norge" is not the beginning of a number, such as +4790'],
		[{ allowedPrefixes: ['+0'] }, '"+0" is not the beginning of a number'],
		[{ allowedPrefixes: -47.5 }, 'it is -47.5 in place of'],
	])('%j is not passed over: %s', (settings, reason) => {
		expect(readDialingRules(settings)).toEqual({
			rule: Object.keys(settings)[0],
			reason: expect.stringContaining(reason),
		});
	});

	const nothing = [undefined, null, '', ' ', [], [''], [null], [undefined], {}, [{}], true];

	test.each(['allowedCountries', 'allowedPrefixes'])(
		'%s that say nothing, as an expression or an empty field makes them, allow nobody',
		(rule) => {
			for (const value of nothing) {
				expect(readDialingRules({ [rule]: value })).toEqual({
					rule,
					reason: expect.stringMatching(/empty|in place of/),
				});
			}
		},
	);

	test.each([47, '47', [47], '0047', ['+47'], '+48, 47'])(
		'a prefix may be a number, and may lack its +: %j',
		(allowedPrefixes) => {
			expect(decide('+47 90 00 00 01', { allowedPrefixes })).toEqual({ allowed: true });
			expect(decide('+46 70 123 45 67', { allowedPrefixes })).toEqual(refused('countryNotAllowed'));
		},
	);

	test('a prefix may be a SIP URI with its host', () => {
		const settings = { allowedPrefixes: 'sip:anna-lena@pbx.example.com' };
		expect(decide('sip:anna-lena@pbx.example.com', settings)).toEqual({ allowed: true });
		expect(decide('sip:anna-lena@example.org', settings)).toEqual(refused('countryNotAllowed'));
	});
});

describe('what stands before the @ of a SIP URI', () => {
	test.each([
		'sip:anna2@pbx.example.com',
		'sip:sales-team@pbx.example.com',
		'sip:ext.100@pbx.example.com',
		'sip:2nd-floor@pbx.example.com',
		'sip:user_1234567890@pbx.example.com',
		'sip:f47ac10b-58cc-4372-a567-0e02b2c3d479@pbx.example.com',
		'sip:anna+work@pbx.example.com',
		'sip:anna:secret@pbx.example.com',
		'sip:1001@pbx.example.com',
		'sip:2000@pbx.example.com',
		'sip:1101@pbx.example.com',
		'sip:4715@pbx.example.com',
		'sip:4790000001@sip.example.com',
		'sip:14155550123@sip.example.com',
		// Behind a 1, +870 would be a satellite.
		'sip:18707731116@sip.example.com',
		'sip:+14155550123;x=1@sip.example.com',
	])('may be a name or a number: %s', (text) => {
		expect(decide(text)).toEqual({ allowed: true });
	});

	test.each([
		'*6719005551234',
		'*67+19005551234',
		'9,+19005551234',
		'9,19005551234',
		'+1/900/5551234',
		'+1900_555_1234',
		'tel:+19005551234',
		'+19005551234#',
		'919005551234',
		'9005551234',
		'p19005551234',
		'1_900_555_1234a',
		'+1900555%31234',
		'1234;phone-context=+1900555',
		'anna;rn=+19005551234',
		'+%D9%A1900%D9%A5551234',
		'19005551234%40sip.example.com',
	])('is no way round the premium-rate numbers: %s', (user) => {
		expect(decide(`sip:${user}@sip.example.com`)).toEqual(refused('premiumRate', '+1900'));
	});

	test.each([
		['110', '110'],
		['101', '101'],
		['9911', '911'],
		['9112', '112'],
		['00911', '911'],
		['9-911', '911'],
		['0000', '000'],
		['*67911', '911'],
		['911#', '911'],
		['9,911', '911'],
		['tel:911', '911'],
		['%39%31%31', '911'],
		['91911', '911'],
		['90044999', '999'],
	])('is no way round the emergency numbers: %s reaches %s', (user, number) => {
		const text = `sip:${user}@sip.example.com`;
		expect(decide(text)).toEqual(refused('emergencyNumber', `${number} is an emergency number`));
	});

	test.each(['*97', '**62', '#31#4790000001', '4790000001p12#', '*21*4790000001#', '+47/95'])(
		'is no code for a telephone system: %s',
		(user) => {
			const text = `sip:${user}@pbx.example.com`;
			expect(decide(text)).toEqual(refused('notDialable', 'Use a phone number with + and'));
			const named = { allowedPrefixes: `sip:${user}@pbx.example.com` };
			expect(decide(text, named)).toEqual({ allowed: true });
			expect(decide(text, { allowedPrefixes: 'sip:' })).toEqual(refused('notDialable'));
		},
	);

	test.each(['99005551234', '0900123456', '+1900', '90000001'])(
		'is no number of which nobody can say what it costs: %s',
		(user) => {
			const text = `sip:${user}@sip.example.com`;
			expect(decide(text)).toEqual(refused('notDialable', 'Write it with + and country code'));
		},
	);

	test('a national number is judged by its Default Country', () => {
		const inUs = { defaultCountry: 'US' };
		expect(decide('sip:9005551234@sip.example.com', inUs)).toEqual(refused('premiumRate'));
		expect(decide('sip:99005551234@sip.example.com', inUs)).toEqual(refused('premiumRate'));
		expect(decide('sip:2015550123@sip.example.com', inUs)).toEqual({ allowed: true });
	});

	test('a desk with the number of an emergency service is allowed by naming it with its host', () => {
		const settings = { allowedPrefixes: 'sip:101@pbx.example.com' };
		expect(decide('sip:101@pbx.example.com', settings)).toEqual({ allowed: true });
		expect(decide('sip:101@else.example.com', settings)).toEqual(refused('emergencyNumber'));
		const anySip = { allowedPrefixes: 'sip:' };
		expect(decide('sip:101@pbx.example.com', anySip)).toEqual(refused('emergencyNumber'));
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

	test('that is an array without anything keeps nobody from being called', () => {
		expect(decide('+1 201 555 0142', { doNotCall: [] })).toEqual({ allowed: true });
	});

	test('in which there is no number lets nobody be called', () => {
		const lists = [undefined, null, '', ' \n', {}, [null, {}], ['-', 'phone', '1', '42'], [[]]];
		for (const doNotCall of [...lists, [{ json: {} }], true, new Set(['+4790000001'])]) {
			expect(readDialingRules({ doNotCall })).toEqual({
				rule: 'doNotCall',
				reason: expect.stringMatching(/it is empty|no phone number in it/),
			});
		}
	});

	const [ANNA, BERT, CARLA] = ['+4790000001', '+4790000002', '+4790000003'];
	const pairs: unknown[] = [
		...[', ', '; ', ' / ', ' | ', ' ', '', ' and ', '\n', '، ', '、', ' (home) '].map(
			(between) => ANNA + between + BERT,
		),
		'90000001 90000002',
		'90 00 00 01 / 90 00 00 02',
		'90000001 or 90000002',
		'1) +4790000001\n2) +47 90 00 00 02',
		'Tel 1 +4790000001, Tel 2 900 00 002',
		'Anna: 90000001; Bert: 0047-90000002',
		'sip:+4790000001@a.example;sip:90000002@b.example',
		'["+4790000001","+4790000002"]',
		[{ phone: ANNA }, { phone: 4790000002 }],
		[{ json: { row_number: 2, phone: ANNA } }, { json: { row_number: 3, phone: BERT } }],
		{ data: [{ contact: { phones: [ANNA, BERT] } }] },
		{ [ANNA]: '2026-01-15', [BERT]: '2026-01-16' },
	];

	test.each(pairs)('%j holds two people, and nobody else', (doNotCall) => {
		const asWritten = [ANNA, BERT, 'sip:004790000001@sip.example.com', 'sip:90000002@pbx.example'];
		for (const text of asWritten) expect(decide(text, { doNotCall })).toEqual(refused('doNotCall'));
		expect(decide(CARLA, { doNotCall })).toEqual({ allowed: true });
	});

	test.each([
		['8 916 123-45-67', '+79161234567', '+79161234568'],
		['+52 1 55 1234 5678', '+525512345678', '+525512345679'],
		['Row 12: 555 0123', '+12025550123', '+12025550124'],
		['555 0123', '+12025550123', '+12025551123'],
		['20 7946 0000', '+442079460000', '+442079460001'],
		['4790000001 (Anna)', '+4790000001', '+4790000002'],
		['1) +49 30 12345 2) +49 30 67890', '+493012345', '+493012346'],
		['1881', 'sip:1881@sip.example.com', 'sip:1882@sip.example.com'],
	])('"%s" keeps %s from being called, and not %s', (doNotCall, listed, other) => {
		expect(decide(listed, { doNotCall })).toEqual(refused('doNotCall'));
		expect(decide(other, { doNotCall })).toEqual({ allowed: true });
	});

	test('holds for an access code in front of a number as well', () => {
		const doNotCall = ANNA;
		for (const user of ['94790000001', '9,4790000001', '*31*4790000001', 'anna4790000001']) {
			const settings = { doNotCall, allowedPrefixes: `sip:${user}` };
			expect(decide(`sip:${user}@sip.example.com`, settings)).toEqual(refused('doNotCall'));
		}
	});

	test('a hundred thousand numbers are read once', () => {
		const doNotCall = Array.from({ length: 100_000 }, (_, index) => `+4790${100_000 + index}`);
		const rules = readDialingRules({ doNotCall });
		if ('reason' in rules) throw new Error(rules.reason);
		expect(mayDial('+47 90 19 99 99', rules)).toEqual(refused('doNotCall'));
		expect(mayDial('+47 90 20 00 00', rules)).toEqual({ allowed: true });
	});
});
