import { toGatewayItem } from '../../../../videosdk/gateway.ts';
import { directionField } from '../../fields/carrier.ts';
import { fieldText } from '../../fields/fieldText.ts';
import { limitField, mostOf, returnAllField } from '../../fields/limit.ts';
import { defineOperation } from '../defineOperation.ts';

/** Lists gateways of one direction, one output item each. */
export const getManyGateways = defineOperation({
	resource: 'gateway',
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many gateways',
		description: 'List the gateways of one direction',
	},
	fields: [
		directionField,
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
					displayName: 'Search',
					name: 'search',
					type: 'string',
					default: '',
					placeholder: 'sales',
					description: 'Only gateways with this text in their name',
				},
			],
		},
	],
	plan: ({ direction, filters, ...limits }) => ({
		...{ direction, search: fieldText(filters.search), most: mostOf(limits) },
	}),
	run: async ({ api }, { direction, ...wanted }) => {
		const gateways = await api.gateways.list(direction, wanted);
		return gateways.map((gateway) => toGatewayItem(gateway, direction));
	},
});
