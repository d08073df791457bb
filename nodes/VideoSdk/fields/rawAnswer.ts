import type { INodeProperties } from 'n8n-workflow';

/** Among the options of the operations that give a call. */
export const rawAnswerField = {
	displayName: 'Raw Answer',
	name: 'rawAnswer',
	type: 'boolean',
	default: false,
	description:
		'Whether to add the call as VideoSDK itself describes it, in the field "raw". Passwords and tokens in it are hidden.',
} as const satisfies INodeProperties;
