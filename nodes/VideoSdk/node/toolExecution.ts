import type { IExecuteFunctions } from 'n8n-workflow';
import { isRecord } from '../../../telephony/isRecord.ts';

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

const MCP_TRIGGER = /\.mcpTrigger$/;

/**
 * Whether what the node remembers ends with this one call of the tool. The MCP Server Trigger calls its
 * tools outside of any execution or, in queue mode, each in an execution of its own.
 */
export function isLoneToolCall(context: IExecuteFunctions): boolean {
	// n8n 1.x has no word for who calls the tool: there, too, the node's type tells.
	if (!isToolExecution(context)) return false;
	const id: string | undefined = context.getExecutionId();
	// n8n tells its tools of whom they are the tool, and no type of n8n's tells of that.
	const parent: unknown = 'parentNode' in context ? context.parentNode : undefined;
	return !id || (isRecord(parent) && MCP_TRIGGER.test(String(parent.type)));
}
