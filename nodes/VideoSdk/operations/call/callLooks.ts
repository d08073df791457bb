import type { Failure } from '../../errors/failure.ts';
import { outcomeOf } from '../../errors/outcome.ts';
import { runPool } from '../../time/pool.ts';
import type { Api } from '../../api/exchange.ts';
import type { Watched } from './watchedCall.ts';
import { CALLS_PER_PAGE, readCallPage, type CallQuery, type ListedCall } from './listCalls.ts';

/** How long nothing is asked after a rate limit that does not tell it. */
const USUAL_LIMIT_SECONDS = 15;
/** Many slow ones, one after the other, would make a look at all too long. */
const SINGLE_LOOKS_AT_ONCE = 5;

/** Of pages that were not even asked for. */
const NOT_READ = { requests: 0, found: 0, goOn: false, failure: undefined };

type LookQuery = Omit<CallQuery, 'page'>;

/**
 * Looks once at each of many calls: one page of the call list for each 100 calls, and a request of its
 * own for a call that is not on it, never more requests than calls.
 *
 * @param waiting those that are still waited for; one whose time is up meanwhile needs no look
 * @param dismiss called with those that need not be watched any more
 */
export function createCallLooks<W extends Watched>(
	api: Api,
	waiting: ReadonlySet<W>,
	dismiss: (isOver: (call: W) => boolean) => void,
) {
	/** Until when VideoSDK takes no more requests. */
	let limitedUntil = 0;
	let clockOffset: number | undefined;
	/** The account's list is so full of other calls that single requests find more. */
	let isListFull = false;
	/** Where the single requests of the next look begin, if there were too many for one. */
	let turn = 0;

	async function look(): Promise<void> {
		const missing = new Set(waiting);
		const most = missing.size;
		const onPages = isListFull || most === 1 ? NOT_READ : await lookAtPages(missing);
		const onTheirOwn = await lookAtEach(missing, most - onPages.requests, onPages.failure);
		if (onPages.goOn && onTheirOwn > onPages.found) isListFull = true;
	}

	/** Reads on as long as a page tells of more calls than single requests would. */
	async function lookAtPages(missing: Set<W>) {
		const since = earliestOf([...missing]);
		const most = missing.size;
		const atLeast = Math.ceil(most / CALLS_PER_PAGE);
		let requests = 0;
		let found = 0;
		let goOn = false;
		let failure: Failure | undefined;
		for (let isWorthIt = true; isWorthIt; ) {
			const read = await readPage({ since, page: ++requests });
			const hits = match(read.calls, missing);
			found += hits;
			({ hasNext: goOn, failure } = read);
			const isRightToGoOn = requests < atLeast || hits > 1;
			isWorthIt = goOn && isRightToGoOn && missing.size > 0 && requests < most;
		}
		return { requests, found, goOn, failure };
	}

	/**
	 * Calls of one room that have no name yet share their requests. After a request that fails none is
	 * begun, as the others would fail as well; the next look begins behind it.
	 *
	 * @param before why the pages could not be read
	 * @returns how many were found
	 */
	async function lookAtEach(missing: Set<W>, most: number, before?: Failure): Promise<number> {
		const queries = singleQueries(missing);
		const begin = queries.length === 0 ? 0 : turn % queries.length;
		const inOrder = [...queries.slice(begin), ...queries.slice(0, begin)];
		const budget = { left: most };
		let found = 0;
		let failure = before?.facts.code === 'rateLimited' ? before : undefined;
		const lookAt = async ({ query, of }: SingleQuery<W>) => {
			const unseen = new Set(of.filter((call) => waiting.has(call)));
			if (unseen.size === 0) return;
			let own = failure;
			if (own === undefined) {
				if (budget.left <= 0) return;
				turn++;
				const sought = unseen.size;
				own = await readAll(query, unseen, budget);
				failure ??= own;
				found += sought - unseen.size;
			}
			dismiss((call) => unseen.has(call) && call.miss(own));
		};
		// The first goes alone: where all would fail, it is the only one.
		const [first, ...others] = inOrder;
		if (first) await lookAt(first);
		const places = others.map((_, place) => [place]);
		const pace = { atOnce: SINGLE_LOOKS_AT_ONCE, perSecond: 0 };
		await runPool(places, pace, undefined, async (place) => await lookAt(others[place]));
		return found;
	}

	function singleQueries(missing: ReadonlySet<W>): Array<SingleQuery<W>> {
		const queries = new Map<string, SingleQuery<W>>();
		for (const call of missing) {
			const id = call.callId();
			const key = id ?? `room ${call.roomId}`;
			const of = [...(queries.get(key)?.of ?? []), call];
			const query = id === undefined ? { roomId: call.roomId, since: earliestOf(of) } : { id };
			queries.set(key, { query, of });
		}
		return [...queries.values()];
	}

	/**
	 * Reads on, as a room may have had more calls than a page holds.
	 *
	 * @returns why it could not be read
	 */
	async function readAll(
		query: LookQuery,
		unseen: Set<W>,
		budget: { left: number },
	): Promise<Failure | undefined> {
		const most = unseen.size;
		let requests = 0;
		let read: Awaited<ReturnType<typeof readPage>>;
		do {
			budget.left--;
			read = await readPage({ ...query, page: ++requests });
			match(read.calls, unseen);
		} while (read.hasNext && unseen.size > 0 && requests < most && budget.left > 0);
		return read.failure;
	}

	/** Shows each call what is listed of it; those found are missing no more. */
	function match(calls: readonly ListedCall[], missing: Set<W>): number {
		const byId = new Map(calls.map((call) => [call.callId, call]));
		const before = missing.size;
		for (const call of [...missing]) {
			const id = call.callId();
			const listed = id === undefined ? call.find(calls, clockOffset) : byId.get(id);
			if (!listed) continue;
			missing.delete(call);
			dismiss((one) => one === call && one.see(listed));
		}
		return before - missing.size;
	}

	/** From when on the list is read, by VideoSDK's clock. */
	function earliestOf(calls: readonly Watched[]): number {
		const moments = calls.map((call) => call.sentAt + (call.clockOffset ?? clockOffset ?? 0));
		return Math.min(...moments);
	}

	async function readPage(query: CallQuery) {
		const outcome = await outcomeOf(readCallPage(api, query));
		if (!outcome.ok) {
			const { code, retryAfterSeconds = USUAL_LIMIT_SECONDS } = outcome.failure.facts;
			if (code === 'rateLimited') limitedUntil = Date.now() + retryAfterSeconds * 1000;
			return { calls: [], hasNext: false, failure: outcome.failure };
		}
		clockOffset = outcome.value.clockOffset ?? clockOffset;
		return { ...outcome.value, failure: undefined };
	}

	return { look, limitedUntil: () => limitedUntil };
}

interface SingleQuery<W> {
	query: LookQuery;
	of: W[];
}
