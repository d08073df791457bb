import { toRuleItem } from '../../../../videosdk/routingRule.ts';
import { directionField } from '../../fields/carrier.ts';
import { fieldText } from '../../fields/fieldText.ts';
import { limitField, mostOf, returnAllField } from '../../fields/limit.ts';
import { defineOperation } from '../defineOperation.ts';

/** Lists routing rules, one output item each. */
export const getManyRoutingRules = defineOperation({
	resource: 'routingRule',
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many routing rules',
		description: 'List routing rules, all or by filters',
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
				{ ...directionField, noDataExpression: false, description: 'Only rules for such calls' },
				{
					displayName: 'Room Type',
					name: 'roomType',
					type: 'options',
					options: [
						{ name: 'A New Room Each', value: 'dynamic', description: 'No two calls meet' },
						{ name: 'One Room', value: 'static', description: 'All calls meet in it' },
					],
					default: 'static',
					description: 'Only rules that put calls into such rooms',
				},
				{
					displayName: 'Search',
					name: 'search',
					type: 'string',
					default: '',
					placeholder: 'sales',
					description: 'In a name or number',
				},
			],
		},
	],
	plan: ({ filters: { search, ...filters }, ...limits }) => ({
		...{ filters, search: fieldText(search), most: mostOf(limits) },
	}),
	run: async ({ api }, { filters, ...wanted }) =>
		(await api.routingRules.list(filters, wanted)).map(toRuleItem),
});
