import { gatewayIdIn, type Direction } from '../../../videosdk/gateway.ts';
import {
	changedNumberGateway,
	gatewayOf,
	numberIn,
	phoneNumberIn,
	type NumberGatewayOrder,
	type PhoneNumbersOrder,
} from '../../../videosdk/phoneNumber.ts';
import { withoutAbsent, type JsonObject } from '../../../videosdk/wire.ts';
import { failureOf, settled } from '../errors/failureOf.ts';
import { createdOrFound } from './createdOrFound.ts';
import type { ApiRequest, Client } from './exchange.ts';
import { idInPath } from './idInPath.ts';
import { listRows, readList, ROWS_PER_PAGE, type ListOrder, type ListPage } from './pages.ts';
import { withoutWhatWasAskedFor } from './unreadable.ts';

const PHONE_NUMBERS = '/v2/sip/phone-numbers';

export function listPhoneNumbersRequest({ search, page }: ListOrder) {
	const query = { page, perPage: ROWS_PER_PAGE, search };
	return { method: 'GET', path: PHONE_NUMBERS, query } satisfies ApiRequest;
}

/** @param number E.164: by its ID, VideoSDK finds none */
export function readPhoneNumberRequest(number: string): ApiRequest {
	return { method: 'GET', path: `${PHONE_NUMBERS}/${idInPath(number)}` };
}

export function createPhoneNumbersRequest(order: PhoneNumbersOrder): ApiRequest {
	const { name, phoneNumbers, isShared, mediaEncryption, inbound, outbound } = order;
	const body = withoutAbsent({ name, phoneNumbers, isShared, mediaEncryption });
	return {
		method: 'POST',
		path: PHONE_NUMBERS,
		body: { ...body, inbound: { ...inbound }, outbound: withoutAbsent({ ...outbound }) },
	};
}

/** @param number E.164 */
export function detachPhoneNumberRequest(number: string): ApiRequest {
	return { method: 'POST', path: `${PHONE_NUMBERS}/detach`, body: { phoneNumber: number } };
}

/** @param wanted see `changedNumberGateway` */
export function changeNumberGatewayRequest(
	gatewayId: string,
	wanted: NumberGatewayOrder,
): ApiRequest {
	const path = `${PHONE_NUMBERS}/gateways/${idInPath(gatewayId)}`;
	return { method: 'PATCH', path, body: withoutAbsent({ ...wanted }) };
}

/** @param phoneNumberId its ID: by the number itself, VideoSDK releases none */
export function releasePhoneNumberRequest(phoneNumberId: string): ApiRequest {
	return { method: 'POST', path: `${PHONE_NUMBERS}/${idInPath(phoneNumberId)}/release` };
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

	/** Numbers as VideoSDK describes them: the passwords of their gateways among it, perhaps. */
	async list({ search = '', most }: { search?: string; most?: number } = {}): Promise<
		JsonObject[]
	> {
		const readPage = async (page: number) => await this.page({ search, page });
		return await listRows(readPage, { idOf: numberIn, most });
	}

	/**
	 * @param number E.164
	 * @returns this number, and no other one, as VideoSDK describes it: with passwords, perhaps
	 */
	async read(number: string): Promise<JsonObject> {
		const found = phoneNumberIn((await this.#client.send(readPhoneNumberRequest(number))).body);
		if (found && numberIn(found) === number) return found;
		throw withoutWhatWasAskedFor('the phone number');
	}

	/**
	 * Adds numbers, and makes gateways for them. When the answer was lost, the numbers are looked for.
	 *
	 * @returns the numbers as VideoSDK describes them, those that it shows already
	 */
	async create(order: PhoneNumbersOrder): Promise<JsonObject[]> {
		const { phoneNumbers, outbound } = order;
		const readAll = async () => {
			const found = await Promise.all(phoneNumbers.map((one) => settled(this.read(one))));
			return found.flatMap((one) => (one.ok ? [one.value] : []));
		};
		const isAsOrdered = (number: JsonObject) =>
			gatewayOf(number, 'outbound')?.address === outbound.address;
		const create = async () => {
			await this.#client.sendOnce(createPhoneNumbersRequest(order));
			return await readAll();
		};
		const find = async () => {
			const found = (await readAll()).filter(isAsOrdered);
			return found.length === phoneNumbers.length ? found : undefined;
		};
		return (await createdOrFound(create, find)) ?? [];
	}

	/**
	 * Takes a number from its gateways. To do it twice does no harm, although VideoSDK refuses the second.
	 *
	 * @param number E.164
	 * @returns the number as VideoSDK describes it then
	 */
	async detach(number: string): Promise<JsonObject> {
		try {
			await this.#client.send(detachPhoneNumberRequest(number));
		} catch (error) {
			const failure = failureOf(error);
			if (failure.facts.httpStatus !== 400) throw failure;
			const found = await this.read(number);
			if (gatewayOf(found, 'inbound') || gatewayOf(found, 'outbound')) throw failure;
			return found;
		}
		return await this.read(number);
	}

	/**
	 * Changes what is named of one of a number's gateways, and leaves all else as it is.
	 *
	 * @param number as VideoSDK describes it; it is attached to a gateway of that direction
	 */
	async changeGateway(
		number: JsonObject,
		direction: Direction,
		changes: NumberGatewayOrder,
	): Promise<void> {
		const gateway = gatewayOf(number, direction) ?? {};
		const gatewayId = gatewayIdIn(gateway) ?? '';
		const wanted = changedNumberGateway(gateway, direction, changes);
		await this.#client.send(changeNumberGatewayRequest(gatewayId, wanted));
	}

	/** Gives a number back for good. To do it twice does no harm (docs page "Release Phone Number"). */
	async release(phoneNumberId: string): Promise<void> {
		await this.#client.send(releasePhoneNumberRequest(phoneNumberId));
	}
}
