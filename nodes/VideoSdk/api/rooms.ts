import { isRecord, text, type JsonObject } from '../../../videosdk/wire.ts';
import { roomIdIn } from '../../../videosdk/room.ts';
import { Failure } from '../errors/failure.ts';
import { failureOf } from '../errors/failureOf.ts';
import type { ApiRequest, Client } from './exchange.ts';
import { idInPath } from './idInPath.ts';
import { listRows, readList, ROWS_PER_PAGE, type ListPage } from './pages.ts';

const ROOMS = '/v2/rooms';

/** @param roomId finds this room alone; VideoSDK finds no part of an ID or name */
export function listRoomsRequest(page: number, roomId?: string) {
	const query = { page, perPage: ROWS_PER_PAGE, query: roomId };
	return { method: 'GET', path: ROOMS, query } satisfies ApiRequest;
}

/** What a room shall be. What is left out, VideoSDK decides. */
export interface RoomOrder {
	/** With the name of a room that exists already, VideoSDK answers that one (server SDK, `rooms.ts`). */
	customRoomId?: string;
	/** The region that its media go through. */
	geoFence?: string;
	/** Nobody else may join. */
	allowedParticipantIds?: string[];
	/** What VideoSDK does by itself as soon as somebody is in the room. */
	record?: AutoRecording;
	webhook?: { url: string; events: string[] };
	autoClose?: {
		type: 'session-ends' | 'session-end-and-deactivate';
		/** Seconds by the server SDK, minutes by the older docs. */
		duration?: number;
	};
}

/** A recording that begins and ends with each session, and what is made of it. */
export interface AutoRecording {
	transcribe: boolean;
	/** With a prompt of the user's own; without one, VideoSDK has its own. */
	summary?: { prompt?: string };
}

/** As it would be started by hand; a layout is what the server SDK's start of a recording has at least. */
function autoStartOf({ transcribe, summary }: AutoRecording) {
	const { prompt } = summary ?? {};
	const told = { enabled: true, ...(prompt === undefined ? {} : { prompt }) };
	const transcription = { enabled: true, ...(summary && { summary: told }) };
	const config = { layout: { type: 'GRID' } };
	return { recording: { config, ...(transcribe && { transcription }) } };
}

export function newRoomRequest({ webhook, autoClose, record, ...named }: RoomOrder): ApiRequest {
	return {
		method: 'POST',
		path: ROOMS,
		// In the order of the server SDK, `rooms.ts`. n8n sends no body at all when it has no key in it.
		body: {
			...{ customRoomId: undefined, ...named },
			...(record && { autoStartConfig: autoStartOf(record) }),
			...(webhook && { webhook: { endPoint: webhook.url, events: webhook.events } }),
			...(autoClose && { autoCloseConfig: { ...autoClose } }),
		},
	};
}

/** @param anyId the room's ID, its custom ID, or VideoSDK's internal one */
export function readRoomRequest(anyId: string): ApiRequest {
	return { method: 'GET', path: `${ROOMS}/${idInPath(anyId)}` };
}

export function validateRoomRequest(anyId: string): ApiRequest {
	return { method: 'GET', path: `${ROOMS}/validate/${idInPath(anyId)}` };
}

export function endRoomRequest(roomId: string): ApiRequest {
	return { method: 'POST', path: `${ROOMS}/deactivate`, body: { roomId } };
}

/** What VideoSDK answers to the ID of no room (server SDK, `rooms.ts`, `validate`). */
const NO_SUCH_ROOM = [400, 402, 404];

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

	/** Rooms as VideoSDK describes them. */
	async list(most?: number): Promise<JsonObject[]> {
		return await listRows(async (page) => await this.page(page), { idOf: roomIdIn, most });
	}

	/**
	 * Makes a room. A lost answer is asked for again: one room more that nobody is in does no harm.
	 *
	 * @returns the room as VideoSDK describes it
	 */
	async create(order: RoomOrder): Promise<JsonObject> {
		return await this.#readRoom(newRoomRequest(order));
	}

	async get(anyId: string): Promise<JsonObject> {
		return await this.#readRoom(readRoomRequest(anyId));
	}

	/** Whether there is such a room. @returns it as VideoSDK describes it, or undefined */
	async validate(anyId: string): Promise<JsonObject | undefined> {
		try {
			return await this.#readRoom(validateRoomRequest(anyId));
		} catch (error) {
			const failure = failureOf(error);
			if (NO_SUCH_ROOM.includes(failure.facts.httpStatus ?? 0)) return undefined;
			throw failure;
		}
	}

	/**
	 * Ends a room for good: nobody can join it any more. To end it twice does no harm.
	 *
	 * @param anyId VideoSDK itself ends a room by its ID only; by another one, it is looked up
	 */
	async end(anyId: string): Promise<JsonObject> {
		try {
			return await this.#readRoom(endRoomRequest(anyId));
		} catch (error) {
			const failure = failureOf(error);
			if (!NO_SUCH_ROOM.includes(failure.facts.httpStatus ?? 0)) throw failure;
			const roomId = roomIdIn((await this.validate(anyId)) ?? {});
			if (roomId === undefined || roomId === anyId) throw failure;
			return await this.#readRoom(endRoomRequest(roomId));
		}
	}

	/**
	 * Makes a room for one call, or gives the one that was made for it before.
	 *
	 * @param correlationKey the call's own, see once/correlationKey.ts
	 * @param order what VideoSDK shall make of the call, and who is told what happens in the room
	 * @returns the room's ID
	 */
	async createForCall(
		correlationKey: string,
		{ record, webhook }: Pick<RoomOrder, 'record' | 'webhook'> = {},
	): Promise<string> {
		const unique = correlationKey.slice(correlationKey.lastIndexOf('/') + 1);
		const order = { customRoomId: `n8n-call-${unique}`, record, webhook };
		const { body } = await this.#client.send(newRoomRequest(order));
		const roomId = isRecord(body) ? text(body.roomId) : undefined;
		if (roomId !== undefined) return roomId;
		throw withoutRoom(
			'VideoSDK answered without the ID of the room that was made for the call',
			'No phone has rung for this item. Try again, or put the call into an existing room.',
		);
	}

	async #readRoom(request: ApiRequest): Promise<JsonObject> {
		const { body } = await this.#client.send(request);
		const room = isRecord(body) && isRecord(body.data) ? body.data : body;
		if (isRecord(room) && roomIdIn(room) !== undefined) return room;
		throw withoutRoom(
			'VideoSDK answered without the room that was asked for',
			'Try again in a few minutes. If it goes on, ask VideoSDK about it.',
		);
	}
}

function withoutRoom(message: string, hint: string): Failure {
	return new Failure({ code: 'unreadableAnswer', message, hint, callMayExist: false });
}
