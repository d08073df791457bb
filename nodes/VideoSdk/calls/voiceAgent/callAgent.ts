import type { AgentVariable } from '../../../../videosdk/agent.ts';
import { invalidInput } from '../../errors/failure.ts';
import { agentVariablesOf, checkAgentMetadata } from '../../fields/agent.ts';
import { safeText } from '../../fields/safeText.ts';

/**
 * How long a voice agent stays where nobody comes, unless its program says otherwise (VideoSDK's agents,
 * `no_participant_timeout_seconds`). One that was sent longer ago for a call that was never placed is gone.
 */
export const STAYS_ALONE_MS = 90_000;

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
			'the Voice Agent is sent into the room before the phone rings, so which one it is must be known. Choose one, or a new one for this call';
		throw invalidInput('Room', 'Automatic', reason);
	}
	checkAgentMetadata(metadata);
	return {
		agentId,
		versionId: safeText('Agent Version', params.agentVersionId) || undefined,
		variables: agentVariablesOf(params.agentVariables),
	};
}

/**
 * Of two calls into the same room, the agent of the first must have left when that of the second comes.
 *
 * @param pauses between the calls to one person, in milliseconds
 * @throws Failure when one of them is too short: two agents would talk
 */
export function checkAgentLeaves(params: CallAgentParams, pauses: readonly number[]): void {
	const { agentId, putInto } = params;
	if (putInto !== 'existingMeeting' || safeText('Voice Agent', agentId) === '') return;
	const shortest = Math.min(...pauses);
	if (shortest >= STAYS_ALONE_MS) return;
	const reason =
		'in an existing room the Voice Agent of the call before may still be there, and two would talk. Pause 2 min or more, or set Room to New Room for This Call';
	throw invalidInput('Try Again > Pauses', `${shortest / 1000} s`, reason);
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
