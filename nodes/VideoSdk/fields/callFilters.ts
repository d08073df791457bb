import type { INodeProperties } from 'n8n-workflow';

// Filters of calls, and of their events.

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

export const roomFilter = {
	displayName: 'Room ID',
	name: 'roomId',
	type: 'string',
	default: '',
	placeholder: 'abcd-efgh-ijkl',
	description: 'Only calls in this room',
} as const satisfies INodeProperties;

export const routingRuleFilter = {
	displayName: 'Routing Rule ID',
	name: 'ruleId',
	type: 'string',
	default: '',
	placeholder: 'rr_abc123',
	description: 'Only calls that this routing rule has routed',
} as const satisfies INodeProperties;
