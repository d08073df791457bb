import type { ListCell, ListRow } from './listRows.ts';
import { isPossibleLength, isValidNumber, nationalReadings } from './planLengths.ts';
import type { CountryCode } from './numberPlan.ts';

// Numbers in pieces: registries give out "202,5550100", an area code and the rest of the number, and
// spreadsheets keep the two in columns of their own.

/** A row of which no cell is a number, and all together may be one. */
export interface SplitRow {
	row: ListRow;
	/** Its cells that are digits and nothing else. */
	pieces: readonly ListCell[];
	/** A space behind each comma: people write lists so, and programs tables. */
	isSpaced: boolean;
}

/** What the pieces of a row are: digits of a number, or nobody can tell. */
export type Joined = { numbers: readonly string[] } | { reason: string };

const FEWEST_DIGITS = 7;
const MOST_DIGITS = 15;
const LONGEST_AREA_CODE = 5;
const MOST_PIECES = 4;

const AREA =
	/(?:area|city|country|dial(?:ing)?|region)[ _-]?(?:code|num)|^(?:code|cc|npa|area)$|prefix|vorwahl|indicati|prefijo|prefisso|ddd|ddi|lada/i;
/** Columns that nobody has named: their place, their letter, what a program calls them. */
const UNNAMED = /^(?:\d+|[a-z]{1,2}|_*(?:empty|col(?:umn)?|field|f|c)[ _-]?\d*)$/i;

/** @returns undefined where each cell of the row is to be read for itself */
export function splitRow(row: ListRow, country?: CountryCode): SplitRow | undefined {
	if (row.cells.length < 2) return undefined;
	const pieces = row.cells.filter(({ text, name }) => /^\d+$/.test(text) && mayBePiece(text, name));
	if (pieces.length < 2 || pieces.length > MOST_PIECES) return undefined;
	const digits = pieces.map(({ text }) => text).join('');
	if (digits.length < FEWEST_DIGITS || digits.length > MOST_DIGITS) return undefined;
	if (!pieces.some(({ text }) => text.length <= LONGEST_AREA_CODE)) return undefined;
	if (row.cells.some(({ text }) => isWhole(text, country))) return undefined;
	return { row, pieces, isSpaced: /[,;|] /.test(row.line ?? '') };
}

function mayBePiece(text: string, name = ''): boolean {
	const told = name.trim();
	return (
		!isDate(text) && (told === '' || UNNAMED.test(told) || AREA.test(told) || isPhoneField(told))
	);
}

/** Whether a column or field is named after what is in a list of numbers. */
export function isPhoneField(name: string): boolean {
	return (
		/phone|tel|mobil|cell|number|nummer|num[eé]ro|fax|whats|msisdn|line|subscriber|caller|contact|dnc/i.test(
			name,
		) && !/row|order|invoice|customer|account/i.test(name)
	);
}

/** 20260115 in a third column says since when somebody is on the list. */
const isDate = (text: string) => /^(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])$/.test(text);

/** A number that needs nothing from its neighbours. */
function isWhole(text: string, country?: CountryCode): boolean {
	const digits = text.replace(/[\s\-.()/]/g, '');
	if (/^\+\d{7,}$/.test(digits)) return true;
	if (!/^\d+$/.test(digits) || isDate(digits)) return false;
	if (digits.length >= 10) return true;
	if (country === undefined) return digits.length >= 8;
	const readings = digits.length < FEWEST_DIGITS ? [] : nationalReadings(digits, country);
	return readings?.some((one) => isValidNumber(one)) === true;
}

/**
 * Tells of all such rows of a list what their pieces are. Together they say more than each alone: area
 * codes come again and again, numbers of rows count up.
 */
export function rowJoiner(
	rows: readonly SplitRow[],
	country?: CountryCode,
): (row: SplitRow) => Joined {
	const isCounted = countsUp(rows);
	const isTable = rows.length > 1 && haveSameShape(rows);
	return ({ row, pieces, isSpaced }) => {
		if (isCounted) return { numbers: [joinedText(pieces.slice(1))] };
		const isNamed = pieces.some(({ name }) => AREA.test(name ?? ''));
		const isOne = isTable || isNamed || !isSpaced;
		const joined = isOne ? joinedNumber(pieces, isTable || isNamed, country) : undefined;
		if (joined !== undefined) return { numbers: [joined] };
		const isList = isSpaced || row.isOfNames || pieces.every(({ text }) => isShort(text));
		if (isList) return { numbers: pieces.map(({ text }) => text) };
		return { reason: unclear(row, pieces) };
	};
}

/** 112 and 1881 are numbers of their own. */
const isShort = (text: string) => text.length <= 6;

const joinedText = (pieces: readonly ListCell[]) => pieces.map(({ text }) => text).join('');

/**
 * The number that pieces are together, perhaps behind the number of the row. One that a country gives
 * out; where more than the digits says that they belong together, any that can be.
 */
function joinedNumber(
	pieces: readonly ListCell[],
	isSure: boolean,
	country?: CountryCode,
): string | undefined {
	const texts = pieces.slice(0, -1).map((_, start) => joinedText(pieces.slice(start)));
	const valid = texts.find((digits) =>
		readingsOf(digits, country).some((one) => isValidNumber(one)),
	);
	if (valid !== undefined && (isSure || country !== undefined)) return valid;
	const [whole] = texts;
	const canBe = country === undefined || readingsOf(whole, country).length > 0;
	return isSure && canBe ? whole : undefined;
}

function readingsOf(digits: string, country?: CountryCode): string[] {
	const national = country === undefined ? [] : (nationalReadings(digits, country) ?? [digits]);
	return isPossibleLength(digits) ? [...national, digits] : national;
}

function countsUp(rows: readonly SplitRow[]): boolean {
	const firsts = rows.map(({ pieces: [first] }) => Number(first.text));
	return (
		rows.length > 1 && firsts.every((one, index) => index === 0 || one === firsts[index - 1] + 1)
	);
}

function haveSameShape(rows: readonly SplitRow[]): boolean {
	const shapes = rows.map(({ pieces }) => pieces.map(({ text }) => text.length).join());
	return new Set(shapes).size === 1;
}

function unclear({ place }: ListRow, pieces: readonly ListCell[]): string {
	const written = pieces.map(({ text }) => text).join(',');
	return `${place}, "${written}", may be one number in pieces, or several. Write each number in one piece, with + and country code`;
}
