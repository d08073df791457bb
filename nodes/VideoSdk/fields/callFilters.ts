import type { INodeProperties } from 'n8n-workflow';
import { listSince11 } from './listSince11.ts';

// Filters of calls, and of their events.

export const directionFilter = {
	displayName: 'Direction',
	name: 'direction',
	type: 'options',
	options: [
		{ name: 'Inbound', value: 'inbound' },
		{ name: 'Outbound', value: 'outbound' },
	],
	default: 'outbound',
	description: 'Which way the call went',
} as const satisfies INodeProperties;

export const gatewayFilters = listSince11(
	{
		displayName: 'Gateway',
		name: 'gatewayId',
		placeholder: 'gw_123456789',
		description: 'Only calls through it',
	},
	{ searchListMethod: 'searchAllGateways' },
);

export const roomFilters = listSince11(
	{
		displayName: 'Room',
		name: 'roomId',
		placeholder: 'abcd-efgh-ijkl',
		description: 'Only calls in it',
	},
	{ searchListMethod: 'searchRooms' },
);

export const routingRuleFilters = listSince11(
	{
		displayName: 'Routing Rule',
		name: 'ruleId',
		placeholder: 'rr_abc123',
		description: 'Only calls that it has routed',
	},
	{ searchListMethod: 'searchAllRoutingRules' },
);
