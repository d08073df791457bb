import type { IExecuteFunctions } from 'n8n-workflow';
import { createDurableKeys, type DurableKeys } from './durableKeys.ts';
import { Failure } from '../errors/failure.ts';
import { OnceLedger } from './onceLedger.ts';
import { outcomeOf } from '../errors/outcome.ts';

const STORE_KEY = 'onceForgotten';

/** Questions under way, by what the node remembers: an agent may call its tool twice at the same moment. */
const underWay = new WeakMap<object, Promise<boolean>>();

/**
 * Whether n8n was killed while this execution, or the one that it retries, ran this node. n8n saves what
 * a node remembers when the execution has ended, so then nothing of it is left, and yet n8n offers Retry;
 * and n8n 1.x runs the job of a killed worker again by itself. Who comes to the node for the first time
 * therefore leaves a trace in n8n's store for de-duplication, before the first request is sent.
 *
 * @returns asks that, once for each execution. To be made before the ledger is opened, which leaves a trace
 */
export function askForgotten(
	context: IExecuteFunctions,
	keys: DurableKeys,
): () => Promise<boolean> {
	const memory = context.getContext('node');
	const isRetry = context.getMode() === 'retry';
	if (isRetry && !OnceLedger.isIn(memory) && (ranBefore(context) || savedNothing(context))) {
		memory[STORE_KEY] = true;
	}
	return async () => {
		if (memory[STORE_KEY] === undefined) {
			const asking = underWay.get(memory) ?? leaveTrace(context, keys, isRetry);
			underWay.set(memory, asking);
			memory[STORE_KEY] = await asking;
		}
		return memory[STORE_KEY] === true;
	};
}

/** n8n learns from its event log which nodes had begun, where that log is left. */
function ranBefore(context: IExecuteFunctions): boolean {
	const { $ } = context.getWorkflowDataProxy(0);
	const node = $(context.getNode().name) as { isExecuted?: boolean };
	return node.isExecuted === true;
}

/** What n8n knows of an execution from its beginning stays with its retries, if it was saved at all. */
function savedNothing(context: IExecuteFunctions): boolean {
	return context.getExecutionContext()?.source === 'retry';
}

/** @returns whether there was a trace already */
async function leaveTrace(
	context: IExecuteFunctions,
	keys: DurableKeys,
	isRetry: boolean,
): Promise<boolean> {
	// Outside of any execution, as some tools are run, there is nothing that n8n could repeat.
	const id = context.getExecutionId() as string | undefined;
	if (!id) return false;
	const own = `execution ${id}`;
	// A retry is an execution of its own, which keeps the moment in which the first one was begun.
	const { establishedAt } = context.getExecutionContext() ?? {};
	const first = establishedAt === undefined ? [] : [`begun at ${establishedAt}`];
	const names = [own, ...first];
	const outcome = await outcomeOf(keys.takeAll(names));
	if (outcome.ok) {
		// Nobody waits for that: it makes a rare loss rarer.
		// By keys of its own: an execution does not wait for its trace to be kept.
		const { keep } = createDurableKeys(context);
		for (const name of names) keep(name);
		// Others may have begun at the same moment: that alone stops no execution but a retry.
		return isRetry ? outcome.value.length > 0 : outcome.value.includes(own);
	}
	// Without the trace only that is not known which hardly ever happens: no reason to call nobody.
	context.logger.warn(`That this node has begun could not be kept: ${outcome.failure.message}`);
	return false;
}

/** @param what the item: "the call to +14155550123" */
export function forgottenFailure(what: string): Failure {
	return new Failure({
		code: 'callUnknown',
		message: `It is unknown whether ${what} was placed: this execution has run this node before, and n8n has kept nothing of what it did`,
		hint: 'n8n was ended at that time, or the execution was retried before. Look into the call list of the VideoSDK dashboard to see who was called, and run the workflow anew for the others. A retry of this execution does not dial. With a Deduplication Key it dials those who were not called.',
		forAgent:
			'Do not call again: the phone may have rung. Tell whoever asked for this call that nobody knows whether it was placed.',
		callMayExist: true,
	});
}
