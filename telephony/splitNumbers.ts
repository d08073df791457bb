import { emergencyNumber } from './emergencyNumbers.ts';
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
	/** One of them is in a column of area or country codes. */
	isNamed: boolean;
	/** A space behind each comma: people write lists so, and programs tables. */
	isSpaced: boolean;
}

/** What the pieces of a row are: digits of a number, or nobody can tell. */
type Joined = { numbers: readonly string[] } | { entry: string; damage: string };

const FEWEST_DIGITS = 7;
const MOST_DIGITS = 15;
const LONGEST_AREA_CODE = 5;
const MOST_PIECES = 6;

const AREA =
	/(?:area|city|country|dial(?:ing)?|region)[ _-]?(?:code|num)|^(?:code|cc|npa|area)$|prefix|vorwahl|indicati|prefijo|prefisso|ddd|ddi|lada|nxx|exchange|^x{4}$/i;
/** Columns that nobody has named: their place, their letter, what a program calls them. */
const UNNAMED = /^(?!id$|nr$|no$)(?:\d+|[a-z]{1,2}|_*(?:empty|col(?:umn)?|field|f|c)[ _-]?\d*)$/i;

/** 202, (202), 555-0100, 98765 4321; brackets may have been taken for quotes. */
const PIECE = /^\(?\d+\)?(?:[ -]\d+)*$/;

/** @returns undefined where each cell of the row is to be read for itself */
export function splitRow(row: ListRow, country?: CountryCode): SplitRow | undefined {
	if (row.cells.length < 2) return undefined;
	const all = row.cells
		.filter(({ text, name }) => PIECE.test(text) && mayBePiece(name))
		.map((one) => ({ ...one, text: one.text.replace(/\D/g, '') }));
	// A third column may say since when somebody is on the list; what is needed for a number is no date.
	const withoutDates = all.filter(({ text }) => !isDate(text));
	const pieces = withoutDates.length >= 2 ? withoutDates : all;
	if (pieces.length < 2 || pieces.length > MOST_PIECES) return undefined;
	const digits = pieces.map(({ text }) => text).join('');
	if (digits.length < FEWEST_DIGITS || digits.length > MOST_DIGITS) return undefined;
	if (!pieces.some(({ text }) => text.length <= LONGEST_AREA_CODE)) return undefined;
	const isNamed = pieces.some(({ name }) => AREA.test(name ?? ''));
	const whole = row.cells.filter(({ text }) => isWhole(text, country));
	if (whole.length > 0 && (!isNamed || whole.some(({ text }) => text.startsWith('+')))) {
		return undefined;
	}
	return { row, pieces, isNamed, isSpaced: /[,;|] /.test(row.line ?? '') };
}

function mayBePiece(name = ''): boolean {
	const trimmed = name.trim();
	return trimmed === '' || UNNAMED.test(trimmed) || AREA.test(trimmed) || isPhoneField(trimmed);
}

/** Whether a column or field is named after what is in a list of numbers. */
export function isPhoneField(name: string): boolean {
	return (
		/phone|tel|mobil|cel(?:l|ul)|number|nummer|num[eé]ro|fax|whats|msisdn|^line|subscriber|caller|conta[ck]?t|dnc|^value$|номер|电话|電話|電話番号|전화/i.test(
			name,
		) && !/row|order|invoice|customer|account/i.test(name)
	);
}

/** 20260115 in a third column says since when somebody is on the list. */
const isDate = (text: string) =>
	/^(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/.test(text);

/** A number that needs nothing from its neighbours. */
function isWhole(text: string, country?: CountryCode): boolean {
	const digits = text.replace(/[\s\-.()/]/g, '');
	if (/^\+\d{7,}$/.test(digits)) return true;
	if (!/^\d+$/.test(digits) || isDate(digits)) return false;
	return digits.length >= (country === undefined ? 8 : 10);
}

/** Digits that a country gives out as they stand, and that may be the rest of a number as well. */
function mayBeWhole(text: string, country?: CountryCode): boolean {
	if (text.length < FEWEST_DIGITS) return false;
	if (isWhole(text, country)) return true;
	const readings = country === undefined ? [] : (nationalReadings(text, country) ?? []);
	return readings.some((one) => isValidNumber(one));
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
	return ({ row: { isOfNames }, pieces, isNamed, isSpaced }) => {
		if (isCounted) return { numbers: [joinedText(pieces.slice(1))] };
		const isOne = isTable || isNamed || !isSpaced;
		const joined = isOne ? joinedNumber(pieces, isTable || isNamed, country) : undefined;
		// A 0 in front is an area code's, and what follows it is no number of its own.
		const isAreaCode = /^0\d/.test(pieces[0].text);
		const whole = pieces.map(({ text }) => text).filter((one) => mayBeWhole(one, country));
		if (joined !== undefined) return { numbers: [joined, ...(isAreaCode ? [] : whole)] };
		const isList = isSpaced || isOfNames || areShortNumbers(pieces);
		if (isList) return { numbers: pieces.map(({ text }) => text) };
		if (whole.length > 0) return { numbers: whole };
		return { entry: joinedWithCommas(pieces), damage: UNCLEAR };
	};
}

const joinedWithCommas = (pieces: readonly ListCell[]) => pieces.map(({ text }) => text).join(',');

/** 112 and 1881 are numbers of their own; 202,555,010 is none of that, and no whole number either. */
const areShortNumbers = (pieces: readonly ListCell[]) =>
	pieces.every(({ text }) => text.length <= 6 && (text.length >= 4 || isEmergency(text)));

const isEmergency = (text: string) => emergencyNumber(text) !== undefined;

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

/** The numbers of rows. */
function countsUp(rows: readonly SplitRow[]): boolean {
	if (rows.some(({ pieces: [first] }) => first.text.length > LONGEST_AREA_CODE)) return false;
	const firsts = rows.map(({ pieces: [first] }) => Number(first.text));
	return (
		rows.length > 1 && firsts.every((one, index) => index === 0 || one === firsts[index - 1] + 1)
	);
}

function haveSameShape(rows: readonly SplitRow[]): boolean {
	const [{ pieces: first }] = rows;
	return rows.every(
		({ pieces }) =>
			pieces.length === first.length &&
			pieces.every(({ text }, index) => text.length === first[index].text.length),
	);
}

const UNCLEAR =
	'it may be one number in pieces, or several. Write each number in one piece, with + and country code';
