import type { ApiRequest, Client } from './exchange.ts';
import { idInPath } from './idInPath.ts';
import { readList, ROWS_PER_PAGE, type ListOrder, type ListPage } from './pages.ts';

const GATEWAYS = '/v2/sip/outbound-gateways';

export function listGatewaysRequest({ search, page }: ListOrder) {
	const query = { page, perPage: ROWS_PER_PAGE, search };
	return { method: 'GET', path: GATEWAYS, query } satisfies ApiRequest;
}

export function readGatewayRequest(gatewayId: string): ApiRequest {
	return { method: 'GET', path: `${GATEWAYS}/${idInPath(gatewayId)}` };
}

/** Outbound gateways. What it throws is a `Failure`. */
export class GatewaysApi {
	readonly #client: Client;

	constructor(client: Client) {
		this.#client = client;
	}

	async page(order: ListOrder): Promise<ListPage> {
		return await readList(this.#client, listGatewaysRequest(order));
	}

	/** @returns VideoSDK's own answer, which may have a password in it: it must not be shown */
	async get(gatewayId: string): Promise<unknown> {
		return (await this.#client.send(readGatewayRequest(gatewayId))).body;
	}
}
