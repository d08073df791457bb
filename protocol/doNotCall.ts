import { planned } from './numberPlan.ts';
import { parseDestination } from './phoneNumber.ts';
import { plainDigits } from './plainDigits.ts';
import { IS_SIP } from './sipUri.ts';
import { readSipUser } from './sipUser.ts';
import { isRecord } from './wire.ts';

/** A list of people who must not be called, ready to be asked. */
export interface DoNotCallList {
	has(address: string): boolean;
}

export const NOBODY: DoNotCallList = { has: () => false };

/** Fewer digits are a row number or a note, not somebody's line. */
const FEWEST_DIGITS = 5;
/** Fewer digits are the end, or a part, of too many numbers. */
const FEWEST_DIGITS_OF_A_PART = 7;

/**
 * Reads a do-not-call list: texts, numbers, or objects with them (n8n's items), in lists of any depth.
 * The numbers may be spelled in any way, with any usual sign between two of them. One that nobody can
 * read as a number (its + was lost, its country is not known, a note stands beside it) stands for
 * every number that ends like it, and for those that it contains: rather one call too few.
 *
 * @returns the reason, when no number is in it: then nobody knows whom it is to protect. Only an
 * empty array says that it is to protect nobody.
 */
export function readDoNotCall(
	list: unknown,
	defaultCountry?: string,
): DoNotCallList | { reason: string } {
	if (Array.isArray(list) && list.length === 0) return NOBODY;
	const lines = new Set<string>();
	const runs = new Set<string>();
	for (const entry of textsIn(list).flatMap(entriesOf)) {
		const read = parseDestination(entry.text, { defaultCountry });
		if (read.kind !== 'invalid') {
			for (const line of spellingsOf(read.address, defaultCountry)) lines.add(line);
		}
		if (entry.isGuess) continue;
		if (/^\d{3,6}$/.test(entry.text)) lines.add(entry.text);
		else if (read.kind === 'invalid') for (const run of runsIn(entry.text)) runs.add(run);
		else if (read.kind === 'sipUri') for (const run of bareDigitsIn(read.address)) runs.add(run);
	}
	const isEmpty = lines.size === 0 && runs.size === 0;
	return isEmpty ? { reason: emptyReason(list) } : createList(lines, runs, defaultCountry);
}

function emptyReason(list: unknown): string {
	const isEmpty = list === undefined || list === null || (typeof list === 'string' && !list.trim());
	const fault = isEmpty ? 'it is empty' : 'there is no phone number in it';
	return `${fault}. Enter the numbers, or remove the rule. If it comes from an expression, check that the names in the expression are right; a list that may be empty must be an array ([])`;
}

function createList(
	lines: ReadonlySet<string>,
	runs: ReadonlySet<string>,
	defaultCountry?: string,
): DoNotCallList {
	const allRuns = [...runs].join(' ');
	const allLines = `${[...lines].join(' ')} `;
	const isUnreadable = (line: string) => {
		const { number, national } = digitsOf(line);
		if (runs.has(number) || runs.has(national)) return true;
		return (
			endsOf(number).some((end) => runs.has(end)) ||
			[number, national].some((part) => isLong(part) && allRuns.includes(part))
		);
	};
	/** Digits in a SIP URI that are the end of a number on the list: 90000001. */
	const isEnd = (digits: string) => isLong(digits) && allLines.includes(`${digits} `);
	return {
		has: (address) =>
			reachedBy(address, defaultCountry).some(
				(line) =>
					lines.has(line) ||
					(line.startsWith('+') && isUnreadable(line)) ||
					(/^\d+$/.test(line) && (isEnd(line.replace(/^0+/, '')) || isUnreadable(line))),
			),
	};
}

const isLong = (digits: string) => digits.length >= FEWEST_DIGITS_OF_A_PART;

/** A number with and without its country code. */
function digitsOf(line: string): { number: string; national: string } {
	const number = line.replace(/^\+?0*/, '');
	const national = line.startsWith('+') ? planned(line)?.national : undefined;
	return { number, national: (national ?? number).replace(/^0+/, '') };
}

function endsOf(number: string): string[] {
	const lengths = Math.max(0, number.length - FEWEST_DIGITS_OF_A_PART + 1);
	return Array.from({ length: lengths }, (_, index) => number.slice(index));
}

/** All texts in a list. What n8n puts beside the json of an item is not the user's. */
function textsIn(value: unknown, seen = new Set<unknown>()): string[] {
	if (typeof value === 'string') return [value];
	if (typeof value === 'number' || typeof value === 'bigint') return [String(value)];
	if (typeof value !== 'object' || value === null || seen.has(value)) return [];
	seen.add(value);
	if (Array.isArray(value)) return value.flatMap((one) => textsIn(one, seen));
	if ('json' in value && isRecord(value.json)) return textsIn(value.json, seen);
	return Object.entries(value).flatMap(([key, one]) => [key, ...textsIn(one, seen)]);
}

const SIP_URI = /sips?:[^\s,|<>"'@]*@[^\s,;|<>"']+/gi;
/** Between two numbers, and in front of each +, as nothing else begins with one. */
const BETWEEN = /[,;|\p{Cc}\p{Zl}\p{Zp}\u060C\u061B\u3001]+|(?=\+)/u;

/** Between two numbers it looks like the end of the first: 1) +49 30 12345 2) +49 30 67890. */
const ROW_NUMBER = /[\s([]\d{1,3}[\s).:\]-]*(?=\+)/g;

interface Entry {
	text: string;
	/** It counts only where it is a number: what is left out of it may belong to it. */
	isGuess: boolean;
}

function entriesOf(text: string): Entry[] {
	const plain = plainDigits(text);
	const numbers = plain.replace(SIP_URI, ',');
	const guesses = numbers.replace(ROW_NUMBER, ',');
	return [
		...(plain.match(SIP_URI) ?? []).map((uri) => ({ text: uri, isGuess: false })),
		...numbers.split(BETWEEN).map((one) => ({ text: one.trim(), isGuess: false })),
		...(guesses === numbers ? [] : guesses.split(BETWEEN)).map((one) => ({
			text: one.trim(),
			isGuess: true,
		})),
	].filter((entry) => entry.text !== '');
}

/** The digits of an entry that nobody can read: between its words, and without a row number in front. */
function runsIn(entry: string): string[] {
	return entry
		.split(/\p{L}+/u)
		.flatMap((part) => {
			const groups = part.match(/\d+/g) ?? [];
			const [first = '', ...others] = groups;
			const behindRowNumber = first.length <= 2 ? others.join('') : '';
			const long = [behindRowNumber, ...groups].map(withoutZeros).filter(isLong);
			return [withoutZeros(groups.join('')), ...long];
		})
		.filter((digits) => digits.length >= FEWEST_DIGITS);
}

const withoutZeros = (digits: string) => digits.replace(/^0+/, '');

/** An address as a list has it: itself, and the number in a SIP URI. */
function spellingsOf(address: string, defaultCountry?: string): string[] {
	if (!IS_SIP.test(address)) return [address];
	const [uri = ''] = address
		.toLowerCase()
		.replace(/^sips:/, 'sip:')
		.split(/;(?=[^@]*$)/);
	const { numbers } = readSipUser(address);
	return [uri, ...numbers.flatMap((number) => readingsOf(number, defaultCountry))];
}

/** Without a + nobody can tell which country the digits of a SIP URI are of. */
function bareDigitsIn(uri: string): string[] {
	return readSipUser(uri)
		.numbers.filter((number) => !number.startsWith('+'))
		.map(withoutZeros)
		.filter(isLong);
}

/** All that a call to an address may reach; digits in a SIP URI also as they stand there. */
function reachedBy(address: string, defaultCountry?: string): string[] {
	const spellings = spellingsOf(address, defaultCountry);
	if (!IS_SIP.test(address)) return spellings;
	const { numbers, perhaps } = readSipUser(address);
	const readings = perhaps.flatMap((one) => readingsOf(one, defaultCountry));
	return [...spellings, ...readings, ...numbers.map((number) => number.replace('+', ''))];
}

/** The numbers with a country code that digits in a SIP URI may be read as. */
export function readingsOf(number: string, defaultCountry?: string): string[] {
	return [number, `+${number.replace(/^(?:\+|00|011)/, '')}`]
		.map((one) => parseDestination(one, { defaultCountry }))
		.flatMap((one) => (one.kind === 'phoneNumber' ? [one.address] : []));
}
