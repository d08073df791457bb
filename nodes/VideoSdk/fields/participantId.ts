import type { INodeProperties } from 'n8n-workflow';

/** Who the person on the phone is in a meeting. */
export const participantIdField = {
	displayName: 'Participant ID',
	name: 'participantId',
	type: 'string',
	default: '',
	placeholder: 'customer_4711',
	description: "The called person's ID in the meeting. When empty, VideoSDK makes one.",
} as const satisfies INodeProperties;
