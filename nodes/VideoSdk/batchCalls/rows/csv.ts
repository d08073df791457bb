/**
 * What makes a spreadsheet take a cell for a formula: these at its beginning (OWASP, "CSV Injection"), and
 * the full-width signs that some of them read as the same. Blanks before them are dropped by some.
 */
const LIKE_FORMULA = /^[ \u00a0]*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/u;

/** A sign and digits compute to themselves, and call nothing: -5, +47 22 22 22 22 without its blanks. */
const ONLY_NUMBER = /^[+-]\d+(?:[.,]\d+)?$/;

/**
 * A text that no spreadsheet takes for a formula. VideoSDK's dashboard lets people download the list: a name
 * like "=HYPERLINK(...)" would else do something on their machine.
 */
export function defused(text: string): string {
	return LIKE_FORMULA.test(text) && !ONLY_NUMBER.test(text) ? `'${text}` : text;
}

/** What a cell must be quoted for; blanks at its ends are dropped by some readers. */
const NEEDS_QUOTES = /[",\r\n]|^\s|\s$/u;

/** One row as RFC 4180 has it, with its line end. */
export function csvRow(cells: readonly string[]): string {
	return `${cells.map(quoted).join(',')}\r\n`;
}

const quoted = (cell: string) =>
	NEEDS_QUOTES.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
