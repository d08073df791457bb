import type { INodeProperties } from 'n8n-workflow';

/** The outbound gateway that a call goes through; the API calls it `gatewayId`. */
export const gatewayField = {
	displayName: 'Gateway',
	name: 'gatewayId',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'list', value: '' },
	description: 'An outbound gateway',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod: 'searchGateways', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'gw_123456789',
		},
	],
} as const satisfies INodeProperties;
