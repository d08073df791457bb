import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mayDial, readDialingRules, type DialingSettings } from '../../telephony/dialingRules.ts';
import { EMERGENCY_NUMBERS } from '../../telephony/emergencyNumberList.ts';
import { numberInSipUri } from '../../telephony/numberFacts.ts';
import { canonicalNumber } from '../../telephony/canonicalNumber.ts';
import { canonicalAddress } from '../../telephony/canonicalAddress.ts';
import { parseDestination } from '../../telephony/phoneNumber.ts';
import { PROPERTY_RUNS } from '../support/propertyRuns.mts';
import { anyCountry, validNumber } from '../support/spelledNumbers.mts';

const runs = { numRuns: PROPERTY_RUNS };

function decide(text: string, settings: DialingSettings = {}) {
	const rules = readDialingRules(settings);
	if ('reason' in rules) throw new Error(rules.reason);
	return mayDial(text, rules);
}

const everything = { allowPremiumRate: true, allowSatellite: true };

/** The same text with some of its characters escaped that may be. */
const escaped = (text: string) =>
	fc
		.array(fc.boolean(), { minLength: text.length, maxLength: text.length })
		.map((which) =>
			[...text]
				.map((sign, index) =>
					which[index] && /[\w\-.!~*'()+]/.test(sign)
						? `%${sign.charCodeAt(0).toString(16).padStart(2, '0')}`
						: sign,
				)
				.join(''),
		);

const harmless = fc
	.subarray([';ext=12', ';isub=7', ';npdi', ';cpc=ordinary', ';x=1', ';phone-context=a.example'])
	.map((parameters) => parameters.join(''));
const behindHost = fc
	.subarray([';transport=tcp', ';lr', ';user=phone', ';x=1', ';ob', ';ttl=1'])
	.map((parameters) => parameters.join(''));
const host = fc.constantFrom('gw.example.com', 'GW.example.com.', '192.0.2.7', '[2001:db8::1]');
const port = fc.constantFrom('', ':5060', ':5081');

const FEWEST_DIGITS_BEHIND_CONTEXT = 7;

/** A number in a SIP URI, in one of the ways that RFC 3261 and RFC 3966 have for it. */
const numberInUri = validNumber.chain(({ number }) => {
	const digits = number.slice(1);
	// Short digits behind a long context might be dialed alone.
	const longest = digits.length - FEWEST_DIGITS_BEHIND_CONTEXT;
	const withContext = fc
		.integer({ min: 1, max: Math.max(1, longest) })
		.chain((length) =>
			fc
				.tuple(fc.constantFrom('+', '%2B', '%2b'), escaped(digits.slice(length)))
				.map(([plus, local]) => `${local};phone-context=${plus}${digits.slice(0, length)}`),
		);
	const whole = fc.tuple(escaped(number), harmless).map((parts) => parts.join(''));
	const user = longest >= 1 ? fc.oneof(whole, withContext) : whole;
	return fc
		.tuple(fc.constantFrom('sip:', 'sips:', 'SIP:'), user, host, port, behindHost)
		.map(([scheme, one, ...where]) => ({ number, text: `${scheme}${one}@${where.join('')}` }));
});

test('a number in a SIP URI is that number for every rule, however it is written', () => {
	fc.assert(
		fc.property(numberInUri, anyCountry, ({ number, text }, defaultCountry) => {
			const read = parseDestination(text, { defaultCountry });
			expect(read.kind).toBe('sipUri');
			const address = 'address' in read ? read.address : '';
			expect(parseDestination(address)).toEqual({ kind: 'sipUri', address });
			expect(address).not.toMatch(/%(?:2b|3\d|4[1-9a-f]|5f)/i);
			expect(numberInSipUri(address)).toBe(number);
			expect(canonicalAddress(address)).toBe(canonicalNumber(number).slice(1));
			const settings = { ...everything, defaultCountry };
			expect(decide(text, settings)).toEqual({ allowed: true });
			for (const doNotCall of [number, [text]]) {
				expect(decide(text, { ...settings, doNotCall })).toMatchObject({ code: 'doNotCall' });
				expect(decide(number, { ...settings, doNotCall })).toMatchObject({ code: 'doNotCall' });
			}
			const allowedPrefixes = number.slice(0, -2);
			expect(decide(text, { ...settings, allowedPrefixes })).toEqual({ allowed: true });
			const plain = decide(number, { defaultCountry });
			expect(decide(text, { defaultCountry })).toMatchObject(
				plain.allowed ? plain : { allowed: false, code: plain.code },
			);
		}),
		runs,
	);
});

const emergency = fc.constantFrom(...(EMERGENCY_NUMBERS.match(/^\d+/gm) ?? []));

test('no emergency number of any country is called in a SIP URI, however it is written', () => {
	const user = emergency.chain((digits) =>
		fc.oneof(
			fc.tuple(escaped(digits), harmless).map((parts) => parts.join('')),
			escaped([...digits].join('-')),
			fc.constantFrom(`9,${digits}`, `*67${digits}`, `${digits}#`, `tel:${digits}`, `0,${digits}`),
			fc
				.constantFrom('+1', '+4930', '%2B36', 'a.example')
				.map((context) => `${digits};phone-context=${context}`),
			digits.length > 5 ? escaped(digits) : fc.constantFrom(`0${digits}`, `00${digits}`),
		),
	);
	fc.assert(
		fc.property(user, host, port, behindHost, (who, ...where) => {
			const text = `sip:${who}@${where.join('')}`;
			expect(decide(text)).toMatchObject({ code: 'emergencyNumber' });
			const wide = { allowedPrefixes: ['sip:', `sip:desk@${where[0]}`, '+1'] };
			expect(decide(text, wide)).toMatchObject({ allowed: false });
		}),
		runs,
	);
});

const label = fc.string({ unit: fc.constantFrom(...'abcxyz019'), minLength: 1, maxLength: 6 });
const name = fc
	.array(label, { minLength: 1, maxLength: 4 })
	.map((labels) => `${labels.join('.')}.test`);
const person = fc.oneof(
	label.map((one) => `n${one}`),
	emergency,
);

test('a rule with a host allows that person at that host, and nobody at another', () => {
	fc.assert(
		fc.property(person, name, name, label, port, behindHost, (who, where, other, more, ...end) => {
			const settings = { ...everything, allowedPrefixes: `sip:${who}@${where}` };
			const at = (place: string) => decide(`sip:${who}@${place}${end.join('')}`, settings);
			expect(at(where)).toEqual({ allowed: true });
			expect(at(`${where.toUpperCase()}.`)).toEqual({ allowed: true });
			const elsewhere = [
				`${where}.${more}.test`,
				`${where}${more}`,
				`${more}.${where}`,
				`${more}${where}`,
			];
			for (const place of [...elsewhere, other]) {
				if (place !== where) expect(at(place)).toMatchObject({ allowed: false });
			}
			const led = decide(`sip:${who}@${where}${end.join('')};maddr=${other}`, settings);
			expect(led).toMatchObject({ code: 'notDialable' });
		}),
		runs,
	);
});

test('escapes change nothing of what a rule says of a URI', () => {
	const text = fc.string({
		unit: fc.constantFrom(..."abcXYZ0189-_.!~*()'"),
		minLength: 1,
		maxLength: 20,
	});
	const twice = text.chain((who) => fc.tuple(fc.constant(who), escaped(who), escaped(who)));
	fc.assert(
		fc.property(twice, host, ([who, one, other], where) => {
			const address = parseDestination(`sip:${one}@${where}`);
			expect(address).toEqual(parseDestination(`sip:${who}@${where}`));
			const named = { allowedPrefixes: [`sip:${other}@${where}`] };
			const withoutEscapes = { allowedPrefixes: [`sip:${who}@${where}`] };
			const decision = decide(`sip:${one}@${where}`, named);
			expect(decision).toEqual(decide(`sip:${who}@${where}`, withoutEscapes));
		}),
		runs,
	);
});
