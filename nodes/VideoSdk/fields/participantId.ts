import type { INodeProperties } from 'n8n-workflow';

/** Who the person on the phone is in a room. */
export const participantIdField = {
	displayName: 'Participant ID',
	name: 'participantId',
	type: 'string',
	default: '',
	placeholder: 'customer_4711',
	description: 'Of the called person. Empty: VideoSDK makes one.',
} as const satisfies INodeProperties;
