import { connectorIdIn, connectorIn, type ConnectorOrder } from '../../../videosdk/connector.ts';
import { isRecord, withoutAbsent, type JsonObject } from '../../../videosdk/wire.ts';
import { createdOrFound } from './createdOrFound.ts';
import type { ApiRequest, Client } from './exchange.ts';
import { idInPath } from './idInPath.ts';
import { readList } from './pages.ts';
import { removed } from './removed.ts';
import { withoutWhatWasAskedFor } from './unreadable.ts';

const CONNECTORS = '/v2/connectors';

const pathOf = (connectorId: string) => `${CONNECTORS}/${idInPath(connectorId)}`;

/** All at once: there are no pages. */
export function listConnectorsRequest(): ApiRequest {
	return { method: 'GET', path: CONNECTORS };
}

export function readConnectorRequest(connectorId: string): ApiRequest {
	return { method: 'GET', path: pathOf(connectorId) };
}

export function createConnectorRequest(order: ConnectorOrder): ApiRequest {
	const { provider, name, defaultRuleId, region, defaultRoomId } = order;
	const body = withoutAbsent({ provider, name, defaultRuleId, region, defaultRoomId });
	return { method: 'POST', path: CONNECTORS, body };
}

export function rotateConnectorKeyRequest(connectorId: string): ApiRequest {
	return { method: 'POST', path: `${pathOf(connectorId)}/rotate-key` };
}

export function deleteConnectorRequest(connectorId: string): ApiRequest {
	return { method: 'DELETE', path: pathOf(connectorId) };
}

/** What takes in calls of providers without a gateway. What it throws is a `Failure`. */
export class ConnectorsApi {
	readonly #client: Client;

	constructor(client: Client) {
		this.#client = client;
	}

	/** Connectors as VideoSDK describes them: with their keys. */
	async list(): Promise<JsonObject[]> {
		const { rows } = await readList(this.#client, listConnectorsRequest());
		return rows.filter(isRecord).filter((row) => connectorIdIn(row) !== undefined);
	}

	/** @returns the connector as VideoSDK describes it: with its key */
	async read(connectorId: string): Promise<JsonObject> {
		return await this.#read(readConnectorRequest(connectorId));
	}

	/** Makes a connector. When the answer was lost, it is looked for among those that were not there before. */
	async create(order: ConnectorOrder): Promise<JsonObject> {
		const before = new Set((await this.list()).map(connectorIdIn));
		const create = async () =>
			connectorIn((await this.#client.sendOnce(createConnectorRequest(order))).body);
		const find = async () => {
			const fresh = (await this.list()).filter((row) => !before.has(connectorIdIn(row)));
			return fresh.find((row) => isAsOrdered(row, order));
		};
		const connector = await createdOrFound(create, find);
		if (connector) return connector;
		throw withoutWhatWasAskedFor('the connector');
	}

	/** Makes a new key. When the answer was lost, yet another one is made: the last one counts. */
	async rotateKey(connectorId: string): Promise<JsonObject> {
		return await this.#read(rotateConnectorKeyRequest(connectorId));
	}

	/** Whether there was such a connector. */
	async remove(connectorId: string): Promise<boolean> {
		return await removed(this.#client.send(deleteConnectorRequest(connectorId)));
	}

	async #read(request: ApiRequest): Promise<JsonObject> {
		const connector = connectorIn((await this.#client.send(request)).body);
		if (connector) return connector;
		throw withoutWhatWasAskedFor('the connector');
	}
}

function isAsOrdered(row: JsonObject, order: ConnectorOrder): boolean {
	return Object.entries(withoutAbsent({ ...order })).every(([key, value]) => row[key] === value);
}
