import { countriesOf, countryName, numberInPlan } from './numberPlan.ts';
import { readSipUser } from './sipUser.ts';

export type NumberType =
	| 'mobile'
	| 'fixedLine'
	| 'fixedLineOrMobile'
	| 'tollFree'
	| 'premiumRate'
	| 'sharedCost'
	| 'personal'
	| 'voip'
	| 'pager'
	| 'companyWide'
	| 'voicemail'
	| 'satellite'
	| 'unknown';

/** What the numbering plans say of a number. */
interface NumberFacts {
	/** ISO code. Undefined: it belongs to no country, or nobody can say to which of several. */
	country?: string;
	/** In English. */
	countryName?: string;
	/** ISO codes of the countries that it may be in, the main one first. */
	possibleCountries: readonly string[];
	type: NumberType;
	/** Whether its country gives out such numbers. Those that it does not can be dialed all the same. */
	isInUse: boolean;
}

const TYPES: Readonly<Record<string, NumberType>> = {
	MOBILE: 'mobile',
	FIXED_LINE: 'fixedLine',
	FIXED_LINE_OR_MOBILE: 'fixedLineOrMobile',
	TOLL_FREE: 'tollFree',
	PREMIUM_RATE: 'premiumRate',
	SHARED_COST: 'sharedCost',
	PERSONAL_NUMBER: 'personal',
	VOIP: 'voip',
	PAGER: 'pager',
	UAN: 'companyWide',
	VOICEMAIL: 'voicemail',
};

/**
 * Codes of the whole world that lead to satellites: Inmarsat (870), the global mobile satellite system
 * (881), and the networks of 882 and 883, which share their codes with satellites and cost like them
 * (ITU-T E.164, annex of assigned country codes).
 */
const SATELLITE_CODES = ['870', '881', '882', '883'];

/** @returns undefined when the text is no number with a + and an assigned country code */
export function numberFacts(address: string): NumberFacts | undefined {
	if (!/^\+[1-9]\d+$/.test(address)) return undefined;
	const number = numberInPlan(address);
	if (number === undefined) return undefined;
	const { country, callingCode, isValid, type } = number;
	return {
		...(country === undefined ? {} : { country, countryName: countryName(country) }),
		possibleCountries: country === undefined ? countriesOf(callingCode) : [country],
		type: SATELLITE_CODES.includes(callingCode) ? 'satellite' : (TYPES[type ?? ''] ?? 'unknown'),
		isInUse: isValid,
	};
}

/** How many digits of a number, behind the country code, tell what it costs. */
const DIGITS_OF_TARIFF = 3;

/**
 * The kinds of number that a call may be billed as. A number that is not in use has no kind of its
 * own, so it has those of the numbers in use that begin like it: 1 900 000 0000 is as dear as any 900.
 */
export function tariffsOf(address: string): ReadonlySet<NumberType> {
	const facts = numberFacts(address);
	const number = numberInPlan(address);
	if (facts === undefined || number === undefined) return new Set();
	if (facts.type !== 'unknown') return new Set([facts.type]);
	const end = address.length - number.national.length + DIGITS_OF_TARIFF;
	const neighbours = [...'0123456789'].map((digit) =>
		numberFacts(address.slice(0, end).padEnd(address.length, digit)),
	);
	return new Set(neighbours.flatMap((one) => (one?.isInUse ? [one.type] : [])));
}

/** The number that a SIP URI reaches, as written: a trunk reads the part in front of the @. */
export function numberInSipUri(uri: string): string | undefined {
	const { kind, numbers } = readSipUser(uri);
	return kind === 'number' ? numbers[0] : undefined;
}
