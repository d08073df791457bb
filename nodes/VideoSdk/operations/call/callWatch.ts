import type { Failure } from '../../engine/failure.ts';
import { outcomeOf } from '../../engine/outcome.ts';
import { rest } from '../../engine/rest.ts';
import type { Api } from '../../transport/send.ts';
import { CALLS_PER_PAGE, readCallPage, type CallQuery, type ListedCall } from './listCalls.ts';

/** One call that is waited for. Moments in milliseconds since 1970. */
export interface Watched {
	/** When its request was sent. */
	sentAt: number;
	/** VideoSDK's clock minus ours at that time, if known. */
	clockOffset?: number;
	/** Until when to look. */
	deadline: number;
	/** Undefined as long as the call has no name: then `find` looks for it. */
	callId(): string | undefined;
	roomId?: string;
	/** The call among those listed; it has a name from then on. */
	find(calls: readonly ListedCall[], clockOffset: number | undefined): ListedCall | undefined;
	/** Takes note of how the call stands. True = it need not be watched any more. */
	see(call: ListedCall): boolean;
	/** Takes note of a look at which the call was not listed, or which failed. True = give up. */
	miss(failure?: Failure): boolean;
}

const SHORTEST_PAUSE_SECONDS = 1;
const LONGEST_PAUSE_SECONDS = 15;
/** The pause grows with the time for which the youngest call has been watched. */
const PAUSE_PER_SECOND = 0.25;
/** Steps in which a pause is waited for, as a call that joins may shorten it. */
const STEP_MS = 500;
/** How long a look may still take when the time of a call is up. */
const LAST_LOOK_MS = 2000;

/** Of pages that were not even asked for. */
const NOT_READ = { requests: 0, found: 0, goOn: false, failure: undefined };

type LookQuery = Omit<CallQuery, 'page'>;

interface Waiting extends Watched {
	since: number;
	resolve: () => void;
	reject: (failure: Failure) => void;
}

/**
 * Looks at many calls with few requests: at each tick one page of the call list for each 100 calls,
 * and a request of its own for a call that is not on it, never more requests than calls. Ticks widen
 * as time goes by, and rate limits are waited for.
 */
export function createCallWatch(api: Api, signal?: AbortSignal) {
	const waiting = new Set<Waiting>();
	let isRunning = false;
	let lastLookAt = 0;
	/** Until when VideoSDK takes no more requests. */
	let limitedUntil = 0;
	let clockOffset: number | undefined;
	/** The account's list is so full of other calls that single requests find more. */
	let isListFull = false;
	/** Where the single requests of the next tick begin, if there were too many for one. */
	let turn = 0;

	/** Resolves when the call need not be watched any more, its time is up, or it is given up. */
	async function watch(watched: Watched): Promise<void> {
		return await new Promise<void>((resolve, reject) => {
			waiting.add({ ...watched, since: Date.now(), resolve, reject });
			if (!isRunning) void run();
		});
	}

	async function run(): Promise<void> {
		isRunning = true;
		lastLookAt = Date.now();
		while (waiting.size > 0) {
			const paused = await outcomeOf(pause());
			if (!paused.ok) {
				for (const call of waiting) call.reject(paused.failure);
				waiting.clear();
				break;
			}
			lastLookAt = Date.now();
			await lookInTime();
		}
		isRunning = false;
	}

	async function pause(): Promise<void> {
		for (let left = dueAt() - Date.now(); left > 0; left = dueAt() - Date.now()) {
			await rest(Math.min(left, STEP_MS), signal);
		}
		await rest(0, signal);
	}

	function dueAt(): number {
		const calls = [...waiting];
		const youngest = (Date.now() - Math.max(...calls.map(({ since }) => since))) / 1000;
		const seconds = Math.min(
			Math.max(youngest * PAUSE_PER_SECOND, SHORTEST_PAUSE_SECONDS),
			LONGEST_PAUSE_SECONDS,
		);
		const nearest = Math.min(...calls.map(({ deadline }) => deadline));
		const due = Math.max(lastLookAt + seconds * 1000, limitedUntil);
		return Math.min(due, Math.max(nearest, lastLookAt));
	}

	/** A look that takes long, because of a rate limit for one, does not keep a call over its time. */
	async function lookInTime(): Promise<void> {
		let isLooking = true;
		const looking = outcomeOf(look()).then(() => {
			isLooking = false;
		});
		while (isLooking && waiting.size > 0) {
			// In short steps: a rest that nobody waits for any more runs on to its end.
			await Promise.race([looking, outcomeOf(rest(STEP_MS, signal))]);
			if (signal?.aborted) return;
			dismiss(({ deadline, since }) => Math.max(deadline, since) + LAST_LOOK_MS <= Date.now());
		}
		// Whoever came too late for this look has a right to one, be its time up as well.
		dismiss(({ deadline, since }) => deadline <= Date.now() && since <= lastLookAt);
	}

	function dismiss(isOver: (call: Waiting) => boolean): void {
		for (const call of [...waiting].filter(isOver)) {
			waiting.delete(call);
			call.resolve();
		}
	}

	async function look(): Promise<void> {
		const missing = new Set(waiting);
		const most = missing.size;
		const onPages = isListFull || most === 1 ? NOT_READ : await lookAtPages(missing);
		const onTheirOwn = await lookAtEach(missing, most - onPages.requests, onPages.failure);
		if (onPages.goOn && onTheirOwn > onPages.found) isListFull = true;
	}

	/** Reads on as long as a page tells of more calls than single requests would. */
	async function lookAtPages(missing: Set<Waiting>) {
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
	 * Calls of one room that have no name yet share their requests. A request that fails is the last
	 * one, as the others would fail as well; the next tick begins behind it.
	 *
	 * @param before why the pages could not be read
	 * @returns how many were found
	 */
	async function lookAtEach(
		missing: Set<Waiting>,
		most: number,
		before?: Failure,
	): Promise<number> {
		const queries = new Map<string, { query: LookQuery; of: Waiting[] }>();
		for (const call of missing) {
			const id = call.callId();
			const key = id ?? `room ${call.roomId}`;
			const of = [...(queries.get(key)?.of ?? []), call];
			const query = id === undefined ? { roomId: call.roomId, since: earliestOf(of) } : { id };
			queries.set(key, { query, of });
		}
		const all = [...queries.values()];
		const first = all.length === 0 ? 0 : turn % all.length;
		let found = 0;
		let left = most;
		let failure = before?.facts.code === 'rateLimited' ? before : undefined;
		for (const { query, of } of [...all.slice(first), ...all.slice(0, first)]) {
			// One whose time is up meanwhile needs no look.
			const unseen = new Set(of.filter((call) => waiting.has(call)));
			if (unseen.size === 0) continue;
			if (!failure) {
				if (left <= 0) break;
				turn++;
				const sought = unseen.size;
				const read = await readAll(query, unseen, Math.min(left, sought));
				failure = read.failure;
				left -= read.requests;
				found += sought - unseen.size;
			}
			dismiss((call) => unseen.has(call) && call.miss(failure));
		}
		return found;
	}

	/** Reads on, as a room may have had more calls than a page holds. */
	async function readAll(query: LookQuery, unseen: Set<Waiting>, most: number) {
		let requests = 0;
		let read: Awaited<ReturnType<typeof readPage>>;
		do {
			read = await readPage({ ...query, page: ++requests });
			match(read.calls, unseen);
		} while (read.hasNext && unseen.size > 0 && requests < most);
		return { requests, failure: read.failure };
	}

	/** Shows each call what is listed of it; those found are missing no more. */
	function match(calls: readonly ListedCall[], missing: Set<Waiting>): number {
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
			const { code, retryAfterSeconds = LONGEST_PAUSE_SECONDS } = outcome.failure.facts;
			if (code === 'rateLimited') limitedUntil = Date.now() + retryAfterSeconds * 1000;
			return { calls: [], hasNext: false, failure: outcome.failure };
		}
		clockOffset = outcome.value.clockOffset ?? clockOffset;
		return { ...outcome.value, failure: undefined };
	}

	return { watch };
}
