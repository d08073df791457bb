import { isRecord, type JsonObject } from '../../../videosdk/wire.ts';
import { participantIdIn, sessionIdIn } from '../../../videosdk/session.ts';
import { failureOf } from '../errors/failureOf.ts';
import { fieldText } from '../fields/fieldText.ts';
import { epochMs } from './epochMs.ts';
import type { ApiRequest, Client } from './exchange.ts';
import { idInPath } from './idInPath.ts';
import { listPageIn, listRows, readList, ROWS_PER_PAGE, type ListPage } from './pages.ts';
import { withoutWhatWasAskedFor } from './unreadable.ts';

const SESSIONS = '/v2/sessions';

/** Which sessions are listed. Empty texts filter nothing. */
export interface SessionFilters {
	roomId?: string;
	/** As ISO 8601 in UTC, like the next: of the start of a session. */
	startedFrom?: string;
	startedUntil?: string;
	sessionStatus?: 'ongoing' | 'ended';
}

export function listSessionsRequest(
	filters: SessionFilters,
	page: number,
	perPage = ROWS_PER_PAGE,
) {
	const query = {
		page,
		perPage,
		roomId: fieldText(filters.roomId),
		startDate: epochMs(filters.startedFrom),
		endDate: epochMs(filters.startedUntil),
		status: filters.sessionStatus,
	};
	return { method: 'GET', path: SESSIONS, query } satisfies ApiRequest;
}

export function readSessionRequest(sessionId: string): ApiRequest {
	return { method: 'GET', path: pathOf(sessionId) };
}

/** @param who all who have been in the session, or those that are in it now */
export function listParticipantsRequest(
	sessionId: string,
	who: 'all' | 'active',
	page: number,
): ApiRequest {
	const path = `${pathOf(sessionId)}/participants${who === 'active' ? '/active' : ''}`;
	return { method: 'GET', path, query: { page, perPage: ROWS_PER_PAGE } };
}

/** Which session is ended. */
export interface SessionEnd {
	roomId: string;
	/** Undefined = the one that goes on in the room. */
	sessionId?: string;
	/** Whether VideoSDK is to end it by force. */
	force?: boolean;
}

/** In the order of the server SDK, `sessions.ts`. That a session is over already is no error. */
export function endSessionRequest({ roomId, sessionId, force }: SessionEnd): ApiRequest {
	const body = {
		...(sessionId === undefined ? {} : { sessionId }),
		...{ ignoreClosed: true, roomId },
		...(force === undefined ? {} : { vsdkForceKill: force }),
	};
	return { method: 'POST', path: `${SESSIONS}/end`, body };
}

/** Somebody in the session that goes on in a room. */
export interface PresentParticipant {
	roomId: string;
	participantId: string;
}

export function removeParticipantRequest(one: PresentParticipant): ApiRequest {
	const { roomId, participantId } = one;
	const path = `${SESSIONS}/participants/remove`;
	// VideoSDK answers with a sentence (server SDK, `sessions.ts`).
	return { method: 'POST', path, body: { roomId, participantId }, takesText: true };
}

const pathOf = (sessionId: string) => `${SESSIONS}/${idInPath(sessionId)}`;

/** The times during which rooms are in use, and who is in them. What it throws is a `Failure`. */
export class SessionsApi {
	readonly #client: Client;

	constructor(client: Client) {
		this.#client = client;
	}

	async page(filters: SessionFilters, page: number): Promise<ListPage> {
		return await readList(this.#client, listSessionsRequest(filters, page));
	}

	/** Sessions as VideoSDK describes them. */
	async list(filters: SessionFilters, most?: number): Promise<JsonObject[]> {
		const readPage = async (page: number) => await this.page(filters, page);
		return await listRows(readPage, { idOf: sessionIdIn, most });
	}

	/** The session that goes on in a room; undefined when nobody is in it. */
	async ongoing(roomId: string): Promise<JsonObject | undefined> {
		const request = listSessionsRequest({ roomId, sessionStatus: 'ongoing' }, 1, 1);
		const { rows } = await readList(this.#client, request);
		return rows.filter(isRecord).find((row) => sessionIdIn(row) !== undefined);
	}

	async get(sessionId: string): Promise<JsonObject> {
		return await this.#readSession(readSessionRequest(sessionId));
	}

	/** Participants as VideoSDK describes them, a page at a time. */
	async participantsPage(
		sessionId: string,
		who: 'all' | 'active',
		page: number,
	): Promise<ListPage> {
		const answer = await this.#client.send(listParticipantsRequest(sessionId, who, page));
		return listPageIn({ ...answer, body: participantsIn(answer.body) });
	}

	async participants(
		sessionId: string,
		who: 'all' | 'active',
		most?: number,
	): Promise<JsonObject[]> {
		const readPage = async (page: number) => await this.participantsPage(sessionId, who, page);
		return await listRows(readPage, { idOf: participantIdIn, most });
	}

	/** Sends everybody out of a session. To end it twice does no harm. */
	async end(order: SessionEnd): Promise<JsonObject> {
		return await this.#readSession(endSessionRequest(order));
	}

	/** Sends somebody out. @returns whether they were there */
	async removeParticipant(one: PresentParticipant): Promise<boolean> {
		try {
			await this.#client.send(removeParticipantRequest(one));
			return true;
		} catch (error) {
			const failure = failureOf(error);
			if (failure.facts.httpStatus === 404) return false;
			throw failure;
		}
	}

	async #readSession(request: ApiRequest): Promise<JsonObject> {
		const { body } = await this.#client.send(request);
		const session = isRecord(body) && isRecord(body.data) ? body.data : body;
		if (isRecord(session) && sessionIdIn(session) !== undefined) return session;
		throw withoutWhatWasAskedFor('the session');
	}
}

/**
 * The list wraps a session, which has the participants: the active ones in a list with that session, or
 * in an empty one (server SDK, `sessions.ts`, `fetchParticipants`).
 */
function participantsIn(body: unknown): unknown {
	if (!isRecord(body)) return body;
	const { data } = body;
	const session: unknown = Array.isArray(data) ? (data[0] ?? { participants: [] }) : data;
	return { ...body, data: isRecord(session) ? session.participants : undefined };
}
