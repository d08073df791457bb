import type { BatchRecordItem } from '../../../../videosdk/batchCall.ts';

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
export function pairRecords(
	rows: readonly LaunchedRow[],
	records: readonly BatchRecordItem[],
): Map<number, BatchRecordItem> {
	const paired = new Map<number, BatchRecordItem>();
	const open = () => rows.filter(({ item }) => !paired.has(item));
	// Two keys may be one once they are read as numbers: whose is which, their numbers tell.
	let left = pairBy(
		rows,
		records,
		paired,
		({ rowKey, number }) => `${digitsOf(number)} ${plainKey(rowKey)}`,
		({ rowKey, to }) =>
			rowKey === undefined || to === undefined ? undefined : `${digitsOf(to)} ${plainKey(rowKey)}`,
	);
	left = pairBy(
		open(),
		left,
		paired,
		({ rowKey }) => plainKey(rowKey),
		({ rowKey }) => (rowKey === undefined ? undefined : plainKey(rowKey)),
	);
	pairBy(
		open(),
		left,
		paired,
		({ number }) => digitsOf(number),
		({ to }) => (to === undefined ? undefined : digitsOf(to)),
	);
	return paired;
}

/** @returns the records that belong to none of the rows */
function pairBy(
	rows: readonly LaunchedRow[],
	records: readonly BatchRecordItem[],
	paired: Map<number, BatchRecordItem>,
	ofRow: (row: LaunchedRow) => string,
	ofRecord: (record: BatchRecordItem) => string | undefined,
): BatchRecordItem[] {
	const waiting = new Map<string, LaunchedRow[]>();
	for (const row of rows) {
		const key = ofRow(row);
		const same = waiting.get(key);
		if (same) same.push(row);
		else waiting.set(key, [row]);
	}
	for (const same of waiting.values()) same.reverse();
	return records.filter((record) => {
		const row = waiting.get(ofRecord(record) ?? '')?.pop();
		if (row) paired.set(row.item, record);
		return row === undefined;
	});
}

/** A reader of CSV that takes cells for numbers makes 7 of 007. */
const plainKey = (key: string) => (/^\d{1,15}$/.test(key) ? String(Number(key)) : key);

/** The same reader takes away the + of a phone number. */
const digitsOf = (number: string) => number.replace(/\D/g, '');
