import type { INodeProperties } from 'n8n-workflow';

/** Among the options of the operations that give what VideoSDK keeps, such as a call. */
export const rawAnswerField = {
	displayName: 'Raw Answer',
	name: 'rawAnswer',
	type: 'boolean',
	default: false,
	description: 'Whether to add VideoSDK\'s own answer as "raw"',
} as const satisfies INodeProperties;

/** The options of the operations that have no other option. */
export const rawAnswerOptions = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [rawAnswerField],
} as const satisfies INodeProperties;
