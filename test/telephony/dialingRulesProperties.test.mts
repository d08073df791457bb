import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
	mayDial,
	mayDialDestination,
	readDialingRules,
	type DialingSettings,
} from '../../telephony/dialingRules.ts';
import { parseDestination } from '../../telephony/phoneNumber.ts';
import { PROPERTY_RUNS } from '../support/propertyRuns.mts';
import {
	anyCountry,
	internationalSpelling,
	rewritten,
	validNumber,
} from '../support/spelledNumbers.mts';

const runs = { numRuns: PROPERTY_RUNS };

function decide(text: string, settings: DialingSettings) {
	const rules = readDialingRules(settings);
	return 'reason' in rules ? rules : mayDial(text, rules);
}

const everything = { allowPremiumRate: true, allowSatellite: true, allowEmergency: true };

/** A number with two spellings of it, one of which may stand in a SIP URI. */
const twiceSpelled = validNumber.chain((one) => {
	const spelling = internationalSpelling(one);
	const inUri = fc
		.constantFrom(one.number, one.number.slice(1), `%2B${one.number.slice(1)}`)
		.map((user) => `sip:${user};x=1@sip.example.com;user=phone`);
	return fc.record({
		one: fc.constant(one),
		spelling,
		other: fc.oneof(spelling, inUri),
	});
});

test('no text and no setting, however odd, makes a decision fail', () => {
	const settings = fc.record({
		allowedCountries: fc.anything(),
		allowedPrefixes: fc.anything(),
		doNotCall: fc.oneof(fc.anything(), fc.string(), fc.array(fc.string())),
		defaultCountry: fc.oneof(fc.string(), anyCountry, fc.constant(undefined)),
	});
	const text = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.webUrl());
	fc.assert(
		fc.property(text, settings, (destination, one) => {
			const decision = decide(destination, one);
			return 'reason' in decision ? decision.reason !== '' : decision.allowed;
		}),
		runs,
	);
});

test('who is on the do-not-call list is not called, however both are spelled', () => {
	fc.assert(
		fc.property(twiceSpelled, validNumber, ({ spelling, other }, { number }) => {
			const settings = { ...everything, doNotCall: [number, spelling] };
			expect(decide(other, settings)).toMatchObject({ allowed: false, code: 'doNotCall' });
		}),
		runs,
	);
});

test('who is not on it, is', () => {
	fc.assert(
		fc.property(twiceSpelled, validNumber, ({ one, spelling }, { number }) => {
			fc.pre(one.number !== number);
			const settings = { ...everything, doNotCall: spelling };
			expect(decide(number, settings)).toEqual({ allowed: true });
		}),
		runs,
	);
});

test('whoever stands in a list, in whatever shape the list is, is not called', () => {
	const between = fc.constantFrom(',', ';', '|', '\n', ' ', ' / ', ' and ', ' & ', ' - ', '\t');
	const list = fc
		.tuple(
			fc.array(validNumber, { minLength: 1, maxLength: 4 }),
			fc.array(between, { minLength: 4, maxLength: 4 }),
		)
		.chain(([people, signs]) => {
			const numbers = people.map(({ number }) => number);
			const text = numbers.map((number, index) => number + signs[index]).join('');
			const shapes: unknown[] = [
				text,
				`Do not call: ${text}`,
				[text],
				numbers.map((number, index) => `${index + 1}) ${number}`).join(' '),
				numbers.map((phone) => ({ json: { phone } })),
				numbers.map((phone) => ({ name: 'x', phone: Number(phone) })),
				{ rows: numbers.map((phone) => [phone]) },
			];
			return fc.record({ numbers: fc.constant(numbers), doNotCall: fc.constantFrom(...shapes) });
		});
	fc.assert(
		fc.property(list, ({ numbers, doNotCall }) => {
			for (const number of numbers) {
				const decision = decide(number, { ...everything, doNotCall });
				expect(decision).toMatchObject({ allowed: false, code: 'doNotCall' });
			}
		}),
		runs,
	);
});

test('a rule that is there says something, or lets nobody be called', () => {
	const rule = fc.constantFrom('allowedCountries', 'allowedPrefixes', 'doNotCall');
	fc.assert(
		fc.property(rule, fc.anything(), (name, value) => {
			const rules = readDialingRules({ [name]: value });
			if ('reason' in rules) return rules.rule === name && rules.reason !== '';
			const { countries, prefixes } = rules;
			return name === 'doNotCall' || countries.length + prefixes.length > 0;
		}),
		runs,
	);
});

test('only numbers of an allowed country are called, and all of them', () => {
	fc.assert(
		fc.property(twiceSpelled, anyCountry, ({ one, spelling }, country) => {
			const here = one.read.country ?? one.country;
			const settings = (allowedCountries: string) => ({ ...everything, allowedCountries });
			expect(decide(spelling, settings(here))).toEqual({ allowed: true });
			fc.pre(country !== here);
			expect(decide(spelling, settings(country))).toMatchObject({ code: 'countryNotAllowed' });
		}),
		runs,
	);
});

test('no premium-rate number is called without leave, however it is spelled', () => {
	// Few random numbers are dear ones: they are sought once, and spelled anew each time.
	const dearNumber = validNumber.filter(({ read }) =>
		['PREMIUM_RATE', 'SHARED_COST', 'PERSONAL_NUMBER'].includes(read.getType() ?? ''),
	);
	const found = fc.sample(dearNumber, Math.min(Math.max(PROPERTY_RUNS / 20, 50), 2000));
	const dear = fc
		.constantFrom(...found)
		.chain((one) =>
			fc.oneof(internationalSpelling(one), fc.constant(`sip:${one.number}@a.example`)),
		);
	fc.assert(
		fc.property(dear, (text) => {
			expect(decide(text, {})).toMatchObject({ allowed: false, code: 'premiumRate' });
			expect(decide(text, { allowPremiumRate: true })).toEqual({ allowed: true });
		}),
		runs,
	);
});

/** What somebody may put around the digits of a number in a SIP URI. */
const disguised = (digits: string) =>
	fc
		.record({
			before: fc.constantFrom('', '9', '0', '9,', '*67', '*67+', '+', '9+', 'tel:', '#31#', '**'),
			between: fc.constantFrom('', '-', '.', '_', '/', '*', '!', '~'),
			after: fc.constantFrom('', '#', ',,1', ';x=1', ':1', '%23', '*'),
			escapes: fc.boolean(),
		})
		.map(({ before, between, after, escapes }) => {
			const written = before + [...digits].join(between) + after;
			const user = escapes
				? written.replace(/\d/g, (digit) => `%${digit.charCodeAt(0).toString(16)}`)
				: written;
			return `sip:${user}@sip.example.com`;
		});

test('no disguise in a SIP URI reaches a premium-rate or emergency number', () => {
	const number = fc.constantFrom('19005551234', '19002345678', '911', '112', '999');
	fc.assert(
		fc.property(number.chain(disguised), (text) => {
			expect(decide(text, {})).toMatchObject({ allowed: false });
		}),
		runs,
	);
});

test('no emergency number is called without leave, however it is spelled', () => {
	const code = fc.constantFrom('112', '911', '999', '000', '110', '119', '118', '190');
	const spelled = code.chain((digits) =>
		fc.oneof(
			rewritten(digits),
			rewritten(`+1${digits}`),
			rewritten(`+44${digits}`),
			rewritten(`+47${digits}`),
			fc.constant(`tel:${digits}`),
			fc.constant(`sip:+47${digits}@sip.example.com`),
		),
	);
	const country = fc.oneof(anyCountry, fc.constant(undefined));
	fc.assert(
		fc.property(spelled, country, (text, defaultCountry) => {
			expect(decide(text, { defaultCountry })).toMatchObject({ code: 'emergencyNumber' });
		}),
		runs,
	);
});

/** Texts of which somebody who calls has a number, and texts of which nobody has. */
const anyText = fc.oneof(
	validNumber.chain(internationalSpelling),
	validNumber.chain(({ number }) => rewritten(number.slice(1))),
	fc
		.tuple(validNumber, fc.integer({ min: 2, max: 14 }))
		.map(([one, end]) => one.number.slice(0, end)),
	twiceSpelled.map(({ other }) => other),
	fc.constantFrom('19005551234', '911', '112', '4790000001', '1001', '101').chain(disguised),
	fc
		.string({ unit: fc.constantFrom(...'0123456789'), minLength: 1, maxLength: 8 })
		.chain(rewritten),
	fc
		.tuple(
			fc.constantFrom('', '+', '00', '+1 ', '+44 (0)', '0044(0)', '00 1 (0) ', '+47', '0', 'tel:'),
			fc.constantFrom('112', '911', '999', '000', '1515', '12', '1881', '02800', '110', '90000'),
			fc.constantFrom('', ' ext. 12', '#', ' / 112', ', 911', ';phone-context=+47'),
		)
		.map((parts) => parts.join('')),
	fc.constantFrom(
		'Anna',
		'sip:anna@example.com',
		'(479) 555-0123',
		'1.2E+10',
		'+(479) 555-0123',
		'',
	),
	fc.string(),
);

const anyRules = fc.record(
	{
		allowEmergency: fc.boolean(),
		allowPremiumRate: fc.boolean(),
		allowSatellite: fc.boolean(),
		allowedCountries: fc.constantFrom('NO', ['US', 'GB'], 'IT, FR'),
		allowedPrefixes: fc.constantFrom('+47', 'sip:', ['sip:101@pbx.example.com', '+1202']),
		doNotCall: fc.constantFrom('+4790000001', ['911', '112', '1881'], 'sip:anna@example.com', []),
		defaultCountry: fc.oneof(anyCountry, fc.constantFrom('US', 'NO', 'IT', 'Norge', undefined)),
	},
	{ requiredKeys: [] },
);

test('a destination that was parsed before is decided like its text, whether short numbers were read or not', () => {
	fc.assert(
		fc.property(anyText, anyRules, (text, settings) => {
			const rules = readDialingRules(settings);
			if ('reason' in rules) throw new Error(rules.reason);
			const { defaultCountry, allowEmergency } = settings;
			const decision = mayDial(text, rules);
			for (const shortNumbers of [true, allowEmergency]) {
				const read = parseDestination(text, { defaultCountry, shortNumbers });
				expect(mayDialDestination(read, rules)).toEqual(decision);
			}
		}),
		runs,
	);
});
