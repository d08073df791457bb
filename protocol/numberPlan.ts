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

export type { CountryCode };

/** ITU E.164, country code included. */
export const MOST_DIGITS = 15;

const COUNTRIES: ReadonlySet<string> = new Set(getCountries(metadata));

const names = new Intl.DisplayNames('en', { type: 'region' });

/** An E.164 number, as the plan of its country sees it. */
export interface PlannedNumber {
	number: string;
	callingCode: string;
	/** What follows the calling code. */
	national: string;
	/** The country; undefined where several share the code and none has such numbers, or none has the code. */
	country?: CountryCode;
	/** A length that the country has. */
	isPossible: boolean;
	/** The country gives out such numbers. */
	isValid: boolean;
	/** As libphonenumber names it; undefined when the number is not valid. */
	type?: ReturnType<PhoneNumber['getType']>;
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
	const callingCode = [2, 3, 4].map((end) => number.slice(1, end)).find(isCallingCode);
	const national = number.slice(1 + (callingCode?.length ?? 0));
	if (callingCode === undefined || national === '') return undefined;
	const inPlanOf = (country?: CountryCode) => {
		const read = new PhoneNumber(number as `+${string}`, metadata);
		read.country = country;
		return read;
	};
	const countries = countriesOf(callingCode);
	const holders = countries.filter((country) => inPlanOf(country).isValid());
	const parsed = parsePhoneNumberFromString(number, { extract: false }, metadata);
	const told = parsed?.number === number ? parsed.country : undefined;
	const country =
		holders.find((one) => one === told) ??
		holders[0] ??
		(countries.length === 1 ? countries[0] : undefined);
	const plan = inPlanOf(country);
	// libphonenumber has longer ones for Germany and a few others.
	const fits = national.length + callingCode.length <= MOST_DIGITS;
	return {
		number,
		callingCode,
		national,
		country,
		isPossible: fits && inPlanOf().isPossible(),
		isValid: fits && plan.isValid(),
		type: fits ? plan.getType() : undefined,
	};
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

/** Why the length of an impossible number is wrong. */
export function lengthProblem(number: string): string {
	const callingCode = planned(number)?.callingCode;
	if (callingCode === undefined) return 'no country has its country code';
	const [main] = countriesOf(callingCode);
	const where =
		main === undefined || callingCode === '1' ? `+${callingCode}` : countryInWords(main);
	const wrong = validatePhoneNumberLength(number, metadata);
	// Between the lengths that a country has, a digit is more often lost than added.
	return `it is too ${wrong === 'TOO_LONG' || number.length > MOST_DIGITS + 1 ? 'long' : 'short'} for ${where}`;
}
