import type { ApiRequest, Client } from './exchange.ts';
import { idInPath } from './idInPath.ts';
import { readList, ROWS_PER_PAGE, type ListOrder, type ListPage } from './pages.ts';

const ROUTING_RULES = '/v2/sip/routing-rule';

/** @param which those of calls out alone, or all */
export function listRoutingRulesRequest(
	{ search, page }: ListOrder,
	which: 'outbound' | 'all' = 'outbound',
) {
	const type = which === 'all' ? undefined : which;
	const query = { page, perPage: ROWS_PER_PAGE, search, type };
	return { method: 'GET', path: ROUTING_RULES, query } satisfies ApiRequest;
}

export function readRoutingRuleRequest(ruleId: string): ApiRequest {
	return { method: 'GET', path: `${ROUTING_RULES}/${idInPath(ruleId)}` };
}

/** Routing rules. What it throws is a `Failure`. */
export class RoutingRulesApi {
	readonly #client: Client;

	constructor(client: Client) {
		this.#client = client;
	}

	async page(order: ListOrder, which?: 'all'): Promise<ListPage> {
		return await readList(this.#client, listRoutingRulesRequest(order, which));
	}

	/** @returns VideoSDK's own answer, which may have a password in it: it must not be shown */
	async get(ruleId: string): Promise<unknown> {
		return (await this.#client.send(readRoutingRuleRequest(ruleId))).body;
	}
}
