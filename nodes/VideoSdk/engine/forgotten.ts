import type { IExecuteFunctions } from 'n8n-workflow';
import { Failure } from './failure.ts';
import { OnceLedger } from './onceLedger.ts';

const STORE_KEY = 'onceForgotten';

/**
 * Whether n8n was killed while it ran this node. n8n saves what a node remembers when the node has
 * ended, so then nothing of it is left, and yet n8n offers Retry, from the first node on. Asked before
 * the ledger is opened, which leaves a trace.
 */
export function hasForgotten(context: IExecuteFunctions): boolean {
	const memory = context.getContext('node');
	if (context.getMode() === 'retry' && !OnceLedger.isIn(memory) && ranBefore(context)) {
		memory[STORE_KEY] = true;
	}
	return memory[STORE_KEY] === true;
}

/** n8n learns from its event log which nodes had begun. */
function ranBefore(context: IExecuteFunctions): boolean {
	const { $ } = context.getWorkflowDataProxy(0);
	const node = $(context.getNode().name) as { isExecuted?: boolean };
	return node.isExecuted === true;
}

/** @param what the item: "the call to +14155550123" */
export function forgottenFailure(what: string): Failure {
	return new Failure({
		code: 'callUnknown',
		message: `It is unknown whether ${what} was placed: n8n was ended while it ran this node, and has kept nothing of what it did`,
		hint: 'Look into the call list of the VideoSDK dashboard to see who was called, and run the workflow anew for the others. A retry of this execution does not dial. With a Deduplication Key it dials those who were not called.',
		forAgent:
			'Do not call again: the phone may have rung. Tell whoever asked for this call that nobody knows whether it was placed.',
		callMayExist: true,
	});
}
