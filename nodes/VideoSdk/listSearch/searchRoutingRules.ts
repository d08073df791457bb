import { RULE_ID_KEYS } from '../../../videosdk/routingRule.ts';
import { searchNamed } from './fillList.ts';

/** Fills the list of outbound routing rules; the API itself searches their names and numbers. */
export const searchRoutingRules = searchNamed({
	page: async (api, order) => await api.routingRules.page(order),
	idKeys: RULE_ID_KEYS,
	none: {
		message: 'There are no outbound routing rules in this VideoSDK account yet',
		hint: 'Create one in the VideoSDK dashboard under Telephony > Routing Rules and open this list again, or choose "Trunk" under Call Through.',
	},
});
