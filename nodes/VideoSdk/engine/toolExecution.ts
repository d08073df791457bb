import type { IExecuteFunctions } from 'n8n-workflow';

/** Whether an AI agent runs the node as its tool. n8n 1.x does not tell, but renames the node type. */
export function isToolExecution(context: IExecuteFunctions): boolean {
	if (typeof context.isToolExecution === 'function') return context.isToolExecution();
	return context.getNode().type.endsWith('Tool');
}
