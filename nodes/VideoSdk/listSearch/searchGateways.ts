import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { text } from '../../../protocol/wire.ts';
import type { ApiRequest } from '../transport/send.ts';
import {
	CHOICES_PER_PAGE,
	fillList,
	namedChoice,
	readChoices,
	unlessEmpty,
	type ListOrder,
} from './fillList.ts';

const NO_GATEWAYS = {
	message: 'There are no outbound gateways in this VideoSDK account yet',
	hint: 'Create one in the VideoSDK dashboard under Telephony > Outbound Gateways and open this list again, or choose "Trunk" under Call Through.',
};

/** Fills the list of outbound gateways; the API itself searches their names. */
export async function searchGateways(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await fillList(this, filter, paginationToken, async (api, order) => {
		const read = await readChoices(api, listGatewaysRequest(order), (gateway) => {
			const id = text(gateway.id) ?? text(gateway.gatewayId) ?? text(gateway._id);
			return id === undefined ? undefined : namedChoice(text(gateway.name), id);
		});
		return unlessEmpty(read, order, NO_GATEWAYS);
	});
}

export function listGatewaysRequest({ search, page }: ListOrder) {
	return {
		method: 'GET',
		path: '/v2/sip/outbound-gateways',
		query: { page, perPage: CHOICES_PER_PAGE, search },
	} satisfies ApiRequest;
}
