import type { INodeProperties } from 'n8n-workflow';

/** Among the filters of calls, and of their events. */
export const directionFilter = {
	displayName: 'Direction',
	name: 'direction',
	type: 'options',
	options: [
		{ name: 'Inbound', value: 'inbound', description: 'Somebody phoned in' },
		{ name: 'Outbound', value: 'outbound', description: 'Somebody was phoned' },
	],
	default: 'outbound',
	description: 'Which way the call went',
} as const satisfies INodeProperties;
