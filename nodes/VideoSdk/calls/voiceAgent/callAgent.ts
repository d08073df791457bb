import type { AgentVariable } from '../../../../videosdk/agent.ts';
import { invalidInput } from '../../errors/failure.ts';
import { agentVariablesOf, checkAgentMetadata } from '../../fields/agent.ts';
import { safeText } from '../../fields/safeText.ts';

/** What an item says of the voice agent of its call; see `outboundFields`. */
export interface CallAgentParams {
	agentId: string;
	agentVersionId: string;
	agentVariables: object;
	callThrough: 'trunk' | 'gateway' | 'routingRule';
	putInto: 'existingMeeting' | 'newMeeting' | 'automatic';
	routingRuleId: string;
}

/** The voice agent of a call, read once. */
export interface CallAgent {
	agentId: string;
	/** Undefined = the one that was deployed last. */
	versionId?: string;
	variables: AgentVariable[];
}

/**
 * Reads the voice agent that an item wants sent into its call.
 *
 * @param metadata what is kept with the call: the agent is told it as well
 * @returns undefined where it wants none
 * @throws Failure for what cannot be sent
 */
export function callAgentOf(params: CallAgentParams, metadata: object = {}): CallAgent | undefined {
	const agentId = safeText('Voice Agent', params.agentId);
	if (agentId === '') return undefined;
	if (params.putInto === 'automatic') {
		const reason =
			'the Voice Agent is sent into the meeting before the phone rings, so which one it is must be known. Choose one, or a new one for this call';
		throw invalidInput('Put Call Into', 'Left to VideoSDK', reason);
	}
	checkAgentMetadata(metadata);
	return {
		agentId,
		versionId: safeText('Agent Version', params.agentVersionId) || undefined,
		variables: agentVariablesOf(params.agentVariables),
	};
}

/**
 * Variables for the voice agent that a routing rule brings: they travel with the call. That VideoSDK
 * hands an agent the metadata of its call is what programs around it show; no document says so.
 */
export function ruleAgentMetadata(
	params: CallAgentParams,
	metadata: object,
): { variables?: AgentVariable[] } {
	const { callThrough, agentId, agentVariables } = params;
	if (callThrough !== 'routingRule' || safeText('Voice Agent', agentId) !== '') return {};
	const variables = agentVariablesOf(agentVariables);
	if (variables.length === 0) return {};
	if (!('variables' in metadata)) return { variables };
	throw invalidInput('Metadata', 'variables', 'the Agent Variables are sent under this key');
}
