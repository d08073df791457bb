import type { Api } from '../../api/index.ts';
import { CALLS_PER_PAGE, type CallQuery, type ListedCall } from '../../api/calls.ts';
import type { Failure } from '../../errors/failure.ts';
import { settled } from '../../errors/failureOf.ts';
import { mapInPool } from '../../time/pool.ts';
import type { WaitingCalls } from './waitingCalls.ts';
import type { WatchedCall } from './watchedCall.ts';

/** How long nothing is asked after a rate limit that does not tell it. */
const USUAL_LIMIT_SECONDS = 15;
/** Many slow ones, one after the other, would make a poll all too long. */
const SINGLE_REQUESTS_AT_ONCE = 5;

interface Page {
	calls: readonly ListedCall[];
	hasNext: boolean;
	/** Why it could not be read: then it shows nothing. */
	failure?: Failure;
}

/** What the pages of the whole list have shown. */
interface PagesRead {
	requests: number;
	/** How many calls were found on them. */
	found: number;
	/** There are more pages than were read. */
	hasNext: boolean;
	failure?: Failure;
}

const NO_PAGES: PagesRead = { requests: 0, found: 0, hasNext: false };

/** A request for one call, or for those of one room whose IDs are not known yet. */
interface SingleQuery {
	query: Omit<CallQuery, 'page'>;
	calls: readonly WatchedCall[];
}

/** The single requests of one poll. */
interface SingleRequests {
	requestsLeft: number;
	found: number;
	/** The first failure: the others would fail as well. */
	failure?: Failure;
}

/**
 * Polls many calls at once: one page of the call list for each 100 calls, and a request of its own for
 * a call that is not on it, never more requests than calls.
 */
export class CallPoller {
	readonly #api: Api;
	readonly #waiting: WaitingCalls;
	#limitedUntil = 0;
	/** VideoSDK's clock minus ours, in milliseconds. */
	#clockOffset: number | undefined;
	/** The account's list is so full of other calls that single requests find more. */
	#isListFull = false;
	/** Where the single requests of the next poll begin, if there were too many for one. */
	#turn = 0;

	/** @param waiting those that are polled; one that is not waited for any more meanwhile is left out */
	constructor(api: Api, waiting: WaitingCalls) {
		this.#api = api;
		this.#waiting = waiting;
	}

	/** Until when VideoSDK takes no more requests, in milliseconds since 1970. */
	get limitedUntil(): number {
		return this.#limitedUntil;
	}

	/** Polls each call once. A request that fails is told to the calls that it was for. */
	async poll(): Promise<void> {
		const missing = new Set(this.#waiting);
		const most = missing.size;
		const pages = this.#isListFull || most === 1 ? NO_PAGES : await this.#pollPages(missing);
		const foundSingly = await this.#pollSingly(missing, most - pages.requests, pages.failure);
		if (pages.hasNext && foundSingly > pages.found) this.#isListFull = true;
	}

	/** Reads on as long as a page tells of more calls than single requests would. */
	async #pollPages(missing: Set<WatchedCall>): Promise<PagesRead> {
		const since = this.#earliestOf([...missing]);
		const most = missing.size;
		const atLeast = Math.ceil(most / CALLS_PER_PAGE);
		let requests = 0;
		let found = 0;
		for (;;) {
			const { calls, hasNext, failure } = await this.#readPage({ since, page: ++requests });
			const foundHere = this.#show(calls, missing);
			found += foundHere;
			const isWorthIt = requests < atLeast || foundHere > 1;
			const isEnough = missing.size === 0 || requests >= most;
			if (!hasNext || !isWorthIt || isEnough) return { requests, found, hasNext, failure };
		}
	}

	/**
	 * Calls of one room whose IDs are not known share their requests. After a request that fails none is
	 * begun, as the others would fail as well; the next poll begins behind it.
	 *
	 * @param before why the pages could not be read
	 * @returns how many were found
	 */
	async #pollSingly(
		missing: ReadonlySet<WatchedCall>,
		most: number,
		before?: Failure,
	): Promise<number> {
		const failure = before?.facts.code === 'rateLimited' ? before : undefined;
		const requests: SingleRequests = { requestsLeft: most, found: 0, failure };
		const queries = this.#singleQueries(missing);
		const begin = queries.length === 0 ? 0 : this.#turn % queries.length;
		// The first goes alone: where all would fail, it is the only one.
		const [first, ...others] = [...queries.slice(begin), ...queries.slice(0, begin)];
		if (first) await this.#pollOne(first, requests);
		await mapInPool(
			others,
			SINGLE_REQUESTS_AT_ONCE,
			async (query) => await this.#pollOne(query, requests),
		);
		return requests.found;
	}

	async #pollOne({ query, calls }: SingleQuery, requests: SingleRequests): Promise<void> {
		const unseen = new Set(calls.filter((call) => this.#waiting.has(call)));
		if (unseen.size === 0) return;
		let { failure } = requests;
		if (failure === undefined) {
			if (requests.requestsLeft <= 0) return;
			this.#turn++;
			const sought = unseen.size;
			failure = await this.#readAll(query, unseen, requests);
			requests.failure ??= failure;
			requests.found += sought - unseen.size;
		}
		for (const call of unseen) {
			if (this.#waiting.has(call) && call.miss(failure)) this.#waiting.dismiss(call);
		}
	}

	/**
	 * Reads on, as a room may have had more calls than a page holds.
	 *
	 * @returns why it could not be read
	 */
	async #readAll(
		query: SingleQuery['query'],
		unseen: Set<WatchedCall>,
		requests: SingleRequests,
	): Promise<Failure | undefined> {
		const most = unseen.size;
		for (let page = 1; ; page++) {
			requests.requestsLeft--;
			const { calls, hasNext, failure } = await this.#readPage({ ...query, page });
			this.#show(calls, unseen);
			const isEnough = unseen.size === 0 || page >= most || requests.requestsLeft <= 0;
			if (!hasNext || isEnough) return failure;
		}
	}

	#singleQueries(missing: ReadonlySet<WatchedCall>): SingleQuery[] {
		const groups = new Map<string, { id?: string; calls: WatchedCall[] }>();
		for (const call of missing) {
			const id = call.callId();
			const key = id ?? `room ${call.roomId}`;
			const group = groups.get(key);
			if (group) group.calls.push(call);
			else groups.set(key, { id, calls: [call] });
		}
		return [...groups.values()].map(({ id, calls }) => {
			const ofRoom = () => ({ roomId: calls[0].roomId, since: this.#earliestOf(calls) });
			return { query: id === undefined ? ofRoom() : { id }, calls };
		});
	}

	/**
	 * Shows each call what is listed of it; those found are missing no more.
	 *
	 * @returns how many were found
	 */
	#show(listed: readonly ListedCall[], missing: Set<WatchedCall>): number {
		const byId = new Map(listed.map((one) => [one.callId, one]));
		const before = missing.size;
		for (const call of [...missing]) {
			const id = call.callId();
			const found = id === undefined ? call.find(listed, this.#clockOffset) : byId.get(id);
			if (!found) continue;
			missing.delete(call);
			if (this.#waiting.has(call) && call.see(found)) this.#waiting.dismiss(call);
		}
		return before - missing.size;
	}

	/** From when on the list is read, by VideoSDK's clock. */
	#earliestOf(calls: readonly WatchedCall[]): number {
		const moments = calls.map((call) => call.sentAt + (call.clockOffset ?? this.#clockOffset ?? 0));
		return Math.min(...moments);
	}

	async #readPage(query: CallQuery): Promise<Page> {
		const read = await settled(this.#api.calls.page(query));
		if (!read.ok) {
			const { failure } = read;
			const { code, retryAfterSeconds = USUAL_LIMIT_SECONDS } = failure.facts;
			if (code === 'rateLimited') this.#limitedUntil = Date.now() + retryAfterSeconds * 1000;
			return { calls: [], hasNext: false, failure };
		}
		this.#clockOffset = read.value.clockOffset ?? this.#clockOffset;
		return read.value;
	}
}
