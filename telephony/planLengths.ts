import metadata from 'libphonenumber-js/max/metadata';
import { nationalPlan } from './nationalPlan.ts';
import { callingCodeOf, countriesOf, MOST_DIGITS, type CountryCode } from './numberPlan.ts';

// A look at a number by its length alone: a hundred times as fast as reading it, for lists of a
// hundred thousand.

/** What is known of a calling code. */
interface Code {
	code: string;
	/** How many digits its numbers have behind it. */
	lengths: ReadonlySet<number>;
}

/** By the first three digits of a number: it is looked up for each number of a list. */
const codes = new Map<string, Code | undefined>();

/**
 * Whether digits begin with a calling code and are as many as its plan has.
 *
 * @param digits with the country code, without a +
 */
export function isPossibleLength(digits: string): boolean {
	const found = codeOf(digits);
	if (found === undefined || digits.length > MOST_DIGITS) return false;
	return found.lengths.has(digits.length - found.code.length);
}

/** The calling code that digits begin with, if a country or a network of the whole world has it. */
export function callingCodeIn(digits: string): string | undefined {
	return codeOf(digits)?.code;
}

function codeOf(digits: string): Code | undefined {
	const beginning = digits.slice(0, 3);
	const known = codes.get(beginning);
	if (known !== undefined || codes.has(beginning)) return known;
	const found = [1, 2, 3]
		.map((length) => beginning.slice(0, length))
		.map((code) => ({ code, lengths: readLengths(code) }))
		.find((one): one is Code => one.lengths !== undefined);
	codes.set(beginning, found);
	return found;
}

/**
 * Whether a country gives out such numbers: `numberInPlan` tells the same, and more, in ten times the time.
 *
 * @param digits with the country code, without a +
 */
export function isValidNumber(digits: string): boolean {
	if (!isPossibleLength(digits)) return false;
	const code = callingCodeIn(digits) ?? '';
	const national = digits.slice(code.length);
	const countries = countriesOf(code);
	const plans = countries.length === 0 ? [code] : countries;
	return plans.some((one) => nationalPlan(one).typeOf(national) !== undefined);
}

function readLengths(code: string): ReadonlySet<number> | undefined {
	const countries = countriesOf(code);
	if (countries.length > 0) return new Set(countries.flatMap((one) => nationalPlan(one).lengths));
	return code in metadata.nonGeographic ? new Set(nationalPlan(code).lengths) : undefined;
}

/**
 * What digits without + and country code are in a country, with its code, without a +. All that may
 * be meant, valid or not: with the trunk prefix taken for one, and for a part of the number.
 *
 * @returns undefined where only reading the number can tell, as the country has more in front of its
 * numbers than a trunk prefix; empty where the country has no numbers of that length
 */
export function nationalReadings(digits: string, country: CountryCode): string[] | undefined {
	const { lengths, trunkPrefix, beforeNumber } = nationalPlan(country);
	const callingCode = callingCodeOf(country);
	const [before = ''] = beforeNumber.exec(digits) ?? [];
	if (before !== '' && before !== trunkPrefix) return undefined;
	// No number behind a trunk prefix 0 begins with one.
	const asWritten = before === '0' ? [] : [digits];
	return [...asWritten, digits.slice(before.length)]
		.filter((one, index, both) => both.indexOf(one) === index && lengths.includes(one.length))
		.map((one) => callingCode + one);
}

/** Whether a number behind its calling code begins with what only callers within the country dial. */
export function mayHaveTrunkPrefix(digits: string): boolean {
	const code = callingCodeIn(digits) ?? '';
	const [main] = countriesOf(code);
	if (main === undefined) return false;
	const national = digits.slice(code.length);
	const { trunkPrefix } = nationalPlan(main);
	return national.startsWith('0') || (trunkPrefix !== '' && national.startsWith(trunkPrefix));
}

/**
 * Where people among themselves leave an area code of their own out, and their numbers have seven or
 * eight digits then: the "local only" lengths of Google's libphonenumber 9.0, which
 * libphonenumber-js does not have. In all of +1 they are seven digits.
 */
const WITHOUT_AREA_CODE: Readonly<Record<number, ReadonlySet<string>>> = {
	7: words(
		'AF AR AZ BO CO EC EG ET GE GH HU IN IQ KH KP KR KZ LK LY MG MK MX MY NG NP PE PH PK PS RU SA SX SY TJ UA UG VE',
	),
	8: words('AR GB GG IM IR JE MX'),
};

function words(text: string): ReadonlySet<string> {
	return new Set(text.split(' '));
}

/** Whether a number of so many digits may lack its area code, and nothing else. */
export function isLengthWithoutAreaCode(length: number, country: CountryCode): boolean {
	if (length === 7 && callingCodeOf(country) === '1') return true;
	return WITHOUT_AREA_CODE[length]?.has(country) === true;
}
