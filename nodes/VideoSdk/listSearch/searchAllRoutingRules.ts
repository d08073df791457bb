import { directionOfRule, RULE_ID_KEYS } from '../../../videosdk/routingRule.ts';
import { text, type JsonObject } from '../../../videosdk/wire.ts';
import { searchNamed } from './fillList.ts';

/** Fills the list of routing rules of both directions; the API itself searches their names and numbers. */
export const searchAllRoutingRules = searchNamed({
	page: async (api, order) => await api.routingRules.page(order, {}),
	idKeys: RULE_ID_KEYS,
	nameOf: withDirection,
	none: {
		message: 'There are no routing rules in this VideoSDK account yet',
		hint: 'Make one with Create, or in the VideoSDK dashboard under Telephony, and open this list again.',
	},
});

function withDirection(row: JsonObject): string | undefined {
	const about = [text(row.name), directionOfRule(row)].filter((one) => one !== undefined);
	return about.length === 0 ? undefined : about.join(', ');
}
