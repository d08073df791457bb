import type { ApiRequest, Client } from './exchange.ts';
import { readList, ROWS_PER_PAGE, type ListOrder, type ListPage } from './pages.ts';

export function listPhoneNumbersRequest({ search, page }: ListOrder) {
	const query = { page, perPage: ROWS_PER_PAGE, search };
	return { method: 'GET', path: '/v2/sip/phone-numbers', query } satisfies ApiRequest;
}

/** Phone numbers of the account. What it throws is a `Failure`. */
export class PhoneNumbersApi {
	readonly #client: Client;

	constructor(client: Client) {
		this.#client = client;
	}

	async page(order: ListOrder): Promise<ListPage> {
		return await readList(this.#client, listPhoneNumbersRequest(order));
	}
}
