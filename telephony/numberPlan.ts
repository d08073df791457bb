import {
	getCountries,
	parsePhoneNumberFromString,
	PhoneNumber,
	validatePhoneNumberLength,
	type CountryCode,
} from 'libphonenumber-js/core';
import metadata from 'libphonenumber-js/max/metadata';
import { COUNTRY_NAMES } from './countryNames.ts';
import { impossibleReason } from './impossibleNumber.ts';
import { nationalPlan, type PlannedType } from './nationalPlan.ts';

export type { CountryCode };

/** ITU E.164, country code included. */
export const MOST_DIGITS = 15;

/** An E.164 number, as the plan of its country sees it. */
export interface PlannedNumber {
	readonly number: string;
	readonly callingCode: string;
	/** What follows the calling code. */
	readonly national: string;
	/** The country; undefined where several share the code and none has such numbers, or none has the code. */
	readonly country?: CountryCode;
	/** A length that the country has, and digits that a plan can have. */
	readonly isPossible: boolean;
	/** The country gives out such numbers. */
	readonly isValid: boolean;
	/** As libphonenumber names it; undefined when the number is not valid. */
	readonly type?: PlannedType;
	/** Why it can be nobody's, whatever its length is. */
	readonly impossible?: string;
}

/** The country of an ISO code, in whatever case; "UK" is what people say for GB. */
export function countryOf(code: string): CountryCode | undefined {
	const upper = code.trim().toUpperCase();
	const iso = upper === 'UK' ? 'GB' : upper;
	return isCountry(iso) ? iso : undefined;
}

function isCountry(iso: string): iso is CountryCode {
	return COUNTRY_NAMES.has(iso);
}

export function allCountries(): CountryCode[] {
	return getCountries(metadata);
}

export function countryName(country: string): string {
	return COUNTRY_NAMES.get(country) ?? country;
}

/** As it stands in a sentence. */
export function countryInWords(country: string): string {
	const name = countryName(country);
	const isPlural =
		/^(?:United|Netherlands|Philippines|Maldives|Bahamas|Seychelles|Comoros)|(?:Islands|Republic|Territory)$/;
	return isPlural.test(name) ? `the ${name}` : name;
}

/** The countries that share a calling code, the main one first. None has a code of the whole world. */
export function countriesOf(callingCode: string): readonly CountryCode[] {
	return metadata.country_calling_codes[callingCode] ?? [];
}

export function callingCodeOf(country: CountryCode): string {
	return nationalPlan(country).callingCode;
}

/**
 * What a number is, digit for digit. libphonenumber's own reading drops a 0 or an 8 in the front where
 * that gives a valid number too.
 *
 * @returns undefined when no calling code begins it
 */
export function numberInPlan(number: string): PlannedNumber | undefined {
	if (recent.has(number)) return recent.get(number);
	const plan = planOf(number);
	if (recent.size >= MOST_RECENT) recent.clear();
	recent.set(number, plan);
	return plan;
}

/** One call asks about its number, and those beside it, many times over. */
const recent = new Map<string, PlannedNumber | undefined>();
const MOST_RECENT = 1_000;

function planOf(number: string): PlannedNumber | undefined {
	const callingCode = [2, 3, 4].map((end) => number.slice(1, end)).find(isCallingCode);
	const national = number.slice(1 + (callingCode?.length ?? 0));
	if (callingCode === undefined || national === '') return undefined;
	const countries = countriesOf(callingCode);
	const holder = holderOf(callingCode, national, countries);
	// libphonenumber has longer ones for Germany and a few others.
	const fits = national.length + callingCode.length <= MOST_DIGITS;
	const type = fits ? holder?.type : undefined;
	const impossible = fits ? impossibleReason(callingCode, national, type) : undefined;
	const isValid = type !== undefined && impossible === undefined;
	return {
		number,
		callingCode,
		national,
		country: holder?.country ?? (countries.length === 1 ? countries[0] : undefined),
		isPossible:
			fits && impossible === undefined && (isValid || hasPossibleLength(callingCode, national)),
		isValid,
		type: isValid ? type : undefined,
		impossible,
	};
}

/**
 * The country that gives out a number, of those that share its calling code. As libphonenumber does,
 * it looks first at those that are known by the first digits of their numbers.
 */
function holderOf(
	callingCode: string,
	national: string,
	countries: readonly CountryCode[],
): { country?: CountryCode; type: PlannedType } | undefined {
	if (countries.length === 0) {
		const type = nationalPlan(callingCode).typeOf(national);
		return type && { type };
	}
	const isLikely = (country: CountryCode) =>
		countries.length === 1 || nationalPlan(country).beginning.test(national);
	for (const likely of [true, false]) {
		for (const country of countries) {
			if (isLikely(country) !== likely) continue;
			const type = nationalPlan(country).typeOf(national);
			if (type !== undefined) return { country, type };
		}
	}
	return undefined;
}

/** By the lengths of the main country of a calling code, as libphonenumber does. */
function hasPossibleLength(callingCode: string, national: string): boolean {
	const [main = callingCode] = countriesOf(callingCode);
	return nationalPlan(main).lengths.includes(national.length);
}

/**
 * The countries in which a number can be: those that give out such numbers, which for mobiles are
 * often several, or else all that share its calling code. The main one comes first.
 */
export function countriesThatHave(number: string): readonly CountryCode[] {
	const callingCode = [2, 3, 4].map((end) => number.slice(1, end)).find(isCallingCode);
	if (callingCode === undefined) return [];
	const countries = countriesOf(callingCode);
	if (number.length === 1 + callingCode.length) return countries;
	const national = number.slice(1 + callingCode.length);
	const holders = countries.filter((country) => nationalPlan(country).typeOf(national));
	return holders.length > 0 ? holders : countries;
}

function isCallingCode(code: string): boolean {
	return code in metadata.country_calling_codes || code in metadata.nonGeographic;
}

/** libphonenumber's reading, which knows what the country dials in front of its own numbers. */
export function withoutTrunkPrefix(
	number: string,
	country?: CountryCode,
): PlannedNumber | undefined {
	const options = { defaultCountry: country, extract: false };
	const parsed = parsePhoneNumberFromString(number, options, metadata);
	return parsed && numberInPlan(parsed.number);
}

/** What follows the exit code of a country, if the digits begin with one. */
export function afterExitCode(digits: string, country: CountryCode): string | undefined {
	const [prefix] = nationalPlan(country).exitCode.exec(digits) ?? [];
	// No calling code begins with 0.
	return prefix && /^[1-9]/.test(digits.slice(prefix.length))
		? digits.slice(prefix.length)
		: undefined;
}

/** Why a number is impossible. */
export function problemOf(number: string): string {
	const { callingCode, impossible } = numberInPlan(number) ?? {};
	if (impossible !== undefined) return impossible;
	if (isCallingCode(number.slice(1))) return 'it is a country code with no number behind it';
	if (callingCode === undefined) return 'no country has its country code';
	const [main] = countriesOf(callingCode);
	const where =
		main === undefined || callingCode === '1' ? `+${callingCode}` : countryInWords(main);
	return `it is too ${isTooShort(number) ? 'short' : 'long'} for ${where}`;
}

/** Whether it has more digits than the numbers of its calling code. */
export function isTooLong(number: string): boolean {
	return (
		number.length > MOST_DIGITS + 1 || validatePhoneNumberLength(number, metadata) === 'TOO_LONG'
	);
}

/** As libphonenumber reads it; the calling code is known to be one. */
function libraryNumber(number: string): PhoneNumber {
	return new PhoneNumber(`+${number.slice(1)}`, metadata);
}

/** How a country writes a number at home, with and without what is dialed in front: the digits, a space for what stands between. */
export function groupedAtHome(number: string, country: CountryCode): string[] {
	const read = libraryNumber(number);
	read.country = country;
	const grouped = digitGroups(read.formatNational());
	const [, national = grouped] =
		new RegExp(`(${[...String(read.nationalNumber)].join(' ?')})$`).exec(grouped) ?? [];
	return [grouped, national];
}

/** How a number is written for anybody, its calling code first. */
export function groupedAbroad(number: string): string {
	return digitGroups(libraryNumber(number).formatInternational());
}

function digitGroups(text: string): string {
	return (text.match(/\d+/g) ?? []).join(' ');
}

/** Between the lengths that a country has, a digit is more often lost than added. */
export function isTooShort(number: string): boolean {
	if (number.length > MOST_DIGITS + 1) return false;
	const wrong = validatePhoneNumberLength(number, metadata);
	return wrong === 'TOO_SHORT' || wrong === 'INVALID_LENGTH';
}
