import { plainDigits } from './plainDigits.ts';
import { isRecord } from './isRecord.ts';

/** One text of a list, and what stands beside it. */
export interface ListCell {
	/** With the digits that a phone has, and without quotes around it. */
	text: string;
	/** The name of its column or field, where it has one. */
	name?: string | undefined;
	/** A number of JavaScript that cannot be a phone number: it has decimals, or more digits than it can hold. */
	isBroken?: boolean;
}

type Location = () => string;

/** What stands together in a list: a line of a text, an entry of an array, a row of a table. */
export interface ListRow {
	/** Where it stands, for people: "line 3", "entry 3". Asked for only where something is wrong with it. */
	location: Location;
	cells: readonly ListCell[];
	/** The line as it was, where it is one: words between its numbers tell them apart. */
	line?: string;
	/** A line with columns among other lines: what stands beside a number need not be one. */
	isOfTable?: boolean;
	/** The names of the fields of an object, and no values. */
	isOfNames?: boolean;
}

const LINE_BREAK = /\r\n|[\n\r\v\f\u0085\p{Zl}\p{Zp}]/u;
/** What stands between the columns of an exported table. */
const BETWEEN_COLUMNS = /[,;|\t]/;
const VCARD = /^\s*BEGIN:VCARD/im;
const OF_NO_NUMBER =
	/^(?:item\d+\.)?(?:BEGIN|END|VERSION|UID|REV|PRODID|PHOTO|LOGO|KEY|BDAY|ANNIVERSARY|GEO|TZ|ADR|EMAIL|CLIENTPIDMAP)[;:]/i;
const QUOTES = /^[\s"'‘’“”`[({]+|[\s"'‘’“”`\])}]+$/g;
/** More cells in a line are a list of numbers rather than the columns of a table. */
const MOST_COLUMNS = 40;

/**
 * The rows of a list: a text with lines, an array of texts and numbers, n8n's items, objects of any
 * depth. What n8n puts beside the json of an item is not the user's. In an object the names of the
 * fields may be numbers as well, and are a row of their own.
 */
export function* rowsOf(list: unknown): Generator<ListRow> {
	yield* rowsWithin(list, undefined, new Set());
}

function* rowsWithin(
	value: unknown,
	location: Location | undefined,
	seen: Set<unknown>,
): Generator<ListRow> {
	if (typeof value === 'string') {
		const json = jsonIn(value);
		if (json === undefined) yield* rowsOfText(value, location);
		else yield* rowsWithin(json, location, seen);
	} else if (isScalar(value)) {
		yield { location: location ?? FIRST_ENTRY, cells: [cellOf(value)] };
	} else if (typeof value === 'object' && value !== null && !seen.has(value)) {
		seen.add(value);
		if (!Array.isArray(value)) {
			yield* rowsOfObject(value, location, seen);
		} else if (location !== undefined && value.length > 1 && value.every(isShortScalar)) {
			// A row of a table, as spreadsheet nodes give them.
			yield { location, cells: value.map((one) => cellOf(one)) };
		} else {
			for (const [index, one] of value.entries()) {
				const here = within(location, () => `entry ${index + 1}`);
				if (typeof one === 'string' && isPlain(one)) yield plainRow(one, here);
				else yield* rowsWithin(one, here, seen);
			}
		}
	}
}

function* rowsOfObject(
	value: object,
	location: Location | undefined,
	seen: Set<unknown>,
): Generator<ListRow> {
	// A moment is no number, whatever it holds.
	if ('toISO' in value || 'toISOString' in value) return;
	if ('json' in value && isRecord(value.json)) {
		yield* rowsWithin(value.json, location, seen);
		return;
	}
	const names: ListCell[] = [];
	const cells: ListCell[] = [];
	const others: Array<[string, unknown]> = [];
	for (const [name, one] of Object.entries(value)) {
		if (/\d/.test(name)) names.push(cellOf(name));
		// A field without a value still says what the others are not.
		if (one === null || one === undefined) cells.push({ text: '', name });
		else if (isShortScalar(one)) cells.push(cellOf(one, name));
		else others.push([name, one]);
	}
	if (names.length > 0) {
		const where = within(location, () => 'the names of its fields');
		yield { location: where, cells: names, isOfNames: true };
	}
	if (cells.length > 0) yield { location: location ?? FIRST_ENTRY, cells };
	for (const [name, one] of others) {
		yield* rowsWithin(
			one,
			within(location, () => `field "${name}"`),
			seen,
		);
	}
}

/** Digits and what people put between them: there is nothing in it to take apart. */
const isPlain = (text: string) => /^[+\d(][\d ().-]{0,40}\d$/.test(text);

const plainRow = (text: string, location: Location): ListRow => ({
	location,
	cells: [{ text }],
	line: text,
});

/** A list that has become a text on its way: what an expression gives becomes one beside other text. */
function jsonIn(text: string): object | undefined {
	if (!/^\s*[{[]/.test(text) || !/[}\]]\s*$/.test(text)) return undefined;
	// Read as a number, 1.20256e+10 would no longer show that digits are lost.
	if (/[[:,]\s*-?\d[\d.]*e/i.test(text)) return undefined;
	try {
		const value: unknown = JSON.parse(text);
		return typeof value === 'object' && value !== null ? value : undefined;
	} catch {
		return undefined;
	}
}

const FIRST_ENTRY: Location = () => 'entry 1';

function* rowsOfText(text: string, location?: Location): Generator<ListRow> {
	const lines = LINE_BREAK.test(text) ? text.split(LINE_BREAK) : [text];
	let header: readonly string[] | undefined;
	const isVcard = VCARD.test(text);
	for (const [index, written] of lines.entries()) {
		const inText: Location = () => `line ${index + 1}`;
		const where = lines.length > 1 || location === undefined ? within(location, inText) : location;
		if (isPlain(written) && !isVcard) {
			header ??= [];
			yield plainRow(written, where);
			continue;
		}
		if (!/\S/.test(written)) continue;
		const line = plainDigits(written);
		// What else an address book says of somebody is no number that could be damaged.
		if (isVcard && OF_NO_NUMBER.test(line)) continue;
		const columns = BETWEEN_COLUMNS.test(line) ? line.split(BETWEEN_COLUMNS) : [];
		header ??= /\d/.test(line) ? [] : columns.map(withoutQuotes);
		const isLong = columns.some((one) => one.length > LONG_LINE);
		if (columns.length === 0 || columns.length > MOST_COLUMNS || isLong) {
			yield* piecesOf(line, columns, where);
			continue;
		}
		const names = header;
		const cells = columns.map((one, column) => ({
			text: withoutQuotes(one),
			name: names[column],
		}));
		const isOfTable = lines.length > 1 && !/[,;|] /.test(line);
		yield { location: where, cells, line, isOfTable };
	}
}

/** A line without columns; a long one in pieces, so that nobody is held up by it. */
function* piecesOf(
	line: string,
	columns: readonly string[],
	location: Location,
): Generator<ListRow> {
	for (const column of columns.length > 0 ? columns : [line]) {
		const pieces = column.length > LONG_LINE ? shortPieces(column) : [column];
		for (const piece of pieces) {
			yield { location, cells: [{ text: withoutQuotes(piece) }], line: piece };
		}
	}
}

/** Reading a text takes a time that grows with the square of its length. */
const LONG_LINE = 1000;
const LONG_PIECE = 200;
/** Longer than a number however it is written: what is cut at the end of one piece is whole in the next. */
const OVERLAP = 40;
/** In front of a +, and where words, tags or signs with spaces around them stand between numbers. */
const BETWEEN_NUMBERS = /(?=\+)|\s+(?:\p{L}+|[-/|])\s+|<[^<>]{0,100}>/gu;

function* shortPieces(line: string): Generator<string> {
	let from = 0;
	for (const { index, 0: between } of line.matchAll(BETWEEN_NUMBERS)) {
		if (index > from) yield* windowsOf(line.slice(from, index));
		from = index + between.length;
	}
	yield* windowsOf(line.slice(from));
}

function* windowsOf(text: string): Generator<string> {
	if (text.length <= LONG_PIECE) {
		yield text;
		return;
	}
	const words = text.split(/\s+/);
	if (words.every((one) => one.length <= LONG_PIECE && /^(?:\d[\d.()-]{6,})?$/.test(one))) {
		yield* words.filter((one) => one !== '');
		return;
	}
	for (let from = 0; from < text.length; from += LONG_PIECE - OVERLAP) {
		yield text.slice(from, from + LONG_PIECE);
	}
}

function cellOf(value: string | number | bigint, name?: string): ListCell {
	if (typeof value === 'string' && isPlain(value)) return { text: value, name };
	const text = withoutQuotes(plainDigits(String(value)));
	const isBroken = typeof value === 'number' && (!Number.isSafeInteger(value) || value < 0);
	if (isBroken) return { text, name, isBroken };
	return { text, name };
}

function withoutQuotes(text: string): string {
	if (/^[+\d].*\d$/.test(text)) return text;
	return text.replace(QUOTES, '');
}

function isScalar(value: unknown): value is string | number | bigint {
	return typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint';
}

/** One that is not a list of its own. */
function isShortScalar(value: unknown): value is string | number | bigint {
	if (typeof value !== 'string') return isScalar(value);
	if (isPlain(value)) return true;
	return value.length <= LONG_LINE && !LINE_BREAK.test(value.trim()) && jsonIn(value) === undefined;
}

function within(location: Location | undefined, more: Location): Location {
	return location === undefined ? more : () => `${location()}, ${more()}`;
}
