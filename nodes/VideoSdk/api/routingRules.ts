import type { ApiRequest, Client } from './exchange.ts';
import { idInPath } from './idInPath.ts';
import { readList, ROWS_PER_PAGE, type ListOrder, type ListPage } from './pages.ts';

const ROUTING_RULES = '/v2/sip/routing-rule';

export function listRoutingRulesRequest({ search, page }: ListOrder) {
	const query = { page, perPage: ROWS_PER_PAGE, search, type: 'outbound' };
	return { method: 'GET', path: ROUTING_RULES, query } satisfies ApiRequest;
}

export function readRoutingRuleRequest(ruleId: string): ApiRequest {
	return { method: 'GET', path: `${ROUTING_RULES}/${idInPath(ruleId)}` };
}

/** Outbound routing rules. What it throws is a `Failure`. */
export class RoutingRulesApi {
	readonly #client: Client;

	constructor(client: Client) {
		this.#client = client;
	}

	async page(order: ListOrder): Promise<ListPage> {
		return await readList(this.#client, listRoutingRulesRequest(order));
	}

	/** @returns VideoSDK's own answer, which may have a password in it: it must not be shown */
	async get(ruleId: string): Promise<unknown> {
		return (await this.#client.send(readRoutingRuleRequest(ruleId))).body;
	}
}
