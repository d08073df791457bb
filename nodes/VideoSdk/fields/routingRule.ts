import type { INodeProperties } from 'n8n-workflow';

/** The outbound routing rule that decides how a call goes out; the API calls it `routingRuleId`. */
export const routingRuleField = {
	displayName: 'Routing Rule',
	name: 'routingRuleId',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'list', value: '' },
	description: 'An outbound routing rule',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod: 'searchRoutingRules', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'rr_abc123',
		},
	],
} as const satisfies INodeProperties;

/** The routing rule that an operation is about, of either direction. */
export const anyRoutingRuleField = {
	displayName: 'Routing Rule',
	name: 'routingRuleId',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'list', value: '' },
	description: '"ruleId" in the output of other operations',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod: 'searchAllRoutingRules', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'rr_abc123',
		},
	],
} as const satisfies INodeProperties;
