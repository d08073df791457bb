import { decideNumber, listedBefore } from '../../calls/policy/callPolicy.ts';
import { RunPolicy } from '../../calls/policy/runPolicy.ts';
import { enforce, SkippedByPolicy } from '../../calls/policy/skippedByPolicy.ts';
import { maskedFailure } from '../../calls/fields/maskNumbers.ts';
import { invalidInput, Failure } from '../../errors/failure.ts';
import { failureBeforeSending } from '../../errors/failureOf.ts';
import { OnceLedger } from '../../once/onceLedger.ts';
import { createTurns } from '../../time/turns.ts';
import { otherThanFirst } from '../fields/launchParams.ts';
import type { LaunchRun } from '../launch/launchRun.ts';
import type { RowPlan } from './rowPlan.ts';

/**
 * Asks the rules of single calls about every row before anything is uploaded. A row that may not be called
 * has its result then, and is in no file.
 *
 * @param known rows of batches that an earlier try has launched, or may have
 * @param launchedBefore how many rows this execution has launched before, for Maximum Calls per Run
 */
export async function rowsAllowed(
	run: LaunchRun,
	rows: Iterable<RowPlan>,
	known: Iterable<RowPlan>,
	launchedBefore: number,
): Promise<RowPlan[]> {
	const { api } = run;
	// What counts among the rows of one list; what was launched stands in the ledger of the execution.
	const ledger = new OnceLedger({});
	for (let row = 0; row < launchedBefore; row++) ledger.reserve(`launched ${row}`, Infinity);
	const policy = new RunPolicy({ api, ledger, isTool: false });
	const listed = new Map<string, number>();
	for (const { canonicalAddress, item } of known) listed.set(canonicalAddress, item);
	const allowed: RowPlan[] = [];
	const giveTurn = createTurns();
	for (const row of rows) {
		await giveTurn();
		const { item, canonicalAddress, rules, given } = row;
		try {
			const before = listed.get(canonicalAddress);
			if (before !== undefined && rules.hoursBetweenCalls > 0) {
				enforce(listedBefore(given, rules.hoursBetweenCalls, before + 1), false);
			}
			policy.checkAhead(row);
			await policy.checkRecentCalls(row);
			allowed.push(row);
			listed.set(canonicalAddress, item);
		} catch (error) {
			policy.releaseSlot(item);
			notLaunched(run, row, error);
		}
	}
	return allowed;
}

/**
 * Who of a file that was uploaded before may not be called by the rules of now, in a sentence; undefined =
 * nobody.
 */
export function whoMayNotBeCalled(rows: readonly RowPlan[]): string | undefined {
	for (const row of rows) {
		try {
			enforce(decideNumber(row), false);
		} catch {
			return `item ${row.item + 1} is in it, who may not be called any more`;
		}
	}
	return undefined;
}

/** The result of a row that is in no file. */
export function notLaunched({ results, context }: LaunchRun, row: RowPlan, error: unknown): void {
	const { item, mask, rowKey } = row;
	if (error instanceof SkippedByPolicy) {
		const json = error.itemFor(context.getInputData()[item].json, mask);
		results.answers.set(item, { ...json, ...mask({ rowKey }) });
	} else {
		results.failures.set(item, failureOfRow(row, failureBeforeSending(error)));
	}
}

/**
 * The rows that can be of one launch. Of two rows with one key nobody could say which a record is about, and
 * of two numbers to call from which one is meant: the later row fails.
 */
export async function rowsOfOneLaunch(
	run: LaunchRun,
	rows: ReadonlyMap<number, RowPlan>,
): Promise<RowPlan[]> {
	const byKey = new Map<string, number>();
	const [first] = rows.values();
	const ofLaunch: RowPlan[] = [];
	const giveTurn = createTurns();
	for (const row of rows.values()) {
		await giveTurn();
		const { item, rowKey, params } = row;
		const before = byKey.get(rowKey);
		const other = otherThanFirst(first.params, params);
		if (other !== undefined) {
			const reason = `it is another one than that of item ${first.item + 1}, and one launch has one. Launch the others by a node of their own`;
			notLaunched(run, row, unlikeFirst(other, reason));
		} else if (before !== undefined) {
			const reason = `item ${before + 1} has the same. Give each item its own`;
			notLaunched(run, row, invalidInput('Row Key', rowKey, reason));
		} else {
			byKey.set(rowKey, item);
			ofLaunch.push(row);
		}
	}
	return ofLaunch;
}

function unlikeFirst(field: string, reason: string): Failure {
	return new Failure({
		code: 'invalidInput',
		message: `"${field}" cannot be used: ${reason}`,
		hint: `Correct the field "${field}" of this item. No phone has rung for it.`,
		callMayExist: false,
	});
}

/** The failure of a row, as its item tells it. */
export const failureOfRow = ({ mask, given }: RowPlan, { facts }: Failure): Failure =>
	maskedFailure(mask, new Failure({ ...facts, to: given }));
