import type { INodeProperties } from 'n8n-workflow';
import {
	directionFilter,
	gatewayFilters,
	roomFilters,
	routingRuleFilters,
} from '../fields/callFilters.ts';

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
			},
			{
				name: 'Calls Placed by Any Workflow',
				value: 'thisN8n',
				description: 'Of this n8n',
			},
			{
				name: 'Calls Placed by One Workflow',
				value: 'workflow',
				description: 'Of this n8n',
			},
		],
		default: 'anybody',
		description:
			'Calls through a trunk count only for Any Call of the Account. <a href="https://github.com/n8n-nodes-videosdk/n8n-nodes-videosdk/blob/main/docs/trigger.md#whose-calls">More</a>.',
	},
	{
		displayName: 'Placed by Workflow',
		name: 'workflowId',
		type: 'workflowSelector',
		required: true,
		displayOptions: { show: { placedBy: ['workflow'] } },
		default: '',
		description: 'It may be this workflow itself',
	},
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add filter',
		default: {},
		description: 'Only what passes all of them starts the workflow',
		options: [
			directionFilter,
			{
				displayName: 'From',
				name: 'from',
				type: 'string',
				default: '',
				placeholder: '+14155559876',
				description: 'Numbers or SIP URIs, with commas between',
			},
			...gatewayFilters,
			{
				displayName: 'Metadata Key',
				name: 'metadataKey',
				type: 'string',
				default: '',
				placeholder: 'campaign',
				description: 'That the metadata has',
			},
			{
				displayName: 'Metadata Value',
				name: 'metadataValue',
				type: 'string',
				default: '',
				placeholder: 'spring',
				description: 'Under the Metadata Key',
			},
			...roomFilters,
			...routingRuleFilters,
			{
				displayName: 'To',
				name: 'to',
				type: 'string',
				default: '',
				placeholder: '+14155550123',
				description: 'Numbers or SIP URIs, with commas between',
			},
		],
	},
];
