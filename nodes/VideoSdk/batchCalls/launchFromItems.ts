import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { restoreInput } from '../calls/park/parkedState.ts';
import { notAllowed } from '../errors/failure.ts';
import { planItems } from '../node/runItems.ts';
import { launchAll } from './launch/launchAll.ts';
import { LaunchRun } from './launch/launchRun.ts';
import { rowPlan } from './rows/rowPlan.ts';
import { batchWaitOf, waitForBatches } from './waitForBatches.ts';

/**
 * Has VideoSDK call everybody who is an item of the node's input. Every row is read and decided upon before
 * anything is uploaded, and every file is uploaded and read by VideoSDK before the first is launched.
 */
export async function launchFromItems(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const run = new LaunchRun(context);
	const { results } = run;
	if (results.isTool) {
		results.failures.set(0, notForAgents());
		return results.toOutput();
	}
	// An execution that was parked and then stopped has its outputs where its input was.
	restoreInput(context.getContext('node'), context.getInputData(), run.runIndex);
	const rows = await planItems(results, async (item) => await rowPlan(run, item));
	const [first] = rows.values();
	const wait = first && batchWaitOf(run, first.params);
	const launched = await launchAll(run, rows, wait?.resumeUrl);
	if (wait && launched.length > 0 && results.mayRun) {
		// What a parked execution puts out is thrown away: what comes out later is what its webhook gives.
		if (await waitForBatches(run, launched, wait)) return [[]];
	}
	const items = new Set(launched.flatMap((batch) => batch.rows.map(({ item }) => item)));
	return results.toOutput({ wasPlaced: (item) => items.has(item) });
}

function notForAgents() {
	return notAllowed(
		'An AI agent has no list of people, so it cannot launch a batch',
		'Use the operation Launch From Items in a workflow, and Call > Outbound SIP Call as the tool of an agent.',
		'Nobody was called. Tell whoever asked that a batch is launched by a workflow.',
	);
}
