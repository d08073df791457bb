import { randomBytes } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';
import { GRACE_MS, resumeUrlOf, TOKEN_BYTES } from '../calls/park/parkExecution.ts';
import {
	BATCH_PARKING_OPERATION,
	keepParked,
	replaceInput,
	type ParkedBatch,
	type ParkedState,
} from '../calls/park/parkedState.ts';
import { startSelfPoll } from '../calls/park/selfPoll.ts';
import { shallPark, type WaitedBy } from '../calls/park/waitHow.ts';
import { Failure } from '../errors/failure.ts';
import { settled } from '../errors/failureOf.ts';
import { pollUntil, wideningPauses } from '../time/poll.ts';
import type { LaunchParams } from './fields/launchParams.ts';
import type { LaunchedBatch } from './launch/launchAll.ts';
import type { LaunchRun } from './launch/launchRun.ts';
import { indexesInWords } from './outcomes/itemIndexes.ts';
import { BATCH_GOES_ON, lookAtBatch, type OpenBatch } from './outcomes/lookAtBatch.ts';
import { defused } from './rows/csv.ts';
import { failureOfRow } from './rows/rowsAllowed.ts';

const DAY_SECONDS = 24 * 3600;
const PAUSES = { firstSeconds: 5, factor: 1.5, longestSeconds: 60 };

/** How what becomes of the batches of one run is waited for. */
export interface BatchWait {
	/** For how long from the launch on, or from the start of what is scheduled. */
	seconds: number;
	/** Where VideoSDK tells the execution to go on; undefined = it keeps running. */
	resumeUrl?: string;
}

/** @returns undefined where nothing is waited for */
export function batchWaitOf(run: LaunchRun, params: LaunchParams): BatchWait | undefined {
	const { waitFor, waitHow, batchWaitLimit } = params;
	if (waitFor !== 'batchFinished') return undefined;
	const seconds = batchWaitLimit * DAY_SECONDS;
	const resumeUrl = resumeUrlOf(run.context);
	const wishes = { waitHow, resumeUrl, longestWaitSeconds: seconds };
	const parks = shallPark({ ...wishes, isTool: false, needsProcess: false });
	return { seconds, ...(parks ? { resumeUrl } : {}) };
}

/**
 * Waits until all batches are over, or their time is up; then each item tells what became of it.
 *
 * @returns whether the execution is parked until then
 */
export async function waitForBatches(
	run: LaunchRun,
	launched: readonly LaunchedBatch[],
	wait: BatchWait,
): Promise<boolean> {
	const until = Math.max(...launched.map(({ beganAt }) => beganAt)) + wait.seconds * 1000;
	if (wait.resumeUrl !== undefined) {
		await park(run, launched, { until, resumeUrl: wait.resumeUrl });
		return true;
	}
	await keepRunning(run, launched, until);
	return false;
}

async function keepRunning(
	run: LaunchRun,
	launched: readonly LaunchedBatch[],
	until: number,
): Promise<void> {
	const open = new Set(launched);
	let isTimeUp = false;
	const look = async () => {
		isTimeUp = Date.now() >= until;
		for (const batch of open) {
			const seen = await settled(lookAtBatch(run.api, openBatch(batch), isTimeUp));
			// What cannot be seen now may be seen at the next look.
			if (!seen.ok) {
				if (isTimeUp || run.signal?.aborted) failEach(run, batch, seen.failure);
				continue;
			}
			const { isFinished, outcomes } = seen.value;
			for (const [item, outcome] of outcomes) {
				const json = [run.results.answers.get(item) ?? {}].flat()[0];
				const waitedBy: WaitedBy = 'keptRunning';
				run.results.answers.set(item, { ...json, ...outcome, waitedBy });
			}
			if (isFinished) open.delete(batch);
		}
		return open.size === 0 ? true : undefined;
	};
	const stopped = await settled(pollUntil(pausesUntil(until), look, run.signal));
	// The time may be up while VideoSDK is being asked: what is known then is told all the same.
	if (stopped.ok && open.size > 0 && !isTimeUp) await look();
	if (stopped.ok) return;
	for (const batch of open) failEach(run, batch, stoppedWaiting());
}

function* pausesUntil(until: number) {
	yield 0;
	yield* wideningPauses(PAUSES, until);
}

function failEach({ results }: LaunchRun, { rows }: LaunchedBatch, failure: Failure): void {
	for (const row of rows) results.failures.set(row.item, failureOfRow(row, failure));
}

function stoppedWaiting(): Failure {
	return new Failure({
		code: 'cancelled',
		message: 'The workflow was stopped while the batch with this item was waited for',
		hint: 'It goes on at VideoSDK: end it by Batch Call > Cancel. A retry of this execution waits for it again and launches nothing.',
		callMayExist: true,
	});
}

function openBatch({ batchId, rows }: LaunchedBatch): OpenBatch {
	return {
		batchId,
		rows: rows.map(({ item, rowKey, address }) => ({
			...{ item, rowKey: defused(rowKey), number: address },
		})),
		isMasked: rows.some(({ params }) => params.options.maskNumbers === true),
	};
}

/** n8n saves the execution, and goes on with it when the batches are over. */
async function park(
	{ context, results, runIndex }: LaunchRun,
	launched: readonly LaunchedBatch[],
	{ until, resumeUrl }: { until: number; resumeUrl: string },
): Promise<void> {
	const input = context.getInputData();
	const jsons = results.jsons();
	const parked: ParkedState = {
		token: randomBytes(TOKEN_BYTES).toString('hex'),
		...{ runIndex, operation: BATCH_PARKING_OPERATION, until, resumeUrl },
		// VideoSDK was told by the launch itself.
		registration: '',
		items: jsons.map((json) => ({ json })),
		inputs: input.map(({ json }) => json),
		batches: launched.map(parkedBatch),
	};
	keepParked(context.getContext('node'), parked);
	// What comes out at the limit, should no code of the node run then.
	const isWaitedFor = new Set(launched.flatMap(({ rows }) => rows.map(({ item }) => item)));
	const late: IDataObject = { outcome: 'timedOut', reason: BATCH_GOES_ON, waitedBy: 'parked' };
	replaceInput(
		input,
		jsons.map((json, item) => (isWaitedFor.has(item) ? { ...json, ...late } : json)),
	);
	await context.putExecutionToWait(new Date(until + GRACE_MS));
	startSelfPoll(context.logger, parked);
}

function parkedBatch(launched: LaunchedBatch): ParkedBatch {
	const { batchId, rows, isMasked } = openBatch(launched);
	return {
		...{ batchId, isMasked, items: indexesInWords(rows.map(({ item }) => item)) },
		rowKeys: rows.map(({ rowKey }) => rowKey),
		numbers: rows.map(({ number }) => number),
	};
}
