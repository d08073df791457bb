import { toDeploymentItem } from '../../../../videosdk/agent.ts';
import { fieldText } from '../../fields/fieldText.ts';
import { limitField, mostOf, returnAllField } from '../../fields/limit.ts';
import { defineOperation } from '../defineOperation.ts';

/** Lists the voice agents that are deployed in VideoSDK's cloud. */
export const getManyAgents = defineOperation({
	resource: 'agent',
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many voice agents',
		description: "List the voice agents in VideoSDK's cloud",
	},
	fields: [
		returnAllField,
		limitField,
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add filter',
			default: {},
			options: [
				{
					displayName: 'Agent ID',
					name: 'agentId',
					type: 'string',
					default: '',
					placeholder: 'ag_123456',
					description: 'Only deployments of this agent',
				},
				{
					displayName: 'Deployment ID',
					name: 'deploymentId',
					type: 'string',
					default: '',
					description: 'Only this deployment',
				},
				{
					displayName: 'Name',
					name: 'name',
					type: 'string',
					default: '',
					placeholder: 'Receptionist',
					description: 'Only agents with this text in it',
				},
				{
					displayName: 'Status',
					name: 'status',
					type: 'string',
					default: '',
					description: 'In the words of VideoSDK',
				},
			],
		},
	],
	plan: ({ filters, ...limits }) => ({
		filters: {
			agentId: fieldText(filters.agentId),
			deploymentId: fieldText(filters.deploymentId),
			name: fieldText(filters.name),
			status: fieldText(filters.status),
		},
		most: mostOf(limits),
	}),
	run: async ({ api }, { filters, most }) =>
		(await api.agents.list(filters, most)).map(toDeploymentItem),
});
