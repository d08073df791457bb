import type { IDataObject } from 'n8n-workflow';
import { partIdentity, partKey, type PreparedPart } from './launchedParts.ts';
import { launchOnce, type LaunchOrder } from './launchOnce.ts';
import type { LaunchRun } from './launchRun.ts';
import type { RowPlan } from '../rows/rowPlan.ts';

/** A file of rows, on its way to be launched. */
export interface PartOrder
	extends Pick<LaunchOrder, 'batch' | 'resumeUrl' | 'launchAgainIfNotFound' | 'notAgain'> {
	/** Counts from 1 within one run of the node. */
	number: number;
	rows: readonly RowPlan[];
	/** Undefined where an earlier try has launched it, or may have. */
	prepared?: PreparedPart;
}

/**
 * Launches a batch, or gives the answer of the launch before.
 *
 * @returns what is told of the batch: `batchId`, `batchName`, `batchStatus`
 * @throws Failure; with `callMayExist` when nobody knows whether it was launched
 */
export async function launchPart(run: LaunchRun, order: PartOrder): Promise<IDataObject> {
	const { number, rows, ...launch } = order;
	const [key, identity] = [partKey(run.runIndex, number), partIdentity(rows)];
	return await launchOnce(run, { ...launch, key, identity });
}
