import type { ILoadOptionsFunctions } from 'n8n-workflow';
import { GATEWAY_ID_KEYS, type Direction } from '../../../videosdk/gateway.ts';
import { fieldText } from '../fields/fieldText.ts';
import { searchNamed } from './fillList.ts';

/** Fills the list of the gateways of the chosen direction; the API itself searches their names. */
export const searchGatewaysOfDirection = searchNamed({
	page: async (api, order, context) => await api.gateways.page(order, chosenDirection(context)),
	idKeys: GATEWAY_ID_KEYS,
	none: {
		message: 'There are no gateways of this Direction in this VideoSDK account yet',
		hint: 'Make one with Create, or in the VideoSDK dashboard under Telephony, and open this list again.',
	},
});

function chosenDirection(context: ILoadOptionsFunctions): Direction {
	const direction = fieldText(context.getCurrentNodeParameter('direction'));
	return direction === 'inbound' ? 'inbound' : 'outbound';
}
