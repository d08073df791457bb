import { canonicalNumber } from './canonicalNumber.ts';
import { keypadReadings } from './keypad.ts';
import { damageIn, hiddenDigitsIn, noNumberOf } from './listDamage.ts';
import type { ListCell, ListRow } from './listRows.ts';
import { MOST_DIGITS, withoutTrunkPrefix, type CountryCode } from './numberPlan.ts';
import { readSpelling } from './numberSpelling.ts';
import { parseDestination } from './phoneNumber.ts';
import {
	isLengthWithoutAreaCode,
	isPossibleLength,
	isValidNumber,
	mayHaveTrunkPrefix,
	nationalReadings,
} from './planLengths.ts';
import { IS_SIP } from './sipUri.ts';
import { sipSpellings, bareDigitsInSip } from './sipSpellings.ts';
import { withoutAmountSigns, writtenOut } from './spreadsheetNumber.ts';
import { isPhoneField } from './splitNumbers.ts';

/** Whom an entry of a list of numbers stands for. */
export interface EntryMeaning {
	/** E.164 numbers, SIP URIs and short numbers. */
	lines: readonly string[];
	/** An entry that is nothing but digits, its country unknown: all numbers that end like it. */
	ends: readonly string[];
	/** Digits in a text that nobody can read: all numbers that are in them, or end like them. */
	parts: readonly string[];
	/** Why nobody can tell for whom it stands. */
	damage?: string | undefined;
}

export interface ReadEntry {
	text: string;
	meaning: EntryMeaning;
}

const NOTHING: EntryMeaning = { lines: [], ends: [], parts: [] };

/** Fewer digits are a row number or a note, not somebody's line. */
const FEWEST_DIGITS = 5;
/** Fewer digits are the end, or a part, of too many numbers. */
const FEWEST_DIGITS_OF_A_PART = 7;

/** Reads rows of a list, those without + and country code in a country where one is named. */
export function createEntryReader(country?: CountryCode): (row: ListRow) => ReadEntry[] {
	return (row) => {
		const [cell, ...others] = row.cells;
		if (others.length === 0) return readCell(cell, row.line, country);
		const isPlain = row.cells.every(
			({ text }) => !mayBeNumber(text) || isPlainlyWritten(text) || /^#\D*$/.test(text),
		);
		if (row.line !== undefined && (!isPlain || isAmount(row, country))) {
			return readText(row.line, country);
		}
		const read = row.cells.flatMap((one) =>
			readCell(one, undefined, country).map((entry) => ({ ...entry, cell: one })),
		);
		const isDamaged = read.some(({ meaning }) => meaning.damage !== undefined);
		return isDamaged ? withoutNotes(row, read) : read;
	};
}

/** 45306.5 is a date of a spreadsheet or a price; #N/A a column in which nothing was found. */
const BESIDE_A_NUMBER = /^-?\d{1,6}\.\d+$|^#/;

/**
 * What stands beside a number, such as the ID of its row or a price, need not be one. Where columns
 * are named after numbers, those are judged; where columns have other names, what hides digits; in a
 * table without names, rows in which there is no number.
 */
function withoutNotes(
	{ cells, isOfTable = false }: ListRow,
	read: ReadonlyArray<ReadEntry & { cell: ListCell }>,
): ReadEntry[] {
	const isNamed = cells.some(({ name }) => name !== undefined);
	const hasPhoneField = cells.some(({ name = '' }) => isPhoneField(name));
	const hasNumber = read.some(({ meaning }) => meaning.lines.length > 0);
	const isNote = ({ text, cell: { name = '' } }: ReadEntry & { cell: ListCell }) => {
		if (hasPhoneField) return !isPhoneField(name);
		if (hasNumber && BESIDE_A_NUMBER.test(text)) return true;
		return (isNamed || (isOfTable && hasNumber)) && hiddenDigitsIn(text) === undefined;
	};
	return read.map((one) => ({
		text: one.text,
		meaning: isNote(one) ? { ...one.meaning, damage: undefined } : one.meaning,
	}));
}

function readCell(cell: ListCell, line: string | undefined, country?: CountryCode): ReadEntry[] {
	const { text, isBroken } = cell;
	if (isBroken) {
		const damage =
			'it is a number with decimals, one below 0, or one of too many digits, so that some of it may be lost';
		return [{ text, meaning: { ...NOTHING, damage } }];
	}
	if (!(isPlainlyWritten(text) && text.length > 6) && !mayBeNumber(text)) return [];
	const [, behindRowNumber] = NUMBERED.exec(text) ?? [];
	if (behindRowNumber !== undefined) {
		const numbered = readNumbered(text, behindRowNumber, country);
		if (numbered !== undefined) return numbered;
	}
	const simple = simpleMeaning(text, country);
	return simple === undefined ? readText(line ?? text, country) : [{ text, meaning: simple }];
}

/** 1. 0151 23456789, 12) 415-555-0199, 3 - 90 00 00 01: a number behind the number of its row. */
const NUMBERED =
	/^\s*[1-9]\d{0,3}(?:\s*[.)\]:]\s+|\s*[)\]]\s*|\.(?=0)|\s+[-–]\s+|\s+(?=0))((?=(?:\D*\d){7})[(\d][\d\s()\-./]*)$/;

/** The digits in front may belong to the number all the same, so both count. */
function readNumbered(
	text: string,
	behind: string,
	country?: CountryCode,
): ReadEntry[] | undefined {
	const rest = meaningOf(behind, country);
	const whole = meaningOf(text, country);
	if (rest.damage !== undefined || rest.lines.length === 0) {
		if (whole.lines.length > 0 || rest.damage === undefined) return undefined;
		return [{ text, meaning: rest }];
	}
	return [
		{ text: behind, meaning: rest },
		{ text, meaning: { ...whole, damage: undefined } },
	];
}

/** Names and notes have fewer digits, and what replaces a number in a spreadsheet begins with a #. */
const mayBeNumber = (text: string) =>
	/\d.*\d.*\d|^\s*[+#]|@|\de\+\d|\d[x*#_•]{4}|[x*#_•]{5}\d|\d[eE]\+?\d|[*•●■█∗#_xX]{2}.*\d/is.test(
		text,
	);

const isPlainlyWritten = (text: string) => /^\+?[\d(][\d\s()\-.]*$/.test(text);

/** An entry that is written plainly, read by a look at its digits. Undefined: it takes more than a look. */
function simpleMeaning(text: string, country?: CountryCode): EntryMeaning | undefined {
	if (/^\+[1-9]\d{6,14}$/.test(text) && isPlainE164(text)) return { ...NOTHING, lines: [text] };
	if (!isPlainlyWritten(text) || /^\d{5,}\.|\.(?:\.|$)/.test(text)) {
		return undefined;
	}
	const number = text.replace(/[\s()\-.]/g, '');
	if (number.startsWith('+')) {
		return isPlainE164(number) ? { ...NOTHING, lines: [number] } : undefined;
	}
	const isMoreThanDigits = /^(?:00|011)/.test(number) || hasTrunkPrefixAbroad(number);
	if (isMoreThanDigits || number.length > MOST_DIGITS) return undefined;
	const isShort = /^\d{3,6}$/.test(text);
	const isFormer = number.length >= FEWEST_DIGITS_OF_A_PART && isFormerSpelling(number);
	const abroad = isFormer || isPossibleLength(number) ? [number] : [];
	if (country === undefined) {
		const digits = withoutZeros(number);
		return {
			lines: [...abroad.map(plus), ...(isShort ? [text] : [])],
			ends: !isShort && digits.length >= FEWEST_DIGITS ? [digits] : [],
			parts: [],
		};
	}
	const national = nationalReadings(number, country);
	if (national === undefined) return undefined;
	// A number of no use abroad is more likely one of the country that has lost a digit.
	const isForeign = national.length > 0 || isFormer || (abroad.length > 0 && isValidNumber(number));
	const lines = [...national, ...(isForeign ? abroad : [])].map(plus);
	const isCut = lines.length === 0 && number.length >= FEWEST_DIGITS;
	if (isShort && !isCut) return { ...NOTHING, lines: [text, ...lines] };
	// The number of a row, most often: too many of them to read each as a number.
	if (isShort) return { ...NOTHING, lines: [text], damage: noNumberOf(country) };
	if (lines.length > 0) return { ...NOTHING, lines };
	const isLocal = isLengthWithoutAreaCode(number.length, country);
	return isLocal ? { ...NOTHING, ends: [withoutZeros(number)] } : undefined;
}

/** 49 (0)151 23456789, whose + is gone. */
const hasTrunkPrefixAbroad = (digits: string) =>
	!digits.startsWith('0') &&
	/^\d{1,3}0/.test(digits) &&
	isPossibleLength(digits) &&
	mayHaveTrunkPrefix(digits);

function isPlainE164(number: string): boolean {
	const digits = number.slice(1);
	return isPossibleLength(digits) && !mayHaveTrunkPrefix(digits);
}

const plus = (digits: string) => `+${digits}`;
const withoutZeros = (digits: string) => digits.replace(/^0+/, '');

const SIP_URI = /sips?:[^\s,|<>"'@]*@[^\s,;|<>"']+/gi;
/** Between two numbers, and in front of each +, as nothing else begins with one. */
const BETWEEN = /[,;|\p{Cc}\p{Zl}\p{Zp}\u060C\u061B\u3001]+|(?<!\de)(?=\+)/iu;
/** 1,20256E+10: a comma within a number. */
const EXPONENT = /\d+[.,]\d+\s*e\s*\+?\d{1,2}(?!\d)/gi;
/** 22 22 22 22/23: the second number is said by its end. */
const TWO_NUMBERS = /^(.*\d)\s*\/\s*(\d{1,3})$/;
const FEWEST_DIGITS_BEFORE_END = 4;
/** Between two numbers it looks like the end of the first: 1) +49 30 12345 2) +49 30 67890. */
const ROW_NUMBER = /[\s([]\d{1,3}[\s).:\]-]*(?=\+)/g;

/** A text in which numbers may stand beside each other, and among words. */
function readText(text: string, country?: CountryCode): ReadEntry[] {
	const amount = amountIn(text, country);
	if (amount !== undefined) return [{ text, meaning: meaningOf(amount, country) }];
	const numbers = text.replace(SIP_URI, ',').replace(EXPONENT, ',');
	const split = (all: string) => all.split(BETWEEN).flatMap((one) => bothNumbers(one.trim()));
	const whole = [...(text.match(SIP_URI) ?? []), ...(text.match(EXPONENT) ?? [])];
	const entries = [...whole, ...split(numbers)].filter((one) => one !== '');
	const read = entries.map((one) => ({ text: one, meaning: meaningOf(one, country) }));
	const guesses = numbers.replace(ROW_NUMBER, ',');
	if (guesses === numbers) return read;
	// Without what may be the numbers of rows: what is left out may belong to a number, so both count.
	const guessed = split(guesses).map((one) => {
		const { lines, damage } = meaningOf(one, country);
		return { text: one, meaning: { ...NOTHING, lines, damage } };
	});
	return [
		...read.map((one) => ({ ...one, meaning: { ...one.meaning, damage: undefined } })),
		...guessed,
	];
}

function bothNumbers(text: string): string[] {
	const [, first, end] = (text.includes('/') ? TWO_NUMBERS.exec(text) : undefined) ?? [];
	const digits = first?.replace(/[^\d+]/g, '') ?? '';
	if (first === undefined || digits.length < FEWEST_DIGITS_BEFORE_END) return [text];
	return [first.trim(), digits.slice(0, -end.length) + end];
}

/** Whether a line is one number, written as an amount is. */
export function isAmount({ line }: ListRow, country?: CountryCode): boolean {
	return line !== undefined && /[,'’]/.test(line) && amountIn(line, country) !== undefined;
}

/** 4,915,123,456,789 is one number, where there can be such a one. */
function amountIn(text: string, country?: CountryCode): string | undefined {
	const trimmed = text.trim().replace(/^["'([]+|["')\]]+$/g, '');
	const digits = withoutAmountSigns(trimmed);
	if (digits === undefined || !/[,'’]/.test(trimmed)) return undefined;
	if (digits.startsWith('+')) return digits;
	const lines = simpleMeaning(digits, country)?.lines ?? [];
	return lines.length > 0 || digits.length >= 10 ? digits : undefined;
}

function meaningOf(text: string, country?: CountryCode): EntryMeaning {
	const simple = simpleMeaning(text, country);
	if (simple !== undefined) return simple;
	const damage = IS_SIP.test(text) ? undefined : hiddenDigitsIn(text);
	if (damage !== undefined) return { ...NOTHING, parts: partsIn(text), damage };
	const plain = plainNumber(text);
	const plainMeaning = plain === undefined ? undefined : simpleMeaning(plain, country);
	return plainMeaning ?? fullMeaning(text, country);
}

/** The number in a text, without its exponent, its extension and whatever else is written around it. */
function plainNumber(text: string): string | undefined {
	const exponent = writtenOut(text);
	if (exponent !== undefined && 'digits' in exponent) return exponent.digits;
	const amount = withoutAmountSigns(text);
	if (amount !== undefined) return amount;
	const spelling = readSpelling(text);
	return 'reason' in spelling || spelling.withZero !== undefined ? undefined : spelling.number;
}

function fullMeaning(text: string, country?: CountryCode): EntryMeaning {
	const read = parseDestination(text, { defaultCountry: country });
	if (read.kind === 'sipUri') {
		const parts = bareDigitsInSip(read.address);
		return { lines: sipSpellings(read.address, country), ends: [], parts };
	}
	const lines = [
		...(read.kind === 'phoneNumber' ? [read.address] : []),
		...otherReadings(text, country),
		...keypadReadings(text, country),
	];
	if (read.kind !== 'invalid') return { ...NOTHING, lines };
	const parts = partsIn(text);
	const damage = lines.length > 0 ? undefined : damageIn(text, parts, country);
	if (/^\d{3,6}$/.test(text)) return { lines: [text], ends: [], parts: [], damage };
	return { lines: [...lines, ...linesAmongWords(text, country)], ends: [], parts, damage };
}

/** Digits without a + may be a number of the country, and one with its country code. */
function otherReadings(text: string, country?: CountryCode): string[] {
	const number = text.replace(/[\s()\-./]/g, '');
	if (!/^\d{7,}$/.test(number)) return [];
	const abroad = number.replace(/^(?:00|011)/, '');
	const national = country === undefined ? undefined : withoutTrunkPrefix(number, country);
	const inCountry = [
		...(national?.isPossible ? [national.number] : []),
		...(country === undefined ? [] : (nationalReadings(number, country) ?? []).map(plus)),
	];
	const read = parseDestination(plus(abroad));
	const elsewhere = [
		...(isPossibleLength(abroad) ? [plus(abroad)] : []),
		...(read.kind === 'phoneNumber' ? [read.address] : []),
	];
	const isElsewhere = country === undefined || inCountry.length > 0;
	return [...inCountry, ...elsewhere.filter((one) => isElsewhere || isValidNumber(one.slice(1)))];
}

/** The digits of an entry that nobody can read: between its words, and without a row number in front. */
function partsIn(text: string): string[] {
	return text
		.split(/\p{L}+/u)
		.flatMap((part) => {
			const groups = part.match(/\d+/g) ?? [];
			const [first = '', ...others] = groups;
			const behindRowNumber = first.length <= 2 ? others.join('') : '';
			const long = [behindRowNumber, ...groups]
				.map(withoutZeros)
				.filter((digits) => digits.length >= FEWEST_DIGITS_OF_A_PART);
			return [withoutZeros(groups.join('')), ...long];
		})
		.filter((digits) => digits.length >= FEWEST_DIGITS);
}

/** Numbers of the country between the words of a text: they may be known by another spelling as well. */
function linesAmongWords(text: string, country?: CountryCode): string[] {
	const pieces = text.split(/[\p{L}:=]+/u).map((one) => one.trim());
	if (pieces.length < 2) return [];
	const national = country === undefined ? [] : pieces;
	return [
		...national.flatMap((one) => simpleMeaning(one, country)?.lines ?? []),
		...pieces.flatMap(formerSpelling),
	].filter((one) => one.startsWith('+'));
}

/** Digits that are known by another spelling today: as they stand they are the end of no number. */
function formerSpelling(text: string): string[] {
	const digits = text.replace(/^\+|[\s()\-.]/g, '');
	if (!/^\d{7,15}$/.test(digits)) return [];
	return isFormerSpelling(digits) ? [plus(digits)] : [];
}

const isFormerSpelling = (digits: string) => canonicalNumber(plus(digits)) !== plus(digits);
