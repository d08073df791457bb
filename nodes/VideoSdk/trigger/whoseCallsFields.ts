import type { INodeProperties } from 'n8n-workflow';
import { directionFilter, roomFilter, routingRuleFilter } from '../fields/callFilters.ts';

/** Which calls start a workflow: by whom they were placed, and what is known of them. */
export const whoseCallsFields: INodeProperties[] = [
	{
		displayName: 'Calls',
		name: 'placedBy',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Any Call of the Account',
				value: 'anybody',
				description: 'Inbound and outbound calls, whoever placed them',
			},
			{
				name: 'Calls Placed by Any Workflow',
				value: 'thisN8n',
				description: 'Only calls that a workflow of this n8n has placed',
			},
			{
				name: 'Calls Placed by One Workflow',
				value: 'workflow',
				description: 'Only calls that a certain workflow of this n8n has placed',
			},
		],
		default: 'anybody',
		description:
			'Whose calls start the workflow. Calls through a trunk do so only with Any Call of the Account. <a href="https://github.com/n8n-nodes-videosdk/n8n-nodes-videosdk/blob/main/docs/trigger.md#whose-calls">More</a>.',
	},
	{
		displayName: 'Placed by Workflow',
		name: 'workflowId',
		type: 'workflowSelector',
		required: true,
		displayOptions: { show: { placedBy: ['workflow'] } },
		default: '',
		description: 'The workflow whose calls start this one. It may be this workflow itself.',
	},
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add filter',
		default: {},
		description:
			'Only events that pass all of them start the workflow. An event that does not tell what a filter asks for does not pass.',
		options: [
			directionFilter,
			{
				displayName: 'From',
				name: 'from',
				type: 'string',
				default: '',
				placeholder: '+14155559876',
				description: 'Only calls from these numbers or SIP URIs, in any spelling; commas between',
			},
			{
				displayName: 'Gateway ID',
				name: 'gatewayId',
				type: 'string',
				default: '',
				placeholder: 'gw_123456789',
				description: 'Only calls through this gateway',
			},
			{
				displayName: 'Metadata Key',
				name: 'metadataKey',
				type: 'string',
				default: '',
				placeholder: 'campaign',
				description: 'Only calls whose metadata has this key',
			},
			{
				displayName: 'Metadata Value',
				name: 'metadataValue',
				type: 'string',
				default: '',
				placeholder: 'spring',
				description: 'Only calls that have this value under the Metadata Key',
			},
			roomFilter,
			routingRuleFilter,
			{
				displayName: 'To',
				name: 'to',
				type: 'string',
				default: '',
				placeholder: '+14155550123',
				description: 'Only calls to these numbers or SIP URIs, in any spelling; commas between',
			},
		],
	},
];
