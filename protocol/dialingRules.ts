import { readDoNotCall, type DoNotCallList } from './doNotCall.ts';
import { emergencyNumberIn, isEmergencyEverywhere, isShortNumber } from './emergencyNumbers.ts';
import { numberFacts, numberInSipUri, tariffsOf, type NumberType } from './numberFacts.ts';
import { countryInWords, countryOf } from './numberPlan.ts';
import { parseDestination } from './phoneNumber.ts';

/** What the user says about whom may be called. */
export interface DialingSettings {
	/** ISO codes, in a list or a text with commas or spaces. Empty: every country. */
	allowedCountries?: unknown;
	/** Beginnings of numbers (`+4790`) or SIP URIs (`sip:`). They are allowed beside the countries. */
	allowedPrefixes?: unknown;
	allowPremiumRate?: boolean;
	allowSatellite?: boolean;
	/** Emergency numbers and the other numbers of up to six digits. */
	allowEmergency?: boolean;
	/** Numbers and SIP URIs in any spelling: an array, or a text with commas or line breaks. */
	doNotCall?: unknown;
	defaultCountry?: string;
}

/** The settings, read once for all items. */
export interface DialingRules extends DialingSettings {
	countries: readonly string[];
	prefixes: readonly string[];
	doNotCallList: DoNotCallList;
}

export type RefusalCode =
	| 'countryNotAllowed'
	| 'premiumRate'
	| 'satellite'
	| 'emergencyNumber'
	| 'shortNumber'
	| 'doNotCall'
	| 'notDialable';

export type Decision = { allowed: true } | { allowed: false; code: RefusalCode; reason: string };

const ALLOWED: Decision = { allowed: true };

/** @returns the reason, when a setting says nothing that can be kept: then nobody must be called */
export function readDialingRules(settings: DialingSettings): DialingRules | { reason: string } {
	const countries: string[] = [];
	for (const text of listed(settings.allowedCountries)) {
		const country = countryOf(text);
		if (!country) return { reason: `"${text}" is not a country code such as US or NO` };
		countries.push(country);
	}
	const prefixes: string[] = [];
	for (const text of listed(settings.allowedPrefixes, /[,;\r\n]+/)) {
		const prefix = text.replace(/[\s\-.()]/g, '').toLowerCase();
		if (!/^(?:\+[1-9]\d{0,14}|sips?:.*)$/.test(prefix)) {
			return { reason: `"${text}" is not the beginning of a number, such as +4790` };
		}
		prefixes.push(prefix);
	}
	const doNotCallList = readDoNotCall(settings.doNotCall, settings.defaultCountry);
	return { ...settings, countries, prefixes, doNotCallList };
}

function listed(value: unknown, separators = /[,;\s]+/): string[] {
	const texts = Array.isArray(value) ? value : [value];
	return texts
		.flatMap((one) => (typeof one === 'string' ? one.split(separators) : []))
		.map((one) => one.trim())
		.filter((one) => one !== '');
}

/**
 * Whether a text, as the user or a model has written it, may be dialed. Ask before it is parsed: 911
 * is no number with a country code, and the reason told here is the one that helps.
 */
export function mayDial(text: string, rules: DialingRules): Decision {
	const { defaultCountry } = rules;
	const read = parseDestination(text, { defaultCountry, shortNumbers: true });
	if (read.kind === 'invalid') {
		// +1 911 is no possible number, and a carrier may connect it all the same.
		const { emergencyNumber, reason } = read;
		return emergencyNumber !== undefined && !rules.allowEmergency
			? refusedEmergency(emergencyNumber)
			: refused('notDialable', reason);
	}
	const { address } = read;
	const numbers = numbersOf(address, rules);
	const withCode = numbers.filter((number) => number.startsWith('+'));
	const refusals = [
		...numbers.map((number) => emergencyOrShort(number, read.kind === 'sipUri', rules)),
		doNotCall(address, rules),
		...withCode.map((number) => cost(number, rules)),
		// Where 112 rings is for the network to know. It got here because the user allows it.
		...(isShortNumber(address) ? [] : [place(address, withCode, rules)]),
	];
	return refusals.find((one) => !one.allowed) ?? ALLOWED;
}

/** All numbers that an address may be taken for: a trunk reads the part of a SIP URI before the @. */
function numbersOf(address: string, { defaultCountry }: DialingRules): string[] {
	if (!/^sips?:/i.test(address)) return [address];
	const number = numberInSipUri(address);
	if (number === undefined) return [];
	const spellings = [number, `+${number.replace(/^(?:\+|00|011)/, '')}`];
	const readings = spellings.map((one) => parseDestination(one, { defaultCountry }));
	return [number, ...readings.flatMap((one) => (one.kind === 'phoneNumber' ? [one.address] : []))];
}

function emergencyOrShort(
	number: string,
	isInUri: boolean,
	{ allowEmergency }: DialingRules,
): Decision {
	if (allowEmergency) return ALLOWED;
	if (isInUri && isShortNumber(number)) {
		return isEmergencyEverywhere(number) ? refusedEmergency(number) : ALLOWED;
	}
	const emergency = emergencyNumberIn(number);
	if (emergency !== undefined) return refusedEmergency(emergency);
	if (!isShortNumber(number)) return ALLOWED;
	return refused('shortNumber', `${number} is a short number, as services have`);
}

function refusedEmergency(number: string): Decision {
	return refused('emergencyNumber', `${number} is an emergency number`);
}

function doNotCall(address: string, { doNotCallList }: DialingRules): Decision {
	if (!doNotCallList.has(address)) return ALLOWED;
	return refused('doNotCall', `${address} is on the do-not-call list`);
}

/** Numbers for which the caller pays more, some of it to whoever is called: what fraud lives on. */
const DEAR: ReadonlyMap<NumberType, string> = new Map<NumberType, string>([
	['premiumRate', 'a premium-rate number'],
	['sharedCost', 'a shared-cost number, which may cost as much as premium rate'],
	// 070 in the United Kingdom, +878: they look like mobile phones.
	['personal', 'a personal number, which may cost as much as premium rate'],
]);

function cost(number: string, { allowPremiumRate, allowSatellite }: DialingRules): Decision {
	const tariffs = [...tariffsOf(number)];
	if (!allowSatellite && tariffs.includes('satellite')) {
		return refused('satellite', `${number} is a number of a satellite or global network`);
	}
	const dear = allowPremiumRate ? undefined : tariffs.find((type) => DEAR.has(type));
	return dear === undefined ? ALLOWED : refused('premiumRate', `${number} is ${DEAR.get(dear)}`);
}

function place(
	address: string,
	withCode: string[],
	{ countries, prefixes }: DialingRules,
): Decision {
	if (countries.length === 0 && prefixes.length === 0) return ALLOWED;
	const mayBegin = (text: string) => prefixes.some((prefix) => text.startsWith(prefix));
	if (mayBegin(address.toLowerCase())) return ALLOWED;
	const outside = withCode.find((number) => !mayBegin(number) && !isIn(number, countries));
	if (withCode.length > 0 && outside === undefined) return ALLOWED;
	const allowed = [...countries.map(countryInWords), ...prefixes].join(', ');
	return refused('countryNotAllowed', `${whereIs(outside ?? address)}. Allowed are: ${allowed}`);
}

/** A number that may be in several countries is in an allowed one only if all of them are. */
function isIn(number: string, countries: readonly string[]): boolean {
	const possible = numberFacts(number)?.possibleCountries ?? [];
	return possible.length > 0 && possible.every((country) => countries.includes(country));
}

function whereIs(address: string): string {
	const facts = numberFacts(address);
	if (facts?.country) return `${address} is in ${countryInWords(facts.country)}`;
	if (facts === undefined) return `${address} is in no country that can be told`;
	return facts.possibleCountries.length === 0
		? `${address} belongs to no country`
		: `${address} is not in use, so nobody can say in which country it is`;
}

function refused(code: RefusalCode, reason: string): Decision {
	return { allowed: false, code, reason };
}
