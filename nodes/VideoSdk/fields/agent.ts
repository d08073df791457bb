import type { INodeProperties } from 'n8n-workflow';
import type { AgentVariable } from '../../../videosdk/agent.ts';
import { invalidInput, missingInput } from '../errors/failure.ts';
import { entriesOf, withoutTwins } from './pairs.ts';
import { safeText } from './safeText.ts';

/** The voice agent that shall talk. */
export const agentField = {
	displayName: 'Voice Agent',
	name: 'agentId',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'list', value: '' },
	description:
		'One on a server of your own is chosen by its ID. <a href="https://github.com/n8n-nodes-videosdk/n8n-nodes-videosdk/blob/main/docs/agents.md#voice-agents">More</a>.',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod: 'searchAgents', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'ag_123456',
		},
	],
} as const satisfies INodeProperties;

/** Which version of it. */
export const agentVersionField = {
	displayName: 'Agent Version',
	name: 'agentVersionId',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	description: 'Empty: the one deployed last',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod: 'searchAgentVersions', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'ver_123456',
		},
	],
} as const satisfies INodeProperties;

const VARIABLES = 'Agent Variables';

/** What it is told: `metadata.variables` (docs page "Dispatch Agents"). */
export const agentVariablesField = {
	displayName: VARIABLES,
	name: 'agentVariables',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add variable',
	default: {},
	options: [
		{
			displayName: 'Variable',
			name: 'variable',
			values: [
				{
					displayName: 'Name',
					name: 'name',
					type: 'string',
					default: '',
					placeholder: 'first_name',
				},
				{ displayName: 'Value', name: 'value', type: 'string', default: '' },
			],
		},
	],
	description:
		'By the names in its prompt. <a href="https://github.com/n8n-nodes-videosdk/n8n-nodes-videosdk/blob/main/docs/agents.md#voice-agents">More</a>.',
} as const satisfies INodeProperties;

/** Fields of these that are read by what is here, and not by their type alone. */
export const AGENT_FIELDS_AS_GIVEN = [agentVariablesField.name];

/** @throws Failure when the field is empty */
export function agentIdOf(value: unknown): string {
	const agentId = safeText('Voice Agent', value);
	if (agentId !== '') return agentId;
	throw missingInput('Voice Agent');
}

/** @throws Failure for what is no pair of a name and a value, and for a name that is there twice */
export function agentVariablesOf(value: object | undefined): AgentVariable[] {
	const rows = entriesOf(value, 'variable', 'name', VARIABLES);
	return Object.entries(withoutTwins(rows, VARIABLES, (name) => name)).map(([name, text]) => ({
		name,
		value: text,
	}));
}

/**
 * Programs around VideoSDK's agents hand them the order to phone somebody under these names of the
 * metadata; whether VideoSDK itself reads them there is not documented.
 */
const ORDERS_TO_PHONE = ['sipCallTo', 'sipCallFrom', 'sipOptions'];

/** @throws Failure for metadata by which the agent might phone somebody itself: a second ring */
export function checkAgentMetadata(metadata: object): void {
	const order = ORDERS_TO_PHONE.find((name) => name in metadata);
	if (order === undefined) return;
	const reason = 'a voice agent may take it for the order to phone somebody. Use another key';
	throw invalidInput('Metadata', order, reason);
}
