import type { IDataObject } from 'n8n-workflow';
import { launchedBefore } from '../../calls/policy/callPolicy.ts';
import { enforce } from '../../calls/policy/skippedByPolicy.ts';
import { withoutStop } from '../../api/client.ts';
import { createApi } from '../../api/index.ts';
import { Failure } from '../../errors/failure.ts';
import { failureOf, settled } from '../../errors/failureOf.ts';
import { launchPlanOf, type LaunchPlan } from '../fields/launchParams.ts';
import { partsOf } from '../rows/parts.ts';
import {
	failureOfRow,
	notLaunched,
	rowsAllowed,
	rowsOfOneLaunch,
	whoMayNotBeCalled,
} from '../rows/rowsAllowed.ts';
import type { RowPlan } from '../rows/rowPlan.ts';
import { indexesInWords } from '../outcomes/itemIndexes.ts';
import {
	hasLaunchedParts,
	launchedParts,
	listChanged,
	partKey,
	rowsLaunched,
	type LaunchedPart,
} from './launchedParts.ts';
import { launchPart, type PartOrder } from './launchPart.ts';
import type { LaunchRun } from './launchRun.ts';
import { stoppedBeforeLaunch, uploadPart } from './uploadPart.ts';

type Rows = ReadonlyMap<number, RowPlan>;

/** A batch that VideoSDK has launched, and the rows that are in it. */
export interface LaunchedBatch {
	batchId: string;
	rows: readonly RowPlan[];
	/** When it was launched or, of one that is scheduled, when it starts; in milliseconds since 1970. */
	beganAt: number;
}

/**
 * Launches all rows that may be called, in as many batches as it takes. What comes of each row is the result
 * of its item.
 *
 * @param resumeUrl where an execution that waits is told that a batch is over
 * @returns the batches that are launched, those of earlier tries of this execution among them
 */
export async function launchAll(
	run: LaunchRun,
	rows: Rows,
	resumeUrl?: string,
): Promise<LaunchedBatch[]> {
	const earlier = launchedParts(run, rows);
	const isChanged = earlier.some((part) => part.isChanged);
	const same = earlier.filter((part) => !part.isChanged);
	const known = new Set(same.flatMap((part) => part.rows));
	const unknown = (await rowsOfOneLaunch(run, rows)).filter((row) => !known.has(row));
	if (isChanged) for (const row of unknown) notLaunched(run, row, listChanged());
	const fresh = isChanged ? [] : unknown;
	const plan = planFor(run, rows, fresh);
	const again = same.map((part): PartOrder => ({ ...part, ...orderAgain(run, part, plan) }));
	if (!run.results.mayRun) return answeredBefore(run, again);
	let orders: PartOrder[] = [];
	// Under which this try may launch; what an earlier execution has launched keeps its key.
	let takenKey: string | undefined;
	if (plan && fresh.length > 0) {
		const allowed = await rowsAllowed(run, fresh, known, rowsLaunched(run.ledger, run.runIndex));
		if (!run.results.mayRun) return answeredBefore(run, again);
		const lastEarlier = earlier.at(-1);
		if (allowed.length > 0 && (lastEarlier || (await mayLaunch(run, plan, allowed)))) {
			takenKey = plan.launchKey;
			orders = await uploadAll(run, plan, allowed, lastEarlier?.number ?? 0);
		}
	}
	const all = [...again, ...orders].map((order) => ({ ...order, resumeUrl }));
	return await launchEach(run, all, takenKey);
}

/** What the fields order; where they order nothing that can be had, that is the result of each row. */
function planFor(run: LaunchRun, rows: Rows, fresh: readonly RowPlan[]): LaunchPlan | undefined {
	const [first] = rows.values();
	if (!first) return undefined;
	try {
		return launchPlanOf(first.params, run.context.getTimezone());
	} catch (error) {
		// What was launched before is asked for by its ID alone.
		for (const row of fresh) notLaunched(run, row, error);
		return undefined;
	}
}

/** How a batch is asked for that an earlier try has launched, or may have. */
function orderAgain(
	{ ledger, runIndex }: LaunchRun,
	{ number, rows }: LaunchedPart,
	plan?: LaunchPlan,
) {
	const launchAgainIfNotFound = plan?.launchAgainIfNotFound ?? false;
	const batchName = String(ledger.get(partKey(runIndex, number))?.subject.batchName);
	const nothing = { phoneNumberId: '', routingRuleId: '' };
	return {
		batch: { ...nothing, ...plan?.batch, batchName },
		launchAgainIfNotFound,
		// Its file is as it was uploaded: nobody can be taken out of it.
		notAgain: launchAgainIfNotFound ? whoMayNotBeCalled(rows) : undefined,
	};
}

/** When this try cannot even begin, its error tells what earlier ones have launched. */
function answeredBefore(run: LaunchRun, orders: readonly PartOrder[]): LaunchedBatch[] {
	return orders.flatMap((order) => {
		const { answer } = run.ledger.get(partKey(run.runIndex, order.number)) ?? {};
		return answer === undefined ? [] : noteLaunched(run, order, answer);
	});
}

/** Whether nothing says that an earlier execution, or an earlier try of which n8n has lost all, has launched it. */
async function mayLaunch(
	run: LaunchRun,
	{ launchKey, batch }: LaunchPlan,
	rows: readonly RowPlan[],
): Promise<boolean> {
	const isFree =
		launchKey === undefined ? !(await run.isLost()) : await run.deduplicationStore.take(launchKey);
	if (isFree) return true;
	for (const row of rows) {
		try {
			if (launchKey === undefined) throw lostLaunch(batch.batchName);
			enforce(launchedBefore(row.given, launchKey), false);
		} catch (error) {
			notLaunched(run, row, error);
		}
	}
	return false;
}

/**
 * Uploads all files before the first is launched.
 *
 * @returns what can be launched: nothing, where a file cannot and the workflow does not go on with errors
 */
async function uploadAll(
	run: LaunchRun,
	plan: LaunchPlan,
	allowed: readonly RowPlan[],
	numberBefore: number,
): Promise<PartOrder[]> {
	const orders: PartOrder[] = [];
	const parts = await partsOf(allowed, plan);
	const { launchAgainIfNotFound } = plan;
	let number = numberBefore;
	for (const part of parts) {
		const isOnly = parts.length === 1 && numberBefore === 0;
		const batchName = `${plan.batch.batchName}${isOnly ? '' : ` (part ${number + 1})`}`;
		const { rows } = part;
		try {
			const batchId = await uploadPart(run.api, batchName, part);
			const items = indexesInWords(rows.map(({ item }) => item));
			const prepared = { batchId, items, rows: rows.length };
			const batch = { ...plan.batch, batchName };
			orders.push({ number: ++number, rows, batch, prepared, launchAgainIfNotFound });
		} catch (error) {
			for (const row of rows) notLaunched(run, row, error);
			if (!run.results.mayRun) break;
		}
	}
	if (run.results.mayRun) return orders;
	for (const { prepared } of orders) await removeFile(run, prepared?.batchId);
	return [];
}

async function launchEach(
	run: LaunchRun,
	orders: readonly PartOrder[],
	takenKey: string | undefined,
): Promise<LaunchedBatch[]> {
	const launched: LaunchedBatch[] = [];
	for (const order of orders) {
		const batch = await launchOne(run, order);
		if (batch) launched.push(batch);
	}
	const { ledger, runIndex, deduplicationStore } = run;
	// Without a file that has left, others may have the key.
	if (takenKey !== undefined && !hasLaunchedParts(ledger, runIndex)) {
		await deduplicationStore.release(takenKey);
	}
	await deduplicationStore.kept();
	return launched;
}

/** @returns undefined where it was not launched, or nobody knows whether it was */
async function launchOne(run: LaunchRun, order: PartOrder): Promise<LaunchedBatch | undefined> {
	const { results, signal } = run;
	try {
		if (order.prepared && signal?.aborted) throw stoppedBeforeLaunch();
		const answer = await launchPart(run, order);
		return noteLaunched(run, order, answer);
	} catch (error) {
		const failure = failureOf(error);
		for (const row of order.rows) results.failures.set(row.item, failureOfRow(row, failure));
		// Nobody is to launch it by hand beside the one that comes of a retry.
		if (!failure.facts.callMayExist) await removeFile(run, order.prepared?.batchId);
		return undefined;
	}
}

/** What is told of the rows of a batch that is launched. */
function noteLaunched(
	{ results, ledger, runIndex }: LaunchRun,
	{ rows, number }: PartOrder,
	answer: IDataObject,
): LaunchedBatch {
	for (const row of rows) {
		const { item, given, rowKey, mask, note } = row;
		const beginning = { to: given, outcome: 'launched', reason: null, rowKey };
		results.answers.set(item, mask({ ...beginning, ...answer, ...note }));
	}
	const { sentAt = Date.now() } = ledger.get(partKey(runIndex, number)) ?? {};
	const [{ params }] = rows;
	const startsAt = params.launchWhen === 'scheduled' ? Date.parse(params.startAt) : 0;
	return { batchId: String(answer.batchId), rows, beganAt: Math.max(sentAt, startsAt || 0) };
}

/** Of a file that is not launched, nothing is left at VideoSDK. Also when the workflow is being stopped. */
async function removeFile({ context }: LaunchRun, batchId: string | undefined): Promise<void> {
	if (batchId === undefined) return;
	await settled(createApi(withoutStop(context)).batchCalls.remove(batchId));
}

/** n8n has lost what it did before in this execution. */
export function lostLaunch(batchName: string): Failure {
	return new Failure({
		code: 'callUnknown',
		message: `It is unknown whether the batch "${batchName}" was launched: this execution has run this node before, and n8n has kept nothing of what it did`,
		hint: 'n8n was ended at that time, or the execution was retried before. Look for the batch in the VideoSDK dashboard: when it is not there, run the workflow anew. A retry of this execution launches nothing.',
		callMayExist: true,
	});
}
