import type { Direction } from '../../../videosdk/gateway.ts';
import {
	directionOfRule,
	ruleIdIn,
	ruleIn,
	type RoutingRuleOrder,
} from '../../../videosdk/routingRule.ts';
import { withoutAbsent, type JsonObject } from '../../../videosdk/wire.ts';
import { failureOf } from '../errors/failureOf.ts';
import { createdOrFound } from './createdOrFound.ts';
import type { ApiRequest, Client } from './exchange.ts';
import { hasSameTexts } from './hasSameTexts.ts';
import { idInPath } from './idInPath.ts';
import { listRows, readList, ROWS_PER_PAGE, type ListOrder, type ListPage } from './pages.ts';
import { removed } from './removed.ts';
import { withoutWhatWasAskedFor } from './unreadable.ts';

const ROUTING_RULES = '/v2/sip/routing-rule';

const pathOf = (ruleId: string) => `${ROUTING_RULES}/${idInPath(ruleId)}`;

/** Which rules are listed. */
export interface RuleFilters {
	direction?: Direction;
	roomType?: 'static' | 'dynamic';
}

const OUTBOUND: RuleFilters = { direction: 'outbound' };

export function listRoutingRulesRequest({ search, page }: ListOrder, filters = OUTBOUND) {
	const { direction: type, roomType } = filters;
	const query = { page, perPage: ROWS_PER_PAGE, search, type, roomType };
	return { method: 'GET', path: ROUTING_RULES, query } satisfies ApiRequest;
}

export function readRoutingRuleRequest(ruleId: string): ApiRequest {
	return { method: 'GET', path: pathOf(ruleId) };
}

export function createRoutingRuleRequest(order: RoutingRuleOrder): ApiRequest {
	return { method: 'POST', path: ROUTING_RULES, body: bodyOf(order) };
}

/** @param wanted see `changedRule` */
export function changeRoutingRuleRequest(ruleId: string, wanted: RoutingRuleOrder): ApiRequest {
	return { method: 'PATCH', path: pathOf(ruleId), body: bodyOf(wanted) };
}

export function deleteRoutingRuleRequest(ruleId: string): ApiRequest {
	return { method: 'DELETE', path: pathOf(ruleId) };
}

/** In the order of the server SDK, `sip.ts`. */
function bodyOf({ name, type, phoneNumbers, room, ...order }: RoutingRuleOrder) {
	const { agentId, agentMetadata, includeHeaders, headers, headersToAttributes } = order;
	const { allowedNumbers, allowedIpAddresses, tags } = order;
	const { recording, dtmf, noiseCancellation, hidePhoneNumber } = order;
	return withoutAbsent({
		...{ name, type, phoneNumbers, room: room && { ...room } },
		...{ agentId, agentMetadata, includeHeaders, headers, headersToAttributes },
		...{ allowedNumbers, allowedIpAddresses, tags },
		...{ recording, dtmf, noiseCancellation, hidePhoneNumber },
	});
}

/** Routing rules, outbound ones where nothing is said. What it throws is a `Failure`. */
export class RoutingRulesApi {
	readonly #client: Client;

	constructor(client: Client) {
		this.#client = client;
	}

	async page(order: ListOrder, filters?: RuleFilters): Promise<ListPage> {
		return await readList(this.#client, listRoutingRulesRequest(order, filters));
	}

	/** Rules as VideoSDK describes them. */
	async list(
		filters: RuleFilters,
		{ search = '', most }: { search?: string; most?: number } = {},
	): Promise<JsonObject[]> {
		const readPage = async (page: number) => await this.page({ search, page }, filters);
		return await listRows(readPage, { idOf: ruleIdIn, most });
	}

	/** @returns VideoSDK's own answer, which may have a password in it: it must not be shown */
	async get(ruleId: string): Promise<unknown> {
		return (await this.#client.send(readRoutingRuleRequest(ruleId))).body;
	}

	/** @returns the rule as VideoSDK describes it: with its PIN, perhaps */
	async read(ruleId: string): Promise<JsonObject> {
		const rule = ruleIn(await this.get(ruleId));
		if (rule) return rule;
		throw withoutWhatWasAskedFor('the routing rule');
	}

	/** Makes a rule. When the answer was lost, it is looked for by its name and what else it shall be. */
	async create(order: RoutingRuleOrder): Promise<JsonObject> {
		const create = async () =>
			ruleIn((await this.#client.sendOnce(createRoutingRuleRequest(order))).body);
		const find = async () => {
			const named = await this.list({ direction: order.type }, { search: order.name });
			return named.find((rule) => isAsOrdered(rule, order));
		};
		const rule = await createdOrFound(create, find);
		if (rule) return rule;
		throw withoutWhatWasAskedFor('the routing rule');
	}

	/** @param wanted see `changedRule` */
	async change(ruleId: string, wanted: RoutingRuleOrder): Promise<JsonObject> {
		const { body } = await this.#client.send(changeRoutingRuleRequest(ruleId, wanted));
		return ruleIn(body) ?? (await this.read(ruleId));
	}

	/** Whether there was such a rule. */
	async remove(ruleId: string): Promise<boolean> {
		const remove = async () => await removed(this.#client.send(deleteRoutingRuleRequest(ruleId)));
		try {
			return await remove();
		} catch (error) {
			const failure = failureOf(error);
			// Somebody changed it at the same moment: docs page "Delete Routing Rule" says to try again.
			if (failure.facts.httpStatus === 409) return await remove();
			throw failure;
		}
	}
}

function isAsOrdered(rule: JsonObject, { name, type, phoneNumbers }: RoutingRuleOrder): boolean {
	const isSame = rule.name === name && directionOfRule(rule) === type;
	return isSame && hasSameTexts(rule.numbers, phoneNumbers);
}
