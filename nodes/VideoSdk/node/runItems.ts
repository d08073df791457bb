import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import { failureBeforeSending, failureOf } from '../errors/failureOf.ts';
import { mapInPool } from '../time/pool.ts';
import { throwIfStopped } from '../time/sleep.ts';
import { createTurns } from '../time/turns.ts';
import { FieldReader, type FieldExceptions } from './readFields.ts';
import { FileItem, ItemResults, type Answer } from './itemResults.ts';

export type { Answer } from './itemResults.ts';

/** Who runs the node. */
export interface Caller {
	/** An AI agent does, with parameters that a model has written. */
	isTool: boolean;
}

interface Work<Params, Plan> {
	fields: readonly INodeProperties[];
	exceptions?: FieldExceptions;
	plan(params: Params, caller: Caller): Plan | Promise<Plan>;
	run(plan: Plan): Promise<Answer | FileItem>;
}

const ITEMS_AT_ONCE = 5;

/**
 * Runs all items of the node's input. Every one is planned before the first is run, so a bad one is
 * found before anything is done; one item's failure does not stop the others.
 */
export async function runItems<Params, Plan>(
	context: IExecuteFunctions,
	{ fields, exceptions, plan, run }: Work<Params, Plan>,
): Promise<INodeExecutionData[][]> {
	const results = new ItemResults(context);
	const reader = new FieldReader<Params>(context, fields, exceptions);
	const planOne = async (item: number) => await plan(reader.read(item), results);
	const plans = await planItems(results, planOne);
	const signal = context.getExecutionCancelSignal();
	if (results.mayRun) {
		await mapInPool([...plans], ITEMS_AT_ONCE, async ([item, planned]) => {
			try {
				throwIfStopped(signal);
				const answer = await run(planned);
				if (answer instanceof FileItem) results.files.set(item, answer.binary);
				results.answers.set(item, answer instanceof FileItem ? answer.json : answer);
			} catch (error) {
				results.failures.set(item, failureOf(error));
			}
		});
	}
	return results.toOutput();
}

/** Plans each item, and gives n8n its turn when there are many; what is wrong with one is its result. */
export async function planItems<Plan>(
	results: ItemResults,
	planOne: (item: number) => Promise<Plan>,
): Promise<Map<number, Plan>> {
	const plans = new Map<number, Plan>();
	const giveTurn = createTurns();
	for (let item = 0; item < results.count; item++) {
		// Between two items alone: of two calls of a tool at the same moment, the first stays the first.
		if (item > 0) await giveTurn();
		try {
			plans.set(item, await planOne(item));
		} catch (error) {
			results.failures.set(item, failureBeforeSending(error));
		}
	}
	return plans;
}
