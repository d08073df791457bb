import type { IExecuteFunctions } from 'n8n-workflow';
import { failureOf } from '../errors/failureOf.ts';
import { DeduplicationStore } from './deduplicationStore.ts';
import { OnceLedger } from './onceLedger.ts';

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
export function createLostExecutionCheck(
	context: IExecuteFunctions,
	keys: DeduplicationStore,
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
	const node: { isExecuted?: boolean } = $(context.getNode().name);
	return node.isExecuted === true;
}

/** What n8n knows of an execution from its beginning stays with its retries, if it was saved at all. */
function savedNothing(context: IExecuteFunctions): boolean {
	return context.getExecutionContext()?.source === 'retry';
}

/** @returns whether there was a trace already */
async function leaveTrace(
	context: IExecuteFunctions,
	keys: DeduplicationStore,
	isRetry: boolean,
): Promise<boolean> {
	// Outside of any execution, as some tools are run, there is nothing that n8n could repeat.
	const id: string | undefined = context.getExecutionId();
	if (!id) return false;
	const own = `execution ${id}`;
	// A retry is an execution of its own, which keeps the moment in which the first one was begun.
	const { establishedAt } = context.getExecutionContext() ?? {};
	const first = establishedAt === undefined ? [] : [`begun at ${establishedAt}`];
	const names = [own, ...first];
	try {
		const taken = await keys.takeAll(names);
		// Nobody waits for that: it makes a rare loss rarer.
		// By a store of its own: an execution does not wait for its trace to be kept.
		const traces = new DeduplicationStore(context);
		for (const name of names) traces.keep(name);
		// Others may have begun at the same moment: that alone stops no execution but a retry.
		return isRetry ? taken.length > 0 : taken.includes(own);
	} catch (error) {
		// Without the trace only that is not known which hardly ever happens: no reason to call nobody.
		const { message } = failureOf(error);
		context.logger.warn(`That this node has begun could not be kept: ${message}`);
		return false;
	}
}
