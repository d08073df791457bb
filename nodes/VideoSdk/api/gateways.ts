import {
	gatewayIdIn,
	gatewayIn,
	type Direction,
	type GatewayOrder,
} from '../../../videosdk/gateway.ts';
import { withoutAbsent, type JsonObject } from '../../../videosdk/wire.ts';
import { createdOrFound } from './createdOrFound.ts';
import type { ApiRequest, Client } from './exchange.ts';
import { idInPath } from './idInPath.ts';
import { listRows, readList, ROWS_PER_PAGE, type ListOrder, type ListPage } from './pages.ts';
import { hasSameTexts } from './hasSameTexts.ts';
import { removed } from './removed.ts';
import { withoutWhatWasAskedFor } from './unreadable.ts';

/** Each direction has a folder of its own. */
const FOLDERS: Record<Direction, string> = {
	inbound: '/v2/sip/inbound-gateways',
	outbound: '/v2/sip/outbound-gateways',
};

const pathOf = (direction: Direction, gatewayId: string) =>
	`${FOLDERS[direction]}/${idInPath(gatewayId)}`;

export function listGatewaysRequest(
	{ search, page }: ListOrder,
	direction: Direction = 'outbound',
) {
	const query = { page, perPage: ROWS_PER_PAGE, search };
	return { method: 'GET', path: FOLDERS[direction], query } satisfies ApiRequest;
}

export function readGatewayRequest(
	gatewayId: string,
	direction: Direction = 'outbound',
): ApiRequest {
	return { method: 'GET', path: pathOf(direction, gatewayId) };
}

export function createGatewayRequest(direction: Direction, order: GatewayOrder): ApiRequest {
	return { method: 'POST', path: FOLDERS[direction], body: withoutAbsent({ ...order }) };
}

/** @param wanted the whole gateway, see `changedGateway` */
export function changeGatewayRequest(
	direction: Direction,
	gatewayId: string,
	wanted: GatewayOrder,
): ApiRequest {
	const body = withoutAbsent({ ...wanted });
	return { method: 'PATCH', path: pathOf(direction, gatewayId), body };
}

export function deleteGatewayRequest(direction: Direction, gatewayId: string): ApiRequest {
	return { method: 'DELETE', path: pathOf(direction, gatewayId) };
}

/** Gateways of both directions, outbound ones where nothing is said. What it throws is a `Failure`. */
export class GatewaysApi {
	readonly #client: Client;

	constructor(client: Client) {
		this.#client = client;
	}

	async page(order: ListOrder, direction?: Direction): Promise<ListPage> {
		return await readList(this.#client, listGatewaysRequest(order, direction));
	}

	/** Gateways as VideoSDK describes them: with passwords, perhaps. */
	async list(
		direction: Direction,
		{ search = '', most }: { search?: string; most?: number } = {},
	): Promise<JsonObject[]> {
		const readPage = async (page: number) => await this.page({ search, page }, direction);
		return await listRows(readPage, { idOf: gatewayIdIn, most });
	}

	/** @returns VideoSDK's own answer, which may have a password in it: it must not be shown */
	async get(gatewayId: string, direction?: Direction): Promise<unknown> {
		return (await this.#client.send(readGatewayRequest(gatewayId, direction))).body;
	}

	/** @returns the gateway as VideoSDK describes it: with its password, perhaps */
	async read(direction: Direction, gatewayId: string): Promise<JsonObject> {
		const gateway = gatewayIn(await this.get(gatewayId, direction));
		if (gateway) return gateway;
		throw withoutWhatWasAskedFor('the gateway');
	}

	/** Makes a gateway. When the answer was lost, it is looked for by its name and what else it shall be. */
	async create(direction: Direction, order: GatewayOrder): Promise<JsonObject> {
		const create = async () =>
			gatewayIn((await this.#client.sendOnce(createGatewayRequest(direction, order))).body);
		const find = async () => {
			const named = await this.list(direction, { search: order.name });
			return named.find((gateway) => isAsOrdered(gateway, order));
		};
		const gateway = await createdOrFound(create, find);
		if (gateway) return gateway;
		throw withoutWhatWasAskedFor('the gateway');
	}

	/** @param wanted the whole gateway, see `changedGateway` */
	async change(direction: Direction, gatewayId: string, wanted: GatewayOrder): Promise<JsonObject> {
		const { body } = await this.#client.send(changeGatewayRequest(direction, gatewayId, wanted));
		return gatewayIn(body) ?? (await this.read(direction, gatewayId));
	}

	/** Whether there was such a gateway. */
	async remove(direction: Direction, gatewayId: string): Promise<boolean> {
		return await removed(this.#client.send(deleteGatewayRequest(direction, gatewayId)));
	}
}

function isAsOrdered(gateway: JsonObject, { name, numbers, address }: GatewayOrder): boolean {
	const isSameAddress = address === undefined || gateway.address === address;
	return gateway.name === name && isSameAddress && hasSameTexts(gateway.numbers, numbers);
}
