import { ROW_KEY_COLUMN } from '../../../../videosdk/batchCall.ts';
import { createTurns } from '../../time/turns.ts';
import { csvRow, defused } from './csv.ts';

/** VideoSDK takes files of 5 MiB (server SDK, `batchcalls.ts`). What else it counts nobody knows: a tenth is left. */
const MOST_BYTES = Math.floor(4.5 * 1024 * 1024);

/** What of a row is needed for the file. */
export interface FileRow {
	/** What is dialed. */
	address: string;
	rowKey: string;
	columns: Readonly<Record<string, string>>;
}

/** A file, and the rows that are in it. */
export interface Part<R extends FileRow> {
	rows: readonly R[];
	/** Without the header, as CSV. */
	lines: readonly string[];
	header: string;
}

export interface PartLimits {
	numberColumn: string;
	/** How many rows a file has at most; Infinity = as many as fit. */
	mostRows: number;
	mostBytes?: number;
}

/** Puts rows into files that VideoSDK takes, in order. All files have the same columns. */
export async function partsOf<R extends FileRow>(
	rows: readonly R[],
	{ numberColumn, mostRows, mostBytes = MOST_BYTES }: PartLimits,
): Promise<Array<Part<R>>> {
	const giveTurn = createTurns();
	const found = new Set<string>();
	for (const { columns } of rows) {
		await giveTurn();
		for (const name of Object.keys(columns)) found.add(name);
	}
	const names = [...found];
	const header = csvRow([numberColumn, ROW_KEY_COLUMN, ...names]);
	const parts: Array<Part<R>> = [];
	let part: { rows: R[]; lines: string[]; header: string } | undefined;
	let bytes = 0;
	for (const row of rows) {
		await giveTurn();
		const line = lineOf(row, names);
		const length = Buffer.byteLength(line);
		if (part === undefined || part.rows.length >= mostRows || bytes + length > mostBytes) {
			part = { rows: [], lines: [], header };
			parts.push(part);
			bytes = Buffer.byteLength(header);
		}
		part.rows.push(row);
		part.lines.push(line);
		bytes += length;
	}
	return parts;
}

/**
 * The number is a sign and digits, which compute to themselves: it stays what VideoSDK can dial. All else is
 * a text that somebody wrote.
 */
const lineOf = ({ address, rowKey, columns }: FileRow, names: readonly string[]): string =>
	csvRow([address, defused(rowKey), ...names.map((name) => defused(columns[name] ?? ''))]);

/** The file as it is uploaded. */
export const fileOf = ({ header, lines }: Pick<Part<FileRow>, 'header' | 'lines'>): Buffer =>
	Buffer.from([header, ...lines].join(''), 'utf8');
