import {
	deploymentIdIn,
	toDispatchItem,
	type AgentVariable,
	type DispatchItem,
} from '../../../videosdk/agent.ts';
import { callIn } from '../../../videosdk/call.ts';
import { isRecord, text, type JsonObject } from '../../../videosdk/wire.ts';
import { settled } from '../errors/failureOf.ts';
import { aboutAgent, noAgentCame } from './aboutAgent.ts';
import type { ApiRequest, BeforeEach, Client } from './exchange.ts';
import { idInPath } from './idInPath.ts';
import { listRows, readList, ROWS_PER_PAGE, type ListOrder, type ListPage } from './pages.ts';

const DISPATCH = '/v2/agent/dispatch';
const MANAGED_DISPATCH = '/v2/agent/general/dispatch';
const DEPLOYMENTS = '/ai/v1/cloud/deployments';
/** Of one agent; a version more than these is not offered. */
const MOST_DEPLOYMENTS = 5;

/** A voice agent that shall come into a room. */
export interface AgentOrder {
	agentId: string;
	roomId: string;
	/** Undefined = the one that was deployed last. */
	versionId?: string;
	versionTag?: string;
	/** What the agent is told. */
	metadata?: { variables?: AgentVariable[]; [key: string]: unknown };
	roomOptions?: { autoEndSession?: boolean; sessionTimeoutSeconds?: number };
}

/** Docs page "Dispatch Agents"; server SDK, `agents.ts`, which sends the room under both its names. */
export function dispatchAgentRequest(order: AgentOrder): ApiRequest {
	return { method: 'POST', path: DISPATCH, body: dispatchBody(order) };
}

/** Of an agent that VideoSDK manages (server SDK, `agents.ts`, `generalDispatch`): the version is needed. */
export function dispatchManagedAgentRequest(
	order: Omit<AgentOrder, 'versionTag'> & { versionId: string },
): ApiRequest {
	return { method: 'POST', path: MANAGED_DISPATCH, body: dispatchBody(order) };
}

function dispatchBody({ roomId, ...order }: AgentOrder): NonNullable<ApiRequest['body']> {
	const given = Object.entries(order).filter(([, value]) => value !== undefined);
	return { ...Object.fromEntries(given), meetingId: roomId, roomId };
}

/** Which agents are listed. Empty texts filter nothing. */
export interface AgentFilters {
	agentId?: string;
	/** VideoSDK takes it for a regular expression. */
	name?: string;
	status?: string;
	deploymentId?: string;
}

export function listAgentsRequest(filters: AgentFilters, page: number) {
	const { agentId, name, status, deploymentId } = filters;
	const query = { page, perPage: ROWS_PER_PAGE, agentId, name, status, deploymentId };
	return { method: 'GET', path: DEPLOYMENTS, query } satisfies ApiRequest;
}

export function latestAgentVersionRequest(deploymentId: string): ApiRequest {
	return { method: 'GET', path: `${DEPLOYMENTS}/${idInPath(deploymentId)}/latest` };
}

/** In no document and not in the server SDK: VideoSDK's own starter apps ask so for the versions of an agent. */
export function agentVersionsRequest(agentId: string): ApiRequest {
	return { method: 'GET', path: `/ai/v1/agents/${idInPath(agentId)}/versions` };
}

/** Voice agents. What it throws is a `Failure`. */
export class AgentsApi {
	readonly #client: Client;

	constructor(client: Client) {
		this.#client = client;
	}

	/**
	 * Sends a voice agent into a room, see `Client.sendOnce`: sent twice, two would talk.
	 *
	 * @throws Failure for an answer that says of no agent that it comes
	 */
	async dispatch(
		request: ApiRequest,
		agentId: string,
		beforeEach?: BeforeEach,
	): Promise<{ item: DispatchItem; body: JsonObject }> {
		const sending = this.#client.sendOnce(request, beforeEach);
		const { body } = await aboutAgent(agentId, sending);
		const item = toDispatchItem(body);
		if (item && isRecord(body)) return { item, body };
		throw noAgentCame(agentId, isRecord(body) ? text(body.message) : undefined);
	}

	/** Agents that are deployed in VideoSDK's cloud, by a part of their name. */
	async page({ search, page }: ListOrder): Promise<ListPage> {
		return await this.#deployments({ name: asPattern(search) }, page);
	}

	/** The same, from all pages, as VideoSDK describes them. */
	async list(filters: AgentFilters, most = Infinity): Promise<JsonObject[]> {
		const { name = '' } = filters;
		const readPage = async (page: number) =>
			await this.#deployments({ ...filters, name: asPattern(name) }, page);
		return await listRows(readPage, { idOf: deploymentIdIn, most });
	}

	/**
	 * The versions of an agent, as VideoSDK describes them: of one that was made in the dashboard all, of
	 * one that is deployed in its cloud the latest of each deployment.
	 */
	async versions(agentId: string): Promise<JsonObject[]> {
		const known = await this.#dashboardVersions(agentId);
		if (known.length > 0) return known;
		const deployments = await this.list({ agentId }, MOST_DEPLOYMENTS);
		const latest = deployments.map(async (row) => {
			const request = latestAgentVersionRequest(deploymentIdIn(row) ?? '');
			return callIn((await this.#client.send(request)).body);
		});
		return await Promise.all(latest);
	}

	/** None where VideoSDK does not know the agent, or the question. */
	async #dashboardVersions(agentId: string): Promise<JsonObject[]> {
		const asked = readList(this.#client, agentVersionsRequest(agentId), 'versions');
		const outcome = await settled(asked);
		if (outcome.ok) return outcome.value.rows.filter(isRecord);
		const { failure } = outcome;
		if (['notFound', 'refused'].includes(failure.facts.code)) return [];
		throw failure;
	}

	async #deployments(filters: AgentFilters, page: number): Promise<ListPage> {
		return await readList(this.#client, listAgentsRequest(filters, page), 'deployments');
	}
}

/** What somebody types is a part of a name, and no pattern. */
const asPattern = (name: string) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
