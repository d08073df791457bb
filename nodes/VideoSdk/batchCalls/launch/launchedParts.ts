import type { IDataObject } from 'n8n-workflow';
import { Failure } from '../../errors/failure.ts';
import { fingerprint } from '../../once/fingerprint.ts';
import type { OnceLedger } from '../../once/onceLedger.ts';
import { indexesIn } from '../outcomes/itemIndexes.ts';
import type { RowPlan } from '../rows/rowPlan.ts';
import type { LaunchRun } from './launchRun.ts';

/**
 * What the ledger keeps of a file beside VideoSDK's answer, under `prepared`. n8n saves it with the
 * execution: the names never change.
 */
export interface PreparedPart extends IDataObject {
	/** Made when its file was uploaded. */
	batchId: string;
	/** Which items are in it, as runs of indexes: "0-999,1003". */
	items: string;
	/** How many they are. */
	rows: number;
}

/** The key of a file in the ledger; `number` counts from 1 within one run of the node. Stored: never change it. */
export const partKey = (runIndex: string, number: number) => `batch:${runIndex}:${number}`;

/** What makes a file the same when n8n repeats the node: whom it is about. */
export const partIdentity = (rows: ReadonlyArray<Pick<RowPlan, 'canonicalAddress'>>): string =>
	fingerprint(rows.map(({ canonicalAddress }) => canonicalAddress));

/** A file that was launched, or may have been, in an earlier try of this execution. */
export interface LaunchedPart {
	number: number;
	rows: RowPlan[];
	/** Whether its items are others by now, or are about others: nobody could say who of them is called. */
	isChanged: boolean;
}

/** What earlier tries have launched. */
export function launchedParts(run: LaunchRun, rows: ReadonlyMap<number, RowPlan>): LaunchedPart[] {
	const parts: LaunchedPart[] = [];
	// Files that were uploaded and not launched: they are uploaded anew, with the rows of this try.
	let unused: string[] = [];
	for (const { number, key, entry } of partsIn(run.ledger, run.runIndex)) {
		if (!run.ledger.hasSent(key)) {
			unused.push(key);
			continue;
		}
		// What stands between two that were launched keeps its number: those behind it are found by counting.
		unused = [];
		const items = indexesIn(String(entry.prepared.items));
		const known = items.flatMap((item) => rows.get(item) ?? []);
		const isSame = fingerprint(partIdentity(known)) === entry.identity;
		parts.push({ number, rows: known, isChanged: !isSame || known.length < items.length });
	}
	for (const key of unused) run.ledger.clear(key);
	return parts;
}

/** Whether any file of a run of the node was launched, or may have been. */
export function hasLaunchedParts(ledger: OnceLedger, runIndex: string): boolean {
	return [...partsIn(ledger, runIndex)].some(({ key }) => ledger.hasSent(key));
}

/** How many rows all runs of the node in this execution have launched, or may have. */
export function rowsLaunched(ledger: OnceLedger, runIndex: string): number {
	let rows = 0;
	for (let run = 0; run <= Number(runIndex); run++) {
		for (const { key, entry } of partsIn(ledger, String(run))) {
			if (ledger.hasSent(key)) rows += Number(entry.prepared.rows);
		}
	}
	return rows;
}

/** The files of a run of the node, in order. */
function* partsIn(ledger: OnceLedger, runIndex: string) {
	for (let number = 1; ; number++) {
		const key = partKey(runIndex, number);
		const entry = ledger.get(key);
		if (entry === undefined) return;
		yield { number, key, entry };
	}
}

/** For an item of a list that is another one than that of which a batch was launched. */
export function listChanged(): Failure {
	return new Failure({
		code: 'callUnknown',
		message:
			'An earlier try of this execution has launched a batch, and the list is another one by now, so nobody can say whether this item is in it',
		hint: 'Nothing was launched for this item in this try. Put the list back as it was, or look into the batch in the VideoSDK dashboard, and run the workflow anew for those who are not in it.',
		callMayExist: true,
	});
}
