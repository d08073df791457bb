import { readFileSync } from 'node:fs';
import libphonenumber, { type RegionCode } from 'google-libphonenumber';
import { beforeAll, describe, expect, test } from 'vitest';
import { mayDial, readDialingRules, type DialingSettings } from '../../telephony/dialingRules.ts';
import { EMERGENCY_NUMBERS_SOURCE } from '../../telephony/emergencyNumberList.ts';
import { allCountries, callingCodeOf, numberInPlan } from '../../telephony/numberPlan.ts';
import { parseDestination } from '../../telephony/phoneNumber.ts';
import {
	digitsUpTo,
	EMERGENCY_NUMBER_LIST,
	emergencyNumberList,
	emergencyNumbers,
} from '../../scripts/emergencyNumbers.mts';
import { PROPERTY_RUNS } from '../support/propertyRuns.mts';

/** Of four digits every seventh will do, but for `npm run test:properties`, which takes all. */
const EVERY = PROPERTY_RUNS > 1000 ? 1 : 7;
const UP_TO_FOUR = digitsUpTo(4).filter(
	(digits, index) => digits.length < 4 || index % EVERY === 0,
);
/** A few of five and six digits, which are a million. */
const LONGER = digitsUpTo(6).filter(
	(digits, index) => digits.length > 4 && index % (101 * EVERY) === 0,
);

const info = libphonenumber.ShortNumberInfo.getInstance();
// It has more than its types tell.
const { getSupportedRegions } = info as unknown as { getSupportedRegions(): RegionCode[] };
const regions = getSupportedRegions.call(info);
const everywhere = emergencyNumbers();
const all = [...everywhere.keys()];
const upToFive = all.filter((digits) => digits.length <= 5);

function decide(text: string, settings: DialingSettings = {}) {
	const rules = readDialingRules(settings);
	if ('reason' in rules) throw new Error(rules.reason);
	return mayDial(text, rules);
}

/** Those of them of which a call would be placed. */
const passing = (texts: string[], settings?: DialingSettings) =>
	texts.filter((text) => {
		const decision = decide(text, settings);
		return decision.allowed || decision.code !== 'emergencyNumber';
	});

describe('the list of emergency numbers', () => {
	test('is what scripts/emergencyNumbers.mts makes of the library that is installed', () => {
		expect(readFileSync(EMERGENCY_NUMBER_LIST, 'utf8')).toBe(emergencyNumberList());
		expect(EMERGENCY_NUMBERS_SOURCE).toBe('ShortNumberInfo of google-libphonenumber 3.2.47');
	});

	test('has 235 numbers of two to five digits, and eight of six', () => {
		expect(upToFive).toHaveLength(235);
		expect(all.filter((digits) => digits.length === 6)).toHaveLength(8);
	});

	test('leaves none out that the library has in any country', () => {
		for (const digits of [...UP_TO_FOUR, ...LONGER]) {
			const isOne = regions.some((region) => info.isEmergencyNumber(digits, region));
			expect([digits, isOne]).toEqual([digits, everywhere.has(digits)]);
		}
	});
});

describe('none of the emergency numbers of any country is called', () => {
	test.each<[string, (digits: string) => string]>([
		['alone', (digits) => digits],
		['as a link', (digits) => `tel:${digits}`],
		['with signs between', (digits) => [...digits].join('-')],
		['in a SIP URI', (digits) => `sip:${digits}@pbx.example.com`],
		[
			'in a sips URI, with a port and a parameter',
			(digits) => `sips:${digits}@pbx.example.com:5061;transport=tls`,
		],
		['in a SIP URI, said to be a phone', (digits) => `sip:${digits}@gw.example.com;user=phone`],
		['with escapes', (digits) => `sip:${digits.replace(/\d/g, '%3$&')}@gw.example.com`],
		[
			'in Arabic digits with escapes',
			(digits) => `sip:${digits.replace(/\d/g, '%D9%A$&')}@gw.example.com`,
		],
		['with signs between, in a SIP URI', (digits) => `sip:${[...digits].join('.')}@gw.example.com`],
		['behind 0 for an outside line', (digits) => `sip:0${digits}@gw.example.com`],
		['behind 00', (digits) => `sip:00${digits}@gw.example.com`],
		['behind 9 and a pause', (digits) => `sip:9,${digits}@gw.example.com`],
		['behind a code that hides who calls', (digits) => `sip:*67${digits}@gw.example.com`],
		['with # behind', (digits) => `sip:${digits}#@gw.example.com`],
		['with an extension', (digits) => `sip:${digits};ext=1@gw.example.com`],
		[
			'with a domain as context',
			(digits) => `sip:${digits};phone-context=example.com@gw.example.com`,
		],
		['with its country as context', (digits) => `sip:${digits};phone-context=+47@gw.example.com`],
		['with a password', (digits) => `sip:${digits}:1@gw.example.com`],
	])('%s', (_how, spelled) => {
		expect(passing(upToFive.map(spelled))).toEqual([]);
	});

	test('behind the country code of any country in which it is one', () => {
		const texts = [...everywhere].flatMap(([digits, countries]) =>
			countries
				.filter((country) => (allCountries() as string[]).includes(country))
				.map((country) => `+${callingCodeOf(country as never)}${digits}`),
		);
		const isInUse = (number: string) => numberInPlan(number)?.isValid === true;
		expect(texts.filter(isInUse)).toEqual([]);
		expect(passing(texts)).toEqual([]);
		expect(passing(texts.map((number) => `sip:${number}@gw.example.com`))).toEqual([]);
	});

	test('in any Default Country, but where the country itself gives these digits to people', () => {
		const theirs: string[] = [];
		// No country gives two or three digits to people, and Gabon's hundred are alike.
		const long = upToFive.filter((one) => one.length > 3 && !/^13[1-9]/.test(one));
		for (const [index, defaultCountry] of allCountries().entries()) {
			const texts = index % 10 === 0 ? upToFive : long;
			for (const digits of passing(texts, { defaultCountry })) {
				const read = parseDestination(digits, { defaultCountry, shortNumbers: true });
				expect(read).toMatchObject({ kind: 'phoneNumber' });
				expect(numberInPlan('address' in read ? read.address : '')?.isValid).toBe(true);
				expect(everywhere.get(digits)).not.toContain(defaultCountry);
				theirs.push(`${defaultCountry} ${digits}`);
			}
		}
		// They go out with + and country code, as numbers of people.
		expect(theirs.sort()).toEqual([
			...[
				'AX 90000',
				'FI 90000',
				'LU 2611',
				'LU 9999',
				'NF 10111',
				'NF 10177',
				'SH 90000',
				'TA 90000',
			],
		]);
	});

	test('unless it is allowed', () => {
		const texts = upToFive.map((digits) => `sip:${digits}@pbx.example.com`);
		const allowed = texts.filter((text) => decide(text, { allowEmergency: true }).allowed);
		expect(allowed).toEqual(texts);
	});
});

describe('desks that have such a number', () => {
	test('each is called once it is named with its host, and the error says how', () => {
		for (const digits of all) {
			const uri = `sip:${digits}@pbx.example.com`;
			expect(decide(uri)).toMatchObject({ reason: expect.stringMatching(`Prefixes: ${uri}$`) });
			expect(decide(uri, { allowedPrefixes: uri })).toEqual({ allowed: true });
			const elsewhere = decide(`sip:${digits}@else.example.com`, { allowedPrefixes: uri });
			expect(elsewhere).toMatchObject({ code: 'emergencyNumber' });
			for (const wide of ['sip:', `sip:${digits}`, `sip:${digits}@`]) {
				const decision = decide(uri, { allowedPrefixes: wide });
				expect(decision).toMatchObject({ code: 'emergencyNumber' });
			}
		}
	});

	test('names with such digits are names', () => {
		for (const digits of all) {
			for (const name of [`anna${digits}`, `desk-${digits}`, `${digits}-east`, `p.${digits}.x`]) {
				expect(decide(`sip:${name}@pbx.example.com`)).toEqual({ allowed: true });
			}
		}
	});

	test.each(['1001', '2000', '4715', '1101', '201', '300', '42', '1180', '5105', '9101', '20014'])(
		'an extension that only has such digits in it is called: %s',
		(digits) => {
			expect(decide(`sip:${digits}@pbx.example.com`)).toEqual({ allowed: true });
		},
	);

	test('the error tells in which countries the number is one for emergencies', () => {
		const reasonOf = (text: string) => {
			const decision = decide(text);
			return decision.allowed ? '' : decision.reason;
		};
		expect(reasonOf('sip:105@pbx.example.com')).toContain(
			'105 is an emergency number in Cuba, Hungary, Mongolia and Peru, and',
		);
		expect(reasonOf('sip:14@pbx.example.com')).toContain('14 is an emergency number in Algeria,');
		expect(reasonOf('112')).toBe('112 is an emergency number in 109 countries');
		expect(reasonOf('1515')).toBe('1515 is an emergency number');
	});
});

describe('against connectsToEmergencyNumber, which also has digits behind an emergency number', () => {
	/** Where the library itself wants the digits to be these and no more. */
	const EXACT = ['BR', 'CL', 'NI'];
	const begins = new Set(
		[...everywhere]
			.filter(([, where]) => where.some((one) => !EXACT.includes(one)))
			.map(([digits]) => digits),
	);
	const connects = (digits: string) =>
		everywhere.has(digits) ||
		Array.from({ length: digits.length }, (_, index) => digits.slice(0, index + 1)).some((one) =>
			begins.has(one),
		);
	let different: string[];
	beforeAll(() => {
		different = digitsUpTo(6).filter((digits) => connects(digits) && !everywhere.has(digits));
	});

	test('the library means that and nothing else, but in Guinea, where it takes all digits for it', () => {
		const texts = [...UP_TO_FOUR, ...LONGER];
		const elsewhere = regions.filter((region) => region !== 'GN');
		for (const digits of texts) {
			const told = elsewhere.some((region) => info.connectsToEmergencyNumber(digits, region));
			expect([digits, told]).toEqual([digits, connects(digits)]);
		}
		// It knows no emergency number there, and an empty pattern begins everything.
		expect(info.connectsToEmergencyNumber('2025550123', 'GN')).toBe(true);
		expect(texts.filter((digits) => info.isEmergencyNumber(digits, 'GN'))).toEqual([]);
	});

	test('every difference begins with a whole emergency number: 1121, 15000', () => {
		const count = (length: number) => different.filter((one) => one.length === length).length;
		expect([2, 3, 4, 5, 6].map(count)).toEqual([0, 101, 1993, 21_007, 210_098]);
	});

	test('in a SIP URI these are extensions: SIP sends all digits at once, and none is dropped', () => {
		const extensions = different.filter((digits) => /^[1-9]/.test(digits));
		const some = [3, 4, 5, 6].flatMap((length) => {
			const equallyLong = extensions.filter((digits) => digits.length === length);
			const step = Math.ceil(equallyLong.length / 200);
			return equallyLong.filter((_, index) => index % step === 0);
		});
		const refusals = some.flatMap((digits) => {
			const decision = decide(`sip:${digits}@pbx.example.com`);
			return decision.allowed ? [] : [`${decision.code} ${digits}`];
		});
		// 185 and 196 are of our own list; the others have 112, 911 or 999 behind an access code.
		for (const one of refusals) {
			expect(one).toMatch(/^emergencyNumber (?:185|196|\d{1,2}\d*(?:112|911|999))$/);
		}
		expect(refusals.length).toBeLessThan(some.length / 50);
	});

	test('alone, none of them is called without leave: they are short numbers', () => {
		const step = Math.ceil(different.length / 500);
		for (const digits of different.filter((_, index) => index % step === 0)) {
			expect(decide(digits)).toMatchObject({ allowed: false });
		}
	});
});
