import { isRecord } from '../../../videosdk/call.ts';
import { Failure } from '../errors/failure.ts';
import { fieldText } from '../fields/fieldText.ts';
import type { ApiRequest, Client } from './exchange.ts';
import { readList, ROWS_PER_PAGE, type ListPage } from './pages.ts';

const ROOMS = '/v2/rooms';

/** @param roomId finds this room alone; VideoSDK finds no part of an ID or name */
export function listRoomsRequest(page: number, roomId?: string) {
	const query = { page, perPage: ROWS_PER_PAGE, query: roomId };
	return { method: 'GET', path: ROOMS, query } satisfies ApiRequest;
}

/** Server SDK, `rooms.ts`: with the name of a room that exists already, VideoSDK answers that one. */
export function newRoomRequest(customRoomId: string): ApiRequest {
	return { method: 'POST', path: ROOMS, body: { customRoomId } };
}

/** Rooms, which VideoSDK also calls meetings. What it throws is a `Failure`. */
export class RoomsApi {
	readonly #client: Client;

	constructor(client: Client) {
		this.#client = client;
	}

	/** @param roomId lists this room alone */
	async page(page: number, roomId?: string): Promise<ListPage> {
		return await readList(this.#client, listRoomsRequest(page, roomId));
	}

	/**
	 * Makes a room for one call, or gives the one that was made for it before.
	 *
	 * @param correlationKey the call's own, see once/correlationKey.ts
	 * @returns the room's ID
	 */
	async createForCall(correlationKey: string): Promise<string> {
		const unique = correlationKey.slice(correlationKey.lastIndexOf('/') + 1);
		const { body } = await this.#client.send(newRoomRequest(`n8n-call-${unique}`));
		const roomId = isRecord(body) ? fieldText(body.roomId) : '';
		if (roomId !== '') return roomId;
		throw new Failure({
			code: 'unreadableAnswer',
			message: 'VideoSDK answered without the ID of the meeting that was made for the call',
			hint: 'No phone has rung for this item. Try again, or put the call into an existing meeting.',
			callMayExist: false,
		});
	}
}
