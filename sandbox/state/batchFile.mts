import type { SandboxSettings } from './settings.mts';

/** A row of a batch's file. */
export interface BatchRow {
	phoneNumber: string;
	/** The other columns. */
	metadata: Record<string, unknown>;
}

type FileSettings = Pick<
	SandboxSettings,
	'batchNumberColumn' | 'batchParseError' | 'batchSheetNumbers'
>;

/** The rows of a file, or a sentence why it cannot be parsed. */
export function rowsOfFile(
	{ extension, bytes }: { extension: string; bytes: Uint8Array },
	{ batchNumberColumn, batchParseError, batchSheetNumbers }: FileSettings,
): BatchRow[] | string {
	if (batchParseError !== null) return batchParseError;
	if (extension !== 'csv') {
		return batchSheetNumbers.map((phoneNumber) => ({ phoneNumber, metadata: {} }));
	}
	const [header = [], ...rows] = parseCsv(new TextDecoder('utf-8').decode(bytes));
	const column = header.indexOf(batchNumberColumn);
	if (column === -1) return `The file has no column "${batchNumberColumn}".`;
	if (rows.length === 0) return 'The file has no rows.';
	return rows.map((cells) => ({
		phoneNumber: cells[column]?.trim() ?? '',
		metadata: Object.fromEntries(
			header.map((name, at) => [name, cells[at] ?? '']).filter((_, at) => at !== column),
		) as Record<string, string>,
	}));
}

/** RFC 4180: cells may be quoted, with quotes in them doubled, and hold commas and line breaks. */
function parseCsv(text: string): string[][] {
	const rows: string[][] = [[]];
	const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/gy;
	for (const [, quoted, plain, end] of text.matchAll(cell)) {
		rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain);
		if (end === '') break;
		if (end !== ',') rows.push([]);
	}
	// A line break at the end begins no row.
	return rows.filter((cells) => cells.length > 1 || (cells[0] ?? '') !== '');
}
