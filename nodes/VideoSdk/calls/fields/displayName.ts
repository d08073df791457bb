import type { INodeProperties } from 'n8n-workflow';

/** What the others in the room see of the person on the phone. */
export const displayNameField = {
	displayName: 'Display Name',
	name: 'displayName',
	type: 'string',
	default: '',
	placeholder: 'John Doe',
	description: "The called person's name in the room",
} as const satisfies INodeProperties;
