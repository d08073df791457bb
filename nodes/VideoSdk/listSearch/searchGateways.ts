import { GATEWAY_ID_KEYS } from '../../../videosdk/gateway.ts';
import { searchNamed } from './fillList.ts';

/** Fills the list of outbound gateways; the API itself searches their names. */
export const searchGateways = searchNamed({
	page: async (api, order) => await api.gateways.page(order),
	idKeys: GATEWAY_ID_KEYS,
	none: {
		message: 'There are no outbound gateways in this VideoSDK account yet',
		hint: 'Create one in the VideoSDK dashboard under Telephony > Outbound Gateways and open this list again, or choose "Trunk" under Call Through.',
	},
});
