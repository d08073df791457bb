import { allCountries, countryName, countryOf } from '../../../telephony/numberPlan.ts';
import { parseDestination, type ParseOptions } from '../../../telephony/phoneNumber.ts';
import { isRecord } from '../../../videosdk/wire.ts';
import { invalidInput, type Failure } from '../errors/failure.ts';
import { fieldText } from './fieldText.ts';

/** A number in a list or an object. */
interface Candidate {
	text: string;
	/** Behind the name of the value in an expression: [0].value */
	path: string;
	/** What would be dialed; undefined where nobody can read it. */
	address?: string;
	isPrimary: boolean;
}

/**
 * The text of a field for a phone number. CRMs and address books give lists and objects with labels:
 * one number in them that is plainly the one is read, be it the only one or the one marked as primary.
 *
 * @throws Failure that says what came and how to name a number in it
 */
export function numberGiven(field: string, given: unknown, parseOptions: ParseOptions): string {
	const value = typeof given === 'string' ? parsedJson(given) : given;
	if (typeof value === 'boolean' || typeof value === 'function') {
		throw invalidInput(field, String(given), 'it is no phone number');
	}
	if (typeof value !== 'object' || value === null) return textOf(value);
	const candidates = candidatesIn(value, parseOptions);
	const chosen = only(candidates) ?? only(candidates.filter(({ isPrimary }) => isPrimary));
	if (chosen === undefined) throw severalOrNone(field, value, candidates);
	return chosen.text;
}

/**
 * The texts of a field for several numbers of one person, the primary one first: a list, or one text
 * with commas, semicolons or lines between. What is one number is a list of it.
 *
 * @throws Failure that says what came, when no number is found in it or in an entry of the list
 */
export function numbersGiven(field: string, given: unknown, parseOptions: ParseOptions): string[] {
	const value = typeof given === 'string' ? parsedJson(given) : given;
	const all = Array.isArray(value)
		? value.flatMap((one: unknown, index) => {
				const found = numbersInEntry(one, parseOptions);
				if (found !== undefined) return found;
				const reason = `entry ${index + 1} of the list has no phone number in it. Leave it out, or name the number in the expression`;
				throw invalidInput(field, typeof one === 'object' ? jsonOf(one) : String(one), reason);
			})
		: typeof value === 'string'
			? splitNumbers(value, parseOptions)
			: candidatesIn(value, parseOptions);
	const [first, ...others] = [...all].sort((one, other) => +other.isPrimary - +one.isPrimary);
	if (first === undefined) return [numberGiven(field, given, parseOptions)];
	return [first, ...others].map(({ text }) => text);
}

/**
 * Each entry of a list is meant.
 *
 * @returns none for one that is empty or a fax; undefined for one that says something else
 */
function numbersInEntry(value: unknown, parseOptions: ParseOptions): Candidate[] | undefined {
	if (Array.isArray(value)) {
		const all = value.map((one: unknown) => numbersInEntry(one, parseOptions));
		return all.includes(undefined) ? undefined : all.flatMap((found) => found ?? []);
	}
	const isObject = typeof value === 'object' && value !== null;
	const found = isObject ? candidatesIn(value, parseOptions) : textsOfNumber(value);
	if (found.length > 0 || isEmpty(value)) return found;
	return isRecord(value) && isFax(value) ? [] : undefined;
}

/** Also one that nobody can read. */
function textsOfNumber(value: unknown): Candidate[] {
	const text = textOf(value).trim();
	return text === '' ? [] : [{ text, path: '', isPrimary: false }];
}

/** An address book gives rows in which nobody has written anything: a label, and no number. */
function isEmpty(value: unknown): boolean {
	if (value === null || value === undefined) return true;
	if (typeof value === 'string') return value.trim() === '';
	if (Array.isArray(value)) return value.every(isEmpty);
	if (!isRecord(value) || value instanceof Date) return false;
	const entries = Object.entries(value);
	const numbers = entries.filter(([key]) => NUMBER_KEY.test(key) && !OTHER_KEY.test(key));
	return (entries.length === 0 || numbers.length > 0) && numbers.every(([, one]) => isEmpty(one));
}

/** A semicolon may also begin a parameter of a SIP URI or tel: URI, of which no digit is a number to call. */
const BETWEEN_NUMBERS = /[,|\n]|;(?!\s*[\w.!%*~-]+=)/;

function splitNumbers(text: string, parseOptions: ParseOptions): Candidate[] {
	const isOne = parseDestination(text, parseOptions).kind !== 'invalid';
	const texts = isOne ? [text] : text.split(BETWEEN_NUMBERS);
	return texts.flatMap(textsOfNumber);
}

/** With a blank behind its expression, n8n makes a text of a list. */
function parsedJson(text: string): unknown {
	if (!/^\s*[[{]/.test(text)) return text;
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}

/** The one number that they all are; of two spellings of it, the first. */
function only(candidates: readonly Candidate[]): Candidate | undefined {
	const [first, ...others] = candidates;
	const isSame = ({ text, address }: Candidate) =>
		address === undefined ? text === first.text : address === first.address;
	return first !== undefined && others.every(isSame) ? first : undefined;
}

function severalOrNone(field: string, value: object, candidates: readonly Candidate[]): Failure {
	const what = Array.isArray(value) ? 'a list' : value instanceof Date ? 'a date' : 'an object';
	const shown = jsonOf(value);
	if (Array.isArray(value) && value.length === 0)
		return invalidInput(field, shown, 'it is an empty list');
	const example = `{{ $json.phones${candidates[0]?.path ?? (Array.isArray(value) ? '[0]' : '.value')} }}`;
	if (candidates.length === 0) {
		const reason = `it is ${what} in which no phone number is found. Name the number in the expression, as in ${example}`;
		return invalidInput(field, shown, reason);
	}
	const reason = `it is ${what} with ${candidates.length} phone numbers, and it does not say which of them is the primary one. Name the one to call in the expression, as in ${example}, or make an item of each`;
	return invalidInput(field, shown, reason);
}

const LONGEST_SHOWN = 300;

function jsonOf(value: object | null): string {
	let json = '';
	try {
		json = JSON.stringify(value) ?? '';
	} catch {
		// An object that contains itself.
	}
	return json.length > LONGEST_SHOWN ? `${json.slice(0, LONGEST_SHOWN)}…` : json;
}

/** Where a number is written in full for machines; WhatsApp leaves out the +. */
const CANONICAL = /^(?:e[_-]?164.*|.*[_-]e164|canonical_?form|wa_?id)$/iu;
const NUMBER_KEY =
	/phone|mobile|cell|tel|number|value|msisdn|whatsapp|landline|handy|^(?:work|home|main|to|sip|uri)$/iu;
/** What stands beside a number and has digits as well. */
const OTHER_KEY =
	/id$|country|code|prefix|ext|count|version|label|type|name|date|_at$|time|index|order|position/iu;
/** Nobody speaks to a fax, nor to what a person has had before. */
const NOT_TO_CALL = /fax|history|versions|previous|former/iu;
const INTERNATIONAL = /^\s*(?:\+|tel:|sips?:)/iu;
const MOST_LEVELS = 6;

function candidatesIn(
	value: unknown,
	parseOptions: ParseOptions,
	path = '',
	levels = MOST_LEVELS,
): Candidate[] {
	if (typeof value !== 'object' || value === null) return candidateOf(value, path, parseOptions);
	if (levels === 0 || value instanceof Date) return [];
	const inside = (one: unknown, key: string) =>
		candidatesIn(one, parseOptions, path + key, levels - 1);
	if (Array.isArray(value)) return value.flatMap((one, index) => inside(one, `[${index}]`));
	if (!isRecord(value) || isFax(value)) return [];
	if (isRecord(value.json)) return inside(value.json, '.json');
	const isPrimary = saysPrimary(value);
	const withPrimary = (key: string) => (one: Candidate) => ({
		...one,
		isPrimary: isPrimary || one.isPrimary || PRIMARY_IN_KEY.test(key),
	});
	const entries = Object.entries(value).filter(([key]) => !NOT_TO_CALL.test(key));
	const canonical = entries.flatMap(([key, one]) => {
		if (!CANONICAL.test(key)) return [];
		const text = fieldText(one).replace(/^(?=\d)/, '+');
		const read = candidateOf(text, path + keyPath(key), parseOptions).map(withPrimary(key));
		return read.filter(({ address }) => address !== undefined);
	});
	if (canonical.length > 0) return canonical.slice(0, 1);
	return entries.flatMap(([key, one]) => {
		if (typeof one === 'object') return inside(one, keyPath(key)).map(withPrimary(key));
		const text = textOf(one);
		const isNumber = NUMBER_KEY.test(key) && !OTHER_KEY.test(key);
		if (!isNumber && !INTERNATIONAL.test(text)) return [];
		const written = withCountry(text, value, parseOptions);
		return candidateOf(written, path + keyPath(key), parseOptions).map(withPrimary(key));
	});
}

const textOf = (value: unknown) => (typeof value === 'bigint' ? String(value) : fieldText(value));

const keyPath = (key: string) =>
	/^[a-z_$][\w$]*$/i.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;

const FEWEST_DIGITS = 3;

function candidateOf(value: unknown, path: string, parseOptions: ParseOptions): Candidate[] {
	const text = textOf(value);
	if (text.replace(/\D/g, '').length < FEWEST_DIGITS && !/^sips?:/i.test(text)) return [];
	const read = parseDestination(text, parseOptions);
	return [
		{ text, path, isPrimary: false, ...(read.kind === 'invalid' ? {} : { address: read.address }) },
	];
}

/** A name that says it of what stands under it: primaryPhone. */
const PRIMARY_IN_KEY = /primary|preferred|default/iu;
const PRIMARY_KEY = /^(?:is_?)?(?:primary|default|preferred|pref|main)$/iu;

/** Whether an object says that it is the one among others. */
function saysPrimary(value: Record<string, unknown>): boolean {
	return Object.entries(value).some(([key, one]) => {
		if (PRIMARY_KEY.test(key)) return one === true || /^(?:true|1|yes)$/i.test(fieldText(one));
		if (key === 'metadata' && isRecord(one)) return saysPrimary(one);
		if (!/^(?:label|type|types|kind|tags?)$/i.test(key)) return false;
		return [one]
			.flat()
			.some((label) => /^(?:primary|preferred|pref|default)$/i.test(fieldText(label)));
	});
}

function isFax(value: Record<string, unknown>): boolean {
	const labels = [value.label, value.type, value.types, value.kind].flat();
	return labels.some((label) => /fax/i.test(fieldText(label)));
}

const COUNTRY_KEY =
	/^(?:country|country_?code|country_?short_?name|country_?iso(?:_?code)?|iso_?2?|region_?code|(?:country_?)?calling_?code|dial(?:ing)?_?code|prefix|code)$/iu;

/** A number as it is with the country or calling code that stands beside it. */
function withCountry(
	text: string,
	beside: Record<string, unknown>,
	parseOptions: ParseOptions,
): string {
	if (text === '' || /^\s*(?:\+|00|sips?:)/i.test(text)) return text;
	const codes = Object.entries(beside).flatMap(([key, one]) =>
		COUNTRY_KEY.test(key) && fieldText(one) !== '' ? [fieldText(one)] : [],
	);
	for (const one of codes) {
		const country =
			countryOf(one) ??
			allCountries().find((iso) => countryName(iso).toLowerCase() === one.toLowerCase());
		const code = /^\+?(\d{1,3})$/.exec(one)?.[1];
		const spellings =
			code === undefined
				? []
				: [`+${code} ${text}`, ...(text.startsWith(code) ? [`+${text}`] : [])];
		const numbers = [
			...(country === undefined
				? []
				: [parseDestination(text, { ...parseOptions, defaultCountry: country })]),
			...spellings.map((spelling) => parseDestination(spelling)),
		].flatMap((read) => (read.kind === 'phoneNumber' ? [read.address] : []));
		const [number, ...others] = new Set(numbers);
		if (number !== undefined && others.length === 0) return number;
	}
	return text;
}
