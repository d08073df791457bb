import type { INodeProperties } from 'n8n-workflow';
import { IN_VERSION_1, SINCE_1_1 } from './nodeVersions.ts';

// Filters of calls, and of their events. Nodes of before have texts where those of today have lists: of two
// fields with one name, the first reads both.

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

export const gatewayFilters = [
	{
		displayName: 'Gateway',
		name: 'gatewayId',
		type: 'resourceLocator',
		displayOptions: { show: SINCE_1_1 },
		default: { mode: 'list', value: '' },
		description: 'Only calls through it',
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod: 'searchAllGateways', searchable: true },
			},
			{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'gw_123456789' },
		],
	},
	{
		displayName: 'Gateway',
		name: 'gatewayId',
		type: 'string',
		displayOptions: { show: IN_VERSION_1 },
		default: '',
		placeholder: 'gw_123456789',
		description: 'Only calls through it',
	},
] as const satisfies INodeProperties[];

export const roomFilters = [
	{
		displayName: 'Room',
		name: 'roomId',
		type: 'resourceLocator',
		displayOptions: { show: SINCE_1_1 },
		default: { mode: 'list', value: '' },
		description: 'Only calls in it',
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod: 'searchRooms', searchable: true },
			},
			{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'abcd-efgh-ijkl' },
		],
	},
	{
		displayName: 'Room',
		name: 'roomId',
		type: 'string',
		displayOptions: { show: IN_VERSION_1 },
		default: '',
		placeholder: 'abcd-efgh-ijkl',
		description: 'Only calls in it',
	},
] as const satisfies INodeProperties[];

export const routingRuleFilters = [
	{
		displayName: 'Routing Rule',
		name: 'ruleId',
		type: 'resourceLocator',
		displayOptions: { show: SINCE_1_1 },
		default: { mode: 'list', value: '' },
		description: 'Only calls that it has routed',
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod: 'searchAllRoutingRules', searchable: true },
			},
			{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'rr_abc123' },
		],
	},
	{
		displayName: 'Routing Rule',
		name: 'ruleId',
		type: 'string',
		displayOptions: { show: IN_VERSION_1 },
		default: '',
		placeholder: 'rr_abc123',
		description: 'Only calls that it has routed',
	},
] as const satisfies INodeProperties[];
