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

const NO_RULES = {
	message: 'There are no outbound routing rules in this VideoSDK account yet',
	hint: 'Create one in the VideoSDK dashboard under Telephony > Routing Rules and open this list again, or choose "Trunk" under Call Through.',
};

/** Fills the list of outbound routing rules; the API itself searches their names and numbers. */
export async function searchRoutingRules(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await fillList(this, filter, paginationToken, async (api, order) => {
		const read = await readChoices(api, listRoutingRulesRequest(order), (rule) => {
			const id = text(rule.id) ?? text(rule.ruleId) ?? text(rule._id);
			return id === undefined ? undefined : namedChoice(text(rule.name), id);
		});
		return unlessEmpty(read, order, NO_RULES);
	});
}

export function listRoutingRulesRequest({ search, page }: ListOrder) {
	return {
		method: 'GET',
		path: '/v2/sip/routing-rule',
		query: { page, perPage: CHOICES_PER_PAGE, search, type: 'outbound' },
	} satisfies ApiRequest;
}
