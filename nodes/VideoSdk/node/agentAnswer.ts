import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { Failure } from '../errors/failure.ts';
import { toNodeError } from './nodeError.ts';
import { callsToolsItself, isLoneToolCall } from './toolExecution.ts';

/**
 * Tells an AI agent of a failure. An agent that lets the engine run its tools is told by the message of
 * an error alone: the json of an error item looks like an answer to it. An agent that calls its tools
 * itself is told nothing at all of an error (n8n's agents up to 2.3), only of an answer. A client of the
 * MCP Server Trigger is told of an error as such.
 *
 * @throws NodeApiError or NodeOperationError, but for an agent that calls its tools itself
 */
export function answerAgent(context: IExecuteFunctions, { facts }: Failure): INodeExecutionData {
	const error = `${facts.message}. ${facts.forAgent ?? facts.hint}`;
	const isAgent = callsToolsItself(context) && !isLoneToolCall(context);
	if (isAgent) return { json: { error }, pairedItem: { item: 0 } };
	throw toNodeError(context.getNode(), new Failure({ ...facts, message: error }));
}
