import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { AgentOrder } from '../../api/agents.ts';
import {
	AGENT_FIELDS_AS_GIVEN,
	agentField,
	agentIdOf,
	agentVariablesField,
	agentVariablesOf,
	checkAgentMetadata,
} from '../../fields/agent.ts';
import { meetingField } from '../../fields/meeting.ts';
import { entriesOf, metadataField, withoutTwins } from '../../fields/pairs.ts';
import { rawAnswerField } from '../../fields/rawAnswer.ts';
import { safeText } from '../../fields/safeText.ts';
import { missingInput } from '../../errors/failure.ts';
import type { ParamsOf } from '../../node/paramsOf.ts';
import { fingerprint } from '../../once/fingerprint.ts';

/** The fields that all dispatches have behind the agent and its version. */
export const dispatchFields = [
	{ ...meetingField, description: 'The room that the voice agent joins' },
	agentVariablesField,
] as const satisfies INodeProperties[];

/** In the order of the alphabet. */
export const dispatchOptions = [
	{
		displayName: 'Empty Limit (Seconds)',
		name: 'sessionTimeout',
		type: 'number',
		typeOptions: { minValue: 0, numberPrecision: 0 },
		default: 5,
		description: 'For End When Empty',
	},
	{
		displayName: 'End When Empty',
		name: 'autoEndSession',
		type: 'boolean',
		default: true,
		description: 'Whether the agent ends the session when everybody else has left',
	},
	{
		...metadataField,
		description: "What the agent's program is told beside its variables, and posts again",
	},
	rawAnswerField,
] as const satisfies INodeProperties[];

/** How the fields of a dispatch are read. */
export const DISPATCH_EXCEPTIONS = { asGiven: [...AGENT_FIELDS_AS_GIVEN, 'metadata'] };

type DispatchParams = ParamsOf<readonly [typeof agentField, ...typeof dispatchFields]> & {
	options: Partial<ParamsOf<typeof dispatchOptions>>;
};

/** @throws Failure for what cannot be sent */
export function readDispatch(params: DispatchParams): AgentOrder {
	const { options } = params;
	const roomId = safeText('Room', params.meetingId);
	const agentId = agentIdOf(params.agentId);
	if (roomId === '') throw missingInput('Room');
	const rows = entriesOf(options.metadata, 'entry', 'key', 'Metadata');
	const own = withoutTwins(rows, 'Metadata', (key) => key);
	checkAgentMetadata(own);
	const variables = agentVariablesOf(params.agentVariables);
	const metadata = { ...own, ...(variables.length > 0 ? { variables } : {}) };
	const { autoEndSession, sessionTimeout } = options;
	const isRoomTold = autoEndSession !== undefined || sessionTimeout !== undefined;
	return {
		...{ agentId, roomId },
		metadata: Object.keys(metadata).length > 0 ? metadata : undefined,
		roomOptions: isRoomTold ? { autoEndSession, sessionTimeoutSeconds: sessionTimeout } : undefined,
	};
}

/**
 * The name of a dispatch in the ledger: the same agent in the same room is the same thing within one run
 * of the node, and for an AI agent within its execution. A loop comes back in another run.
 */
export function dispatchKey(
	context: IExecuteFunctions,
	{ agentId, roomId }: AgentOrder,
	isTool: boolean,
): string {
	const run = isTool ? 'tool' : String(context.evaluateExpression('{{ $runIndex }}', 0));
	return `dispatch:${run}:${fingerprint({ agentId, roomId })}`;
}
