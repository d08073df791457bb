import { createHash } from 'node:crypto';
import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { BatchFile } from '../api/batchCalls.ts';
import { withoutStop } from '../api/client.ts';
import { createApi } from '../api/index.ts';
import { Failure, notAllowed } from '../errors/failure.ts';
import { failureOf, settled } from '../errors/failureOf.ts';
import { planItems } from '../node/runItems.ts';
import { throwIfStopped } from '../time/sleep.ts';
import { fileFields, FILE_EXCEPTIONS, type FileParams } from './fields/fileFields.ts';
import { batchOrderOf, launchKeyOf, type LaunchPlan } from './fields/launchParams.ts';
import { fileInItem } from './fileInItem.ts';
import { lostLaunch } from './launch/launchAll.ts';
import { launchOnce } from './launch/launchOnce.ts';
import { LaunchRun } from './launch/launchRun.ts';
import { uploadToLaunch } from './launch/uploadPart.ts';

type FileRun = LaunchRun<FileParams>;

/** One item, read once: a file, and how those in it are called. */
interface FilePlan extends Pick<LaunchPlan, 'batch' | 'launchKey' | 'launchAgainIfNotFound'> {
	item: number;
	/** Its key in the ledger. Stored: never change it. */
	key: string;
	/** What makes the file the same when n8n repeats the node: all that is in it. */
	identity: string;
	/** The binary field that it is in. */
	field: string;
}

const COLUMN_ADVICE =
	'Check that the first line of the file names its columns, and that one of them is named as VideoSDK asks for it.';

/**
 * Has VideoSDK call everybody in a file, one batch for each item. All files are looked at before the first is
 * uploaded; nobody looks at the numbers in them.
 */
export async function launchFromFile(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const run: FileRun = new LaunchRun<FileParams>(context, fileFields, FILE_EXCEPTIONS);
	const { results } = run;
	if (results.isTool) {
		results.failures.set(0, notForAgents());
		return results.toOutput();
	}
	const plans = await planItems(results, async (item) => await filePlan(run, item));
	const launched = new Set<number>();
	if (results.mayRun) {
		for (const plan of plans.values()) {
			try {
				const answer = await launchFile(run, plan);
				if (answer.batchId !== undefined) launched.add(plan.item);
				results.answers.set(plan.item, answer);
			} catch (error) {
				results.failures.set(plan.item, failureOf(error));
			}
		}
	}
	await run.deduplicationStore.kept();
	return results.toOutput({ wasPlaced: (item) => launched.has(item) });
}

async function filePlan({ context, reader, runIndex }: FileRun, item: number): Promise<FilePlan> {
	const params = reader.read(item);
	const { options, inputDataFieldName } = params;
	const field = inputDataFieldName.trim();
	const { bytes } = await fileInItem(context, item, field);
	return {
		...{ item, field, key: `batchFile:${runIndex}:${item}` },
		identity: createHash('sha256').update(bytes).digest('hex'),
		batch: batchOrderOf(params, context.getTimezone()),
		launchKey: launchKeyOf(options),
		launchAgainIfNotFound: options.whenUnknown === 'dialAgainIfNotFound',
	};
}

/** @returns the item: the batch, or that it was launched before under the same key */
async function launchFile(run: FileRun, plan: FilePlan): Promise<IDataObject> {
	const { context, ledger, signal, deduplicationStore } = run;
	const { key, batch, launchKey } = plan;
	// What an earlier try has launched, or may have, is asked for by its ID alone.
	if (ledger.hasSent(key)) return launchedItem(await launchOnce(run, plan));
	ledger.clear(key);
	throwIfStopped(signal);
	const isFree =
		launchKey === undefined ? !(await run.isLost()) : await deduplicationStore.take(launchKey);
	if (!isFree && launchKey === undefined) throw lostLaunch(batch.batchName);
	if (!isFree) return skippedItem(batch.batchName, launchKey ?? '');
	try {
		// Read once more: the files of a long list need not all be in memory.
		const file: BatchFile = await fileInItem(context, plan.item, plan.field);
		const batchId = await uploadToLaunch(run.api, batch.batchName, file, COLUMN_ADVICE);
		return launchedItem(await launchOnce(run, { ...plan, prepared: { batchId } }));
	} catch (error) {
		const failure = failureOf(error);
		if (!failure.facts.callMayExist) await takeBack(run, plan);
		throw failure;
	}
}

/** Nothing was launched: nothing is left of the file at VideoSDK, and others may have the key. */
async function takeBack({ context, ledger, deduplicationStore }: FileRun, plan: FilePlan) {
	const { batchId } = ledger.get(plan.key)?.prepared ?? {};
	if (batchId !== undefined) {
		await settled(createApi(withoutStop(context)).batchCalls.remove(String(batchId)));
	}
	ledger.clear(plan.key);
	if (plan.launchKey !== undefined) await deduplicationStore.release(plan.launchKey);
}

const launchedItem = (answer: IDataObject): IDataObject => ({ outcome: 'launched', ...answer });

function skippedItem(batchName: string, launchKey: string): IDataObject {
	const reason = `the Deduplication Key "${launchKey}" was used in an earlier execution, so its batch was launched, or may have been`;
	return { outcome: 'skipped', code: 'calledBefore', reason, batchName };
}

function notForAgents(): Failure {
	return notAllowed(
		'An AI agent has no file, so it cannot launch a batch',
		'Use the operation Launch From File in a workflow, and Call > Outbound SIP Call as the tool of an agent.',
		'Nobody was called. Tell whoever asked that a batch is launched by a workflow.',
	);
}
