import { plainDigits } from './plainDigits.ts';
import { isRecord } from './wire.ts';

/** One text of a list, and what stands beside it. */
export interface ListCell {
	/** With the digits that a phone has, and without quotes around it. */
	text: string;
	/** The name of its column or field, where it has one. */
	name?: string;
	/** A number of JavaScript that cannot be a phone number: it has decimals, or more digits than it can hold. */
	isBroken?: boolean;
}

/** What stands together in a list: a line of a text, an entry of an array, a row of a table. */
export interface ListRow {
	/** Where it stands, for people: "line 3", "entry 3". */
	place: string;
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
const QUOTES = /^[\s"'‘’“”`[({]+|[\s"'‘’“”`\])}]+$/g;
/** More cells in a line are a list of numbers rather than the columns of a table. */
const MOST_COLUMNS = 40;
/** A value that holds more lists within lists than anybody's table. */
const DEEPEST = 50;

/**
 * The rows of a list: a text with lines, an array of texts and numbers, n8n's items, objects of any
 * depth. What n8n puts beside the json of an item is not the user's. In an object the names of the
 * fields may be numbers as well, and are a row of their own.
 */
export function* rowsOf(
	list: unknown,
	place = '',
	seen = new Set<unknown>(),
	depth = 0,
): Generator<ListRow> {
	if (typeof list === 'string') {
		yield* rowsOfText(list, place);
	} else if (isScalar(list)) {
		yield { place: place || 'entry 1', cells: [cellOf(list)] };
	} else if (typeof list === 'object' && list !== null && !seen.has(list) && depth < DEEPEST) {
		seen.add(list);
		if (!Array.isArray(list)) {
			yield* rowsOfObject(list, place, seen, depth);
		} else if (depth > 0 && list.length > 1 && list.every((one) => isShortScalar(one))) {
			// A row of a table, as spreadsheet nodes give them.
			yield { place, cells: list.map((one) => cellOf(one)) };
		} else {
			for (const [index, one] of list.entries()) {
				yield* rowsOf(one, within(place, `entry ${index + 1}`), seen, depth + 1);
			}
		}
	}
}

function* rowsOfObject(
	value: object,
	place: string,
	seen: Set<unknown>,
	depth: number,
): Generator<ListRow> {
	if ('toISO' in value || 'toISOString' in value) return;
	if ('json' in value && isRecord(value.json)) {
		yield* rowsOf(value.json, place, seen, depth + 1);
		return;
	}
	const fields = Object.entries(value);
	const names = fields.map(([name]) => name).filter((name) => /\d/.test(name));
	if (names.length > 0)
		yield {
			place: within(place, 'the names of its fields'),
			cells: names.map((text) => cellOf(text)),
			isOfNames: true,
		};
	// A field without a value still says what the others are not.
	const cells = fields
		.map(([name, one]) => [name, one ?? ''] as const)
		.flatMap(([name, one]) => (isShortScalar(one) ? [cellOf(one, name)] : []));
	if (cells.length > 0) yield { place: place || 'entry 1', cells };
	for (const [name, one] of fields) {
		if (!isShortScalar(one)) yield* rowsOf(one, within(place, `field "${name}"`), seen, depth + 1);
	}
}

function* rowsOfText(text: string, place: string): Generator<ListRow> {
	const lines = LINE_BREAK.test(text) ? text.split(LINE_BREAK) : [text];
	let header: readonly string[] | undefined;
	for (const [index, written] of lines.entries()) {
		if (written.trim() === '') continue;
		const line = plainDigits(written);
		const where = lines.length > 1 ? within(place, `line ${index + 1}`) : place;
		if (!BETWEEN_COLUMNS.test(line)) {
			header ??= [];
			yield { place: where || 'line 1', cells: [{ text: withoutQuotes(line) }], line };
			continue;
		}
		const columns = line.split(BETWEEN_COLUMNS);
		if (columns.length <= MOST_COLUMNS) {
			header ??= /\d/.test(line) ? [] : columns.map(withoutQuotes);
			const names = header;
			const cells = columns.map((one, column) => ({
				text: withoutQuotes(one),
				name: names[column],
			}));
			const isOfTable = lines.length > 1 && !/[,;|] /.test(line);
			yield { place: where || 'line 1', cells, line, isOfTable };
		} else {
			yield { place: where || 'line 1', cells: [{ text: withoutQuotes(line) }], line };
		}
	}
}

function cellOf(value: string | number | bigint, name?: string): ListCell {
	const text = withoutQuotes(plainDigits(String(value)));
	const isBroken = typeof value === 'number' && !Number.isSafeInteger(value);
	return { text, ...(name === undefined ? {} : { name }), ...(isBroken ? { isBroken } : {}) };
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
	return isScalar(value) && !(typeof value === 'string' && LINE_BREAK.test(value.trim()));
}

function within(place: string, more: string): string {
	return place === '' ? more : `${place}, ${more}`;
}
