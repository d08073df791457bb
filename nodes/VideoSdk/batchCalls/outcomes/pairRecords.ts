import type { BatchRecordItem } from '../../../../videosdk/batchCall.ts';
import { createTurns } from '../../time/turns.ts';

/** A row of a batch that was launched. */
export interface LaunchedRow {
	/** The index of the item that it was made of. */
	item: number;
	/** As it stands in the file. */
	rowKey: string;
	/** As it was dialed. */
	number: string;
}

/**
 * Which record is about which item: by the row's key and, where VideoSDK does not tell that or tells it in
 * another form, by its number. Of several rows with one number, the records are taken in order: all of them are
 * about calls to that number.
 *
 * @returns by the index of the item; a row of which no record tells is not there
 */
export async function pairRecords(
	rows: readonly LaunchedRow[],
	records: readonly BatchRecordItem[],
): Promise<Map<number, BatchRecordItem>> {
	const paired = new Map<number, BatchRecordItem>();
	const open = () => rows.filter(({ item }) => !paired.has(item));
	// Two keys may be one once they are read as numbers: whose is which, their numbers tell.
	let left = await pairBy(
		rows,
		records,
		paired,
		({ rowKey, number }) => `${digitsOf(number)} ${plainKey(rowKey)}`,
		({ rowKey, to }) =>
			rowKey === undefined || to === undefined ? undefined : `${digitsOf(to)} ${plainKey(rowKey)}`,
	);
	left = await pairBy(
		open(),
		left,
		paired,
		({ rowKey }) => plainKey(rowKey),
		({ rowKey }) => (rowKey === undefined ? undefined : plainKey(rowKey)),
	);
	await pairBy(
		open(),
		left,
		paired,
		({ number }) => digitsOf(number),
		({ to }) => (to === undefined ? undefined : digitsOf(to)),
	);
	return paired;
}

/** @returns the records that belong to none of the rows */
async function pairBy(
	rows: readonly LaunchedRow[],
	records: readonly BatchRecordItem[],
	paired: Map<number, BatchRecordItem>,
	ofRow: (row: LaunchedRow) => string,
	ofRecord: (record: BatchRecordItem) => string | undefined,
): Promise<BatchRecordItem[]> {
	const waiting = new Map<string, LaunchedRow[]>();
	const giveTurn = createTurns();
	for (const row of rows) {
		await giveTurn();
		const key = ofRow(row);
		const same = waiting.get(key);
		if (same) same.push(row);
		else waiting.set(key, [row]);
	}
	for (const same of waiting.values()) same.reverse();
	const left: BatchRecordItem[] = [];
	for (const record of records) {
		await giveTurn();
		const row = waiting.get(ofRecord(record) ?? '')?.pop();
		if (row) paired.set(row.item, record);
		else left.push(record);
	}
	return left;
}

/** A reader of CSV that takes cells for numbers makes 7 of 007. */
const plainKey = (key: string) => (/^\d{1,15}$/.test(key) ? String(Number(key)) : key);

/** The same reader takes away the + of a phone number. */
const digitsOf = (number: string) => number.replace(/\D/g, '');
