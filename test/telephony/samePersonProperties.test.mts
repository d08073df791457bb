import fc from 'fast-check';
import { PhoneNumberFormat, PhoneNumberType, PhoneNumberUtil } from 'google-libphonenumber';
import { afterAll, expect, test } from 'vitest';
import { canonicalNumber, spellingsOf } from '../../telephony/canonicalNumber.ts';
import { numberInPlan } from '../../telephony/numberPlan.ts';
import { parseDestination } from '../../telephony/phoneNumber.ts';
import { PROPERTY_RUNS } from '../support/propertyRuns.mts';

const google = PhoneNumberUtil.getInstance();
const TYPES = Object.values(PhoneNumberType).filter((type): type is number => Number(type) >= 0);

interface Published {
	region: string;
	number: string;
}

/** The examples that Google publishes: of every country, and of every kind of number that it has. */
const published = google.getSupportedRegions().flatMap((region): Published[] =>
	TYPES.flatMap((type) => {
		const example = google.getExampleNumberForType(region, type);
		return example ? [{ region, number: google.format(example, PhoneNumberFormat.E164) }] : [];
	}),
);

/** One of them with other last digits, as long as it is a number in use. */
const inUse = fc
	.tuple(fc.constantFrom(...published), fc.array(fc.nat(9), { maxLength: 4 }))
	.map(([{ region, number }, digits]) => {
		const other = number.slice(0, number.length - digits.length) + digits.join('');
		return { region, number: numberInPlan(other)?.isValid ? other : number };
	});

/** Ways to write a number that leave the person the same. */
const SAME_PERSON = {
	'as it is': ({ number }) => [number],
	'with a 0 behind the country code': (one) => [put(one, '0')],
	'with the national prefix behind the country code': (one) => [
		put(one, google.getNddPrefixForRegion(one.region, true) ?? ''),
	],
	'in a spelling of the table': ({ number }) => spellingsOf(number),
} satisfies Record<string, (one: Published) => string[]>;

/** Ways after which it may be anybody. */
const ANYBODY = {
	'without its leading zeros': (one) => [`+${codeOf(one)}${nationalOf(one).replace(/^0+/, '')}`],
	'with the 9 of Argentina’s mobile phones': (one) => [put(one, '9')],
	'with the 1 of Mexico’s': (one) => [put(one, '1')],
	'with its area code cut': (one) =>
		[1, 2, 3, 4].map((digits) => `+${codeOf(one)}${nationalOf(one).slice(digits)}`),
	'with its last digit cut': ({ number }) => [number.slice(0, -1)],
} satisfies Record<string, (one: Published) => string[]>;

const codeOf = ({ number }: Published) => numberInPlan(number)?.callingCode ?? '';
const nationalOf = ({ number }: Published) => numberInPlan(number)?.national ?? '';
const put = (one: Published, digits: string) => `+${codeOf(one)}${digits}${nationalOf(one)}`;

const spelledBy = (ways: Record<string, (one: Published) => string[]>, one: Published) =>
	fc.constantFrom(...Object.values(ways)).chain((way) => fc.constantFrom(...way(one)));

/** What Google and this package say of two texts: that they are one person, or not. */
function compared(text: string, other: string) {
	const match = google.isNumberMatch(text, other);
	const reads = [text, other].map((one) => parseDestination(one));
	const [one, two] = reads.map((read) => (read.kind === 'phoneNumber' ? read.address : undefined));
	const isRead = one !== undefined && two !== undefined;
	return {
		numbers: isRead ? ([one, two] as const) : undefined,
		google: match >= PhoneNumberUtil.MatchType.SHORT_NSN_MATCH,
		ours: isRead && canonicalNumber(one) === canonicalNumber(two),
	};
}

/** Why the two say something else. Whatever is not named here fails the test. */
function reasonOf(text: string, other: string): string | undefined {
	const { numbers, google: theirs, ours } = compared(text, other);
	if (theirs === ours) return 'none';
	if (numbers === undefined) {
		// Refused as To. In a list it is no number that can be looked up, and the list sees to that.
		return 'Google alone: one of the two is no number that can be dialed';
	}
	const [one, two] = numbers;
	if (ours) {
		if (one === two) return 'ours alone: both are dialed as the same digits';
		return spellingsOf(one).includes(two) ? 'ours alone: a rule of the table' : undefined;
	}
	const isInUse = (number: string) => numberInPlan(number)?.isValid === true;
	const [shorter, longer] = one.length < two.length ? [one, two] : [two, one];
	if (isInUse(one) && isInUse(two)) return 'Google alone: both are in use, by two subscribers';
	if (isInUse(longer)) return 'Google alone: the end of a number, which is itself not in use';
	if (isInUse(shorter)) return 'Google alone: digits in front of a number, which is so not in use';
	return 'Google alone: neither is in use';
}

const told = new Map<string, number>();
const examples = new Map<string, string[]>();
afterAll(() => {
	if (process.env.PROPERTY_RUNS === undefined) return;
	for (const [reason, count] of told) {
		console.log(`${count} pairs, difference: ${reason}; ${examples.get(reason)?.join('; ')}`);
	}
});

test('Google publishes numbers of as many countries and kinds as ever', () => {
	expect(new Set(published.map(({ region }) => region)).size).toBeGreaterThanOrEqual(240);
	expect(published.length).toBeGreaterThanOrEqual(1300);
});

test('two spellings are one person as Google’s isNumberMatch says, or the reason is named', () => {
	const pairs = inUse.chain((one) => {
		const ways = { ...SAME_PERSON, ...ANYBODY };
		return fc.tuple(
			spelledBy(ways, one),
			fc.oneof(
				spelledBy(ways, one),
				inUse.map(({ number }) => number),
			),
		);
	});
	fc.assert(
		fc.property(pairs, ([text, other]) => {
			const reason = reasonOf(text, other);
			if (reason === undefined) return false;
			told.set(reason, (told.get(reason) ?? 0) + 1);
			const some = examples.get(reason) ?? [];
			if (some.length < 3) examples.set(reason, [...some, `${text} and ${other}`]);
			return true;
		}),
		{ numRuns: PROPERTY_RUNS },
	);
});

test('whoever stands in a list in another spelling is the same person, or the spelling is no number', () => {
	const pairs = inUse.chain((one) =>
		fc.tuple(fc.constant(one.number), spelledBy(SAME_PERSON, one)),
	);
	fc.assert(
		fc.property(pairs, ([number, spelling]) => {
			const { numbers, ours } = compared(number, spelling);
			if (numbers === undefined || ours) return true;
			// With a 0 or a national prefix in front it has become somebody else's number, which is in use.
			return numberInPlan(numbers[1])?.isValid === true && numbers[1] === spelling;
		}),
		{ numRuns: PROPERTY_RUNS },
	);
});

test('one spelling stands for all of them, and for itself', () => {
	fc.assert(
		fc.property(inUse, ({ number }) => {
			const canonical = canonicalNumber(number);
			expect(canonicalNumber(canonical)).toBe(canonical);
			for (const one of spellingsOf(number)) expect(canonicalNumber(one)).toBe(canonical);
		}),
		{ numRuns: PROPERTY_RUNS },
	);
});
