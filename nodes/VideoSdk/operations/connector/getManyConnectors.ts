import { toConnectorItem } from '../../../../videosdk/connector.ts';
import { limitField, mostOf, returnAllField } from '../../fields/limit.ts';
import { defineOperation } from '../defineOperation.ts';

/** Lists connectors, one output item each. */
export const getManyConnectors = defineOperation({
	resource: 'connector',
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many connectors',
		description: 'List the connectors of the account',
	},
	fields: [returnAllField, limitField],
	plan: mostOf,
	run: async ({ api }, most) => {
		const connectors = await api.connectors.list();
		return connectors.slice(0, most).map((connector) => toConnectorItem(connector));
	},
});
