import type { IDataObject } from 'n8n-workflow';
import { callIn, toCall, type Call } from '../../../videosdk/call.ts';
import { statusOf } from '../../../videosdk/callStatus.ts';
import { PLACING_WINDOW_MS } from '../../../videosdk/correlation.ts';
import { orderToken, TOKEN_KEY } from '../../../videosdk/participantToken.ts';
import type { JsonObject } from '../../../videosdk/wire.ts';
import { Failure } from '../errors/failure.ts';
import { failureOf } from '../errors/failureOf.ts';
import { fieldText } from '../fields/fieldText.ts';
import { noSuchCall } from './aboutCall.ts';
import { epochMs } from './epochMs.ts';
import type { ApiAnswer, ApiRequest, BeforeEach, Client } from './exchange.ts';
import { idInPath } from './idInPath.ts';
import { pages, readList } from './pages.ts';

const CALLS = '/v2/sip/call';

export const CALLS_PER_PAGE = 100;
/** 1,000 calls in one room within minutes is more than anybody places. */
const MOST_PAGES_TO_FIND_ONE = 10;
/**
 * How much further the list is asked for at both ends, as VideoSDK's clock may differ from ours by
 * more than its answers tell.
 */
export const CLOCK_MARGIN_MS = 10 * 60 * 1000;

/**
 * A call through a gateway or routing rule (server SDK, `sip.ts`, `SipCallsResource.create`; docs page
 * "Make Outbound Call").
 */
export function placeCallRequest(body: IDataObject, timeoutSeconds?: number): ApiRequest {
	return { method: 'POST', path: CALLS, body, timeoutSeconds };
}

/** A call through a trunk (page "Make Outbound SIP Call" of the API reference). The answer holds no call ID. */
export function placeTrunkCallRequest(body: IDataObject): ApiRequest {
	return { method: 'POST', path: '/v2/sip/outbound-call', body };
}

/** In the server SDK only (`sip.ts`) and in no docs page. */
export function readCallRequest(callId: string): ApiRequest {
	return { method: 'GET', path: `${CALLS}/${idInPath(callId)}` };
}

export function endCallRequest(callId: string): ApiRequest {
	return { method: 'POST', path: `${CALLS}/end`, body: { callId } };
}

export interface TransferOrder {
	callId: string;
	/** A number as VideoSDK takes it, or a SIP URI. */
	transferTo: string;
	playDialTone?: boolean;
}

export function transferRequest({ callId, transferTo, playDialTone }: TransferOrder): ApiRequest {
	// In the order of the server SDK, `sip.ts`, which spells this `playDialtone`.
	const tone = playDialTone === undefined ? {} : { playDialtone: playDialTone };
	return { method: 'POST', path: `${CALLS}/transfer`, body: { callId, transferTo, ...tone } };
}

export interface RoomSwitch {
	callId: string;
	roomId: string;
	/** Undefined = VideoSDK makes one. */
	participantId?: string;
}

/** Whoever joins a room needs a token for it: the credential puts it in when it signs the request. */
export function switchRoomRequest({ callId, roomId, participantId }: RoomSwitch): ApiRequest {
	const who = participantId === undefined ? {} : { participantId };
	return {
		method: 'POST',
		path: `${CALLS}/switch-room`,
		// In the order of the server SDK, `sip.ts`.
		body: { callId, roomId, ...who, [TOKEN_KEY]: orderToken({ roomId, ...who }) },
	};
}

/** Which calls are listed. Empty texts filter nothing. */
export interface CallFilters {
	direction?: 'inbound' | 'outbound';
	gatewayId?: string;
	roomId?: string;
	ruleId?: string;
	search?: string;
	sessionId?: string;
	/** As ISO 8601 in UTC, like the next. */
	startedFrom?: string;
	startedUntil?: string;
	/** The API has no filter for it: it is looked at in what was listed. */
	status?: readonly string[];
}

export function listCallsRequest(filters: CallFilters, page: number) {
	return listRequest({
		roomId: fieldText(filters.roomId),
		sessionId: fieldText(filters.sessionId),
		gatewayId: fieldText(filters.gatewayId),
		ruleId: fieldText(filters.ruleId),
		type: fieldText(filters.direction),
		search: fieldText(filters.search),
		startDate: epochMs(filters.startedFrom),
		endDate: epochMs(filters.startedUntil),
		page,
		perPage: CALLS_PER_PAGE,
	});
}

function listRequest<const Q extends NonNullable<ApiRequest['query']>>(query: Q) {
	return { method: 'GET', path: CALLS, query } satisfies ApiRequest;
}

/** Where outbound calls are looked for. Moments in milliseconds since 1970, by our clock. */
export interface CallQuery {
	id?: string;
	roomId?: string;
	gatewayId?: string;
	ruleId?: string;
	since?: number;
	until?: number;
	page: number;
	/** VideoSDK's clock minus ours, as far as known. */
	clockOffset?: number;
}

/** A call as the list shows it. */
export interface ListedCall extends Call {
	/** VideoSDK's own object. */
	wire: JsonObject;
}

export interface CallPage {
	calls: ListedCall[];
	/** How many rows the page had, those that are no calls among them. */
	rows: number;
	hasNext: boolean;
	/** VideoSDK's clock minus ours, as this answer tells. */
	clockOffset?: number;
	/**
	 * The same, where it is so far from the one by which the page was asked for that the wrong hours were
	 * listed: the list has to be asked for again by this one, from its first page on.
	 */
	askAgainBy?: number;
}

interface WholeList extends Omit<CallQuery, 'page'> {
	/** How many pages are read at most. */
	mostPages: number;
	/** Gives what is thrown when the list is longer. */
	tooLong: () => Failure;
}

/** Phone calls. What it throws is a `Failure`. */
export class CallsApi {
	readonly #client: Client;

	constructor(client: Client) {
		this.#client = client;
	}

	/** Sends a request that makes a phone ring, see `Client.sendOnce`. */
	place(request: ApiRequest, beforeEach?: BeforeEach): Promise<ApiAnswer> {
		return this.#client.sendOnce(request, beforeEach);
	}

	/** Sends a request that hands a call over to another number, which rings. */
	transfer(request: ApiRequest, beforeEach?: BeforeEach): Promise<ApiAnswer> {
		return this.#client.sendOnce(request, beforeEach);
	}

	/** Hangs up. To end a call twice does no harm, so a lost answer is asked for again. */
	async end(callId: string): Promise<unknown> {
		return (await this.#client.send(endCallRequest(callId))).body;
	}

	/** Moves a call into another room. To move it twice does no harm either. */
	async switchRoom(order: RoomSwitch): Promise<unknown> {
		return (await this.#client.send(switchRoomRequest(order))).body;
	}

	/**
	 * Reads one call as VideoSDK describes it. Where the endpoint for one call knows nothing of it, the
	 * list is asked.
	 *
	 * @throws Failure `notFound` when neither knows the call
	 */
	async get(callId: string): Promise<JsonObject> {
		try {
			const { body } = await this.#client.send(readCallRequest(callId));
			const call = callIn(body);
			if (toCall(call)) return call;
		} catch (error) {
			const failure = failureOf(error);
			if (failure.facts.httpStatus !== 404) throw failure;
		}
		const request = listRequest({ id: callId, page: 1, perPage: 10 });
		const { rows } = await readList(this.#client, request);
		// Should the filter be ignored one day, some other call must not be taken for this one.
		const found = rows.map(callIn).find((row) => [row.callId, row.id, row._id].includes(callId));
		if (found) return found;
		throw noSuchCall(callId);
	}

	/** Calls as VideoSDK describes them, those that began last first. */
	async list({
		filters = {},
		most = Infinity,
	}: { filters?: CallFilters; most?: number } = {}): Promise<JsonObject[]> {
		const wanted = new Set<string | undefined>(inLowerCase(filters.status));
		const calls: JsonObject[] = [];
		const seen = new Set<string | undefined>();
		const readPage = async (page: number) =>
			await readList(this.#client, listCallsRequest(filters, page));
		for await (const { rows } of pages(readPage)) {
			// A call that begins meanwhile moves the others on, and one of them shows up again.
			const fresh = rows.map(callIn).filter((call) => !seen.has(toCall(call)?.callId));
			for (const call of fresh) {
				if (toCall(call)) seen.add(toCall(call)?.callId);
				if (wanted.size === 0 || wanted.has(statusOf(call))) calls.push(call);
				if (calls.length >= most) return calls;
			}
			// A page with nothing new on it means that the list goes round in circles.
			if (fresh.length === 0) break;
		}
		return calls;
	}

	/**
	 * One page of the outbound calls of the account.
	 *
	 * The list is never narrowed by number: how its `search` treats a `+` or a SIP URI is not
	 * documented, and a call that it missed would look as if it was never placed.
	 */
	async page({ since, until, page, clockOffset = 0, ...filters }: CallQuery): Promise<CallPage> {
		const request = listRequest({
			...filters,
			type: 'outbound',
			startDate: since === undefined ? undefined : since + clockOffset - CLOCK_MARGIN_MS,
			endDate: until === undefined ? undefined : until + clockOffset + CLOCK_MARGIN_MS,
			page,
			perPage: CALLS_PER_PAGE,
		});
		const read = await readList(this.#client, request);
		const calls = read.rows.map(callIn).flatMap((wire): ListedCall[] => {
			const call = toCall(wire);
			return call ? [{ ...call, wire }] : [];
		});
		const { clockOffset: newOffset } = read;
		const isWrongClock =
			newOffset !== undefined && Math.abs(newOffset - clockOffset) > CLOCK_MARGIN_MS;
		return {
			...{ calls, rows: read.rows.length, hasNext: read.hasNext, clockOffset: newOffset },
			askAgainBy: isWrongClock ? newOffset : undefined,
		};
	}

	/**
	 * The outbound calls of the account page by page, to the list's end.
	 *
	 * @throws Failure when the list is longer than may be read
	 */
	pages({ mostPages, tooLong, ...query }: WholeList): AsyncGenerator<CallPage, void, undefined> {
		return pages(async (page) => await this.page({ ...query, page }), {
			most: mostPages,
			// A full page that tells of no further one may only not tell.
			goesOn: ({ hasNext, rows }) => hasNext || rows >= CALLS_PER_PAGE,
			tooLong,
		});
	}

	/**
	 * The outbound calls that began between two moments, or a little before or after.
	 *
	 * @param query `clockOffset`: as the answer to what was sent has told it; it holds whatever is told later
	 * @throws Failure when the list cannot be read to its end
	 */
	async listBetween({
		lastSentAt,
		...query
	}: Omit<CallQuery, 'page' | 'until'> & { lastSentAt: number }): Promise<{
		calls: ListedCall[];
		clockOffset?: number;
	}> {
		const calls: ListedCall[] = [];
		let clockOffset: number | undefined;
		const limits = { mostPages: MOST_PAGES_TO_FIND_ONE, tooLong: tooLongToFindOne };
		const until = lastSentAt + PLACING_WINDOW_MS;
		for await (const page of this.pages({ ...query, until, ...limits })) {
			if (query.clockOffset === undefined && page.askAgainBy !== undefined) {
				return await this.listBetween({ ...query, lastSentAt, clockOffset: page.askAgainBy });
			}
			calls.push(...page.calls);
			({ clockOffset } = page);
		}
		return { calls, clockOffset };
	}
}

const inLowerCase = (statuses: readonly string[] = []) =>
	statuses.map((status) => status.toLowerCase());

function tooLongToFindOne(): Failure {
	return new Failure({
		code: 'unreadableAnswer',
		message: 'The call list is too long to find one call in it',
		hint: 'Look for the call in the VideoSDK dashboard.',
		callMayExist: false,
	});
}
