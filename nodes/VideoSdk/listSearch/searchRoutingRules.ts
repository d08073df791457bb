import type { ApiRequest } from '../api/exchange.ts';
import { CHOICES_PER_PAGE, searchNamed, type ListOrder } from './fillList.ts';

/** Fills the list of outbound routing rules; the API itself searches their names and numbers. */
export const searchRoutingRules = searchNamed({
	request: listRoutingRulesRequest,
	idKeys: ['id', 'ruleId', '_id'],
	none: {
		message: 'There are no outbound routing rules in this VideoSDK account yet',
		hint: 'Create one in the VideoSDK dashboard under Telephony > Routing Rules and open this list again, or choose "Trunk" under Call Through.',
	},
});

export function listRoutingRulesRequest({ search, page }: ListOrder) {
	return {
		method: 'GET',
		path: '/v2/sip/routing-rule',
		query: { page, perPage: CHOICES_PER_PAGE, search, type: 'outbound' },
	} satisfies ApiRequest;
}
