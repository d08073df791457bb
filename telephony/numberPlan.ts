import {
	getCountries,
	getCountryCallingCode,
	Metadata,
	parsePhoneNumberFromString,
	PhoneNumber,
	validatePhoneNumberLength,
	type CountryCode,
} from 'libphonenumber-js/core';
// All of it: the smaller sets do not tell premium-rate numbers from others.
import metadata from 'libphonenumber-js/max/metadata';
import { impossibleReason } from './impossibleNumber.ts';

export type { CountryCode };

/** ITU E.164, country code included. */
export const MOST_DIGITS = 15;

const COUNTRIES: ReadonlySet<string> = new Set(getCountries(metadata));

const names = new Intl.DisplayNames('en', { type: 'region' });

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
	readonly type?: ReturnType<PhoneNumber['getType']>;
	/** Why it can be nobody's, whatever its length is. */
	readonly impossible?: string;
}

/** The country of an ISO code, in whatever case; "UK" is what people say for GB. */
export function countryOf(code: string): CountryCode | undefined {
	const upper = code.trim().toUpperCase();
	const iso = upper === 'UK' ? 'GB' : upper;
	return COUNTRIES.has(iso) ? (iso as CountryCode) : undefined;
}

export function allCountries(): CountryCode[] {
	return getCountries(metadata);
}

export function countryName(country: string): string {
	return names.of(country) ?? country;
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
	return getCountryCallingCode(country, metadata);
}

/**
 * What a number is, digit for digit. libphonenumber's own reading drops a 0 or an 8 in the front where
 * that gives a valid number too.
 *
 * @returns undefined when no calling code begins it
 */
export function planned(number: string): PlannedNumber | undefined {
	if (recent.has(number)) return recent.get(number);
	const plan = planOf(number);
	if (recent.size >= MOST_RECENT) recent.clear();
	recent.set(number, plan);
	return plan;
}

/** One call asks about its number many times over. */
const recent = new Map<string, PlannedNumber | undefined>();
const MOST_RECENT = 1_000;

function planOf(number: string): PlannedNumber | undefined {
	const callingCode = [2, 3, 4].map((end) => number.slice(1, end)).find(isCallingCode);
	const national = number.slice(1 + (callingCode?.length ?? 0));
	if (callingCode === undefined || national === '') return undefined;
	const countries = countriesOf(callingCode);
	const holder = holderOf(number, national, countries);
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
		isPossible: fits && impossible === undefined && (isValid || hasPossibleLength(number)),
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
	number: string,
	national: string,
	countries: readonly CountryCode[],
): { country?: CountryCode; type: NonNullable<PlannedNumber['type']> } | undefined {
	const read = new PhoneNumber(number as `+${string}`, metadata);
	const asOf = (country?: CountryCode) => {
		read.country = country;
		const type = read.getType();
		return type === undefined ? undefined : { country, type };
	};
	if (countries.length === 0) return asOf();
	const unlikely: CountryCode[] = [];
	for (const country of countries) {
		const mayHold = countries.length === 1 || beginningsOf(country).test(national);
		const holder = mayHold ? asOf(country) : undefined;
		if (holder) return holder;
		if (!mayHold) unlikely.push(country);
	}
	return unlikely.map((country) => asOf(country)).find((one) => one !== undefined);
}

const beginnings = new Map<CountryCode, RegExp>();

/** How the numbers of a country begin, among those that share its calling code. */
function beginningsOf(country: CountryCode): RegExp {
	const known = beginnings.get(country);
	if (known) return known;
	const plan = new Metadata(metadata);
	plan.selectNumberingPlan(country);
	const made = new RegExp(`^(?:${plan.numberingPlan?.leadingDigits() ?? ''})`);
	beginnings.set(country, made);
	return made;
}

function hasPossibleLength(number: string): boolean {
	return new PhoneNumber(number as `+${string}`, metadata).isPossible();
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
	const holders = countries.filter((country) => {
		const read = new PhoneNumber(number as `+${string}`, metadata);
		read.country = country;
		return read.isValid();
	});
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
	return parsed && planned(parsed.number);
}

/** What follows the exit code of a country, if the digits begin with one. */
export function afterExitCode(digits: string, country: CountryCode): string | undefined {
	const plan = new Metadata(metadata);
	plan.selectNumberingPlan(country);
	const exit = plan.numberingPlan?.IDDPrefix();
	const [prefix] = new RegExp(`^(?:${exit})`).exec(digits) ?? [];
	// No calling code begins with 0.
	return prefix && /^[1-9]/.test(digits.slice(prefix.length))
		? digits.slice(prefix.length)
		: undefined;
}

/** Why a number is impossible. */
export function problemOf(number: string): string {
	const { callingCode, impossible } = planned(number) ?? {};
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

/** How a country writes a number at home, with and without what is dialed in front: the digits, a space for what stands between. */
export function groupedAtHome(number: string, country: CountryCode): string[] {
	const read = new PhoneNumber(number as `+${string}`, metadata);
	read.country = country;
	const grouped = digitGroups(read.formatNational());
	const [, national = grouped] =
		new RegExp(`(${[...String(read.nationalNumber)].join(' ?')})$`).exec(grouped) ?? [];
	return [grouped, national];
}

/** How a number is written for anybody, its calling code first. */
export function groupedAbroad(number: string): string {
	return digitGroups(new PhoneNumber(number as `+${string}`, metadata).formatInternational());
}

export function digitGroups(text: string): string {
	return (text.match(/\d+/g) ?? []).join(' ');
}

/** Between the lengths that a country has, a digit is more often lost than added. */
export function isTooShort(number: string): boolean {
	if (number.length > MOST_DIGITS + 1) return false;
	const wrong = validatePhoneNumberLength(number, metadata);
	return wrong === 'TOO_SHORT' || wrong === 'INVALID_LENGTH';
}
