import type { IExecuteFunctions } from 'n8n-workflow';

/**
 * Whether an AI agent runs the node as its tool. n8n's own answer is right only for agents that call
 * the tool themselves; today's agents let the engine run it, and then only the node's type tells.
 */
export function isToolExecution(context: IExecuteFunctions): boolean {
	return context.getNode().type.endsWith('Tool') || callsToolsItself(context);
}

/** Whether the agent calls its tools itself, as n8n's agents up to version 2.3 do. */
export function callsToolsItself(context: IExecuteFunctions): boolean {
	return typeof context.isToolExecution === 'function' && context.isToolExecution();
}
