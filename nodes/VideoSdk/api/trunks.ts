import type { ApiRequest, Client } from './exchange.ts';
import { idInPath } from './idInPath.ts';

/** VideoSDK may no longer have this endpoint. */
export function readTrunkRequest(trunkId: string): ApiRequest {
	return { method: 'GET', path: `/v2/sip-trunk/${idInPath(trunkId)}` };
}

/** SIP trunks. What it throws is a `Failure`. */
export class TrunksApi {
	readonly #client: Client;

	constructor(client: Client) {
		this.#client = client;
	}

	/** @returns VideoSDK's own answer, which may have a password in it: it must not be shown */
	async get(trunkId: string): Promise<unknown> {
		return (await this.#client.send(readTrunkRequest(trunkId))).body;
	}
}
