import type { ApiRequest } from '../api/exchange.ts';
import { CHOICES_PER_PAGE, searchNamed, type ListOrder } from './fillList.ts';

/** Fills the list of outbound gateways; the API itself searches their names. */
export const searchGateways = searchNamed({
	request: listGatewaysRequest,
	idKeys: ['id', 'gatewayId', '_id'],
	none: {
		message: 'There are no outbound gateways in this VideoSDK account yet',
		hint: 'Create one in the VideoSDK dashboard under Telephony > Outbound Gateways and open this list again, or choose "Trunk" under Call Through.',
	},
});

export function listGatewaysRequest({ search, page }: ListOrder) {
	return {
		method: 'GET',
		path: '/v2/sip/outbound-gateways',
		query: { page, perPage: CHOICES_PER_PAGE, search },
	} satisfies ApiRequest;
}
