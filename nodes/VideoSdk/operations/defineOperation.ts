import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { createApi, type Api } from '../api/index.ts';
import type { ParamsOf } from '../node/paramsOf.ts';
import type { FileItem } from '../node/itemResults.ts';
import { runItems, type Answer, type Caller } from '../node/runItems.ts';
import type { DescribedOperation, Operation } from '../node/runOperation.ts';

/** What an operation works with. */
export interface Tools {
	api: Api;
	/** Aborts when the user stops the workflow. */
	signal?: AbortSignal;
	context: IExecuteFunctions;
}

interface Facts<F> extends Omit<DescribedOperation, 'fields'> {
	fields: F;
}

interface Work<Params, Plan> {
	/**
	 * Reads an item: what comes out is all that `run` gets. Called for all items before the first is
	 * run, so that one that is wrong is found before anything is done. Throws a Failure for it.
	 *
	 * @param caller who runs the node: `{ isTool: false }` but for an AI agent
	 */
	plan(params: Params, caller: Caller): Plan | Promise<Plan>;
	/** What becomes of an item: one item, perhaps with files, or a list of any length. Throws a Failure. */
	run(tools: Tools, plan: Plan): Promise<Answer | FileItem>;
}

/**
 * Makes an operation that may be run again without harm of facts and two functions. The types of its
 * parameters come from the literals of its fields: a misspelled name does not compile.
 */
export function defineOperation<const F extends readonly INodeProperties[], Plan>({
	...operation
}: Facts<F> & Work<ParamsOf<F>, Plan>): Facts<F> & Work<ParamsOf<F>, Plan> & Operation {
	return {
		...operation,
		execute: async (context) => {
			const signal = context.getExecutionCancelSignal();
			const tools = { api: createApi(context, signal), signal, context };
			const run = async (plan: Plan) => await operation.run(tools, plan);
			return await runItems(context, { ...operation, run });
		},
	};
}
