import { canonicalAddress } from '../../../../telephony/canonicalAddress.ts';
import type { Api } from '../../api/index.ts';
import { Failure } from '../../errors/failure.ts';
import { failureOf } from '../../errors/failureOf.ts';
import { HOUR_MS } from './callPolicy.ts';

/** 5,000 calls: more than that are not worth a request for each list of items. */
const MOST_PAGES = 50;
/** In a run that takes long, others call as well. */
const FRESH_FOR_MS = 60_000;

/** The last call to somebody. */
export interface LastCall {
	/** By VideoSDK's clock; undefined = it does not tell. */
	at?: number;
}

interface KnownCall extends LastCall {
	callId: string;
}

interface LastCalls {
	/** By the canonical address of who was called. */
	byAddress: Map<string, readonly KnownCall[]>;
	/** How far back it goes. */
	hours: number;
	/** VideoSDK's clock minus ours. */
	clockOffset: number;
	readAt: number;
}

interface ListRead {
	hours: number;
	begunAt: number;
	isOver: boolean;
	calls: Promise<LastCalls>;
}

/**
 * Whom the account has called lately, read for all items of a run: in whole at first, and then once a
 * minute what has come since.
 */
export class RecentCalls {
	readonly #api: Api;
	/** What was read to its end and goes back furthest. */
	#known: LastCalls | undefined;
	#lastRead: ListRead | undefined;

	constructor(api: Api) {
		this.#api = api;
	}

	/**
	 * The last call to somebody within some hours. Its own item's call is not placed yet.
	 *
	 * @param own IDs of calls that were placed for the same item before
	 * @throws Failure when the list cannot be read to its end: then nobody knows whom it leaves out
	 */
	async lastTo(
		address: string,
		hours: number,
		own: readonly string[] = [],
	): Promise<LastCall | undefined> {
		let calls: LastCalls;
		try {
			calls = await this.#freshFor(hours);
		} catch (error) {
			throw cannotTell(failureOf(error));
		}
		const others = calls.byAddress.get(address)?.filter(({ callId }) => !own.includes(callId));
		const last = others?.reduce<LastCall | undefined>(later, undefined);
		if (last?.at === undefined) return last;
		return last.at >= Date.now() + calls.clockOffset - hours * HOUR_MS ? last : undefined;
	}

	/** Each item may have a time of its own; the longest read so far serves shorter ones too. */
	async #freshFor(hours: number): Promise<LastCalls> {
		const read = this.#lastRead;
		const isStale = read?.isOver && Math.abs(Date.now() - read.begunAt) > FRESH_FOR_MS;
		if (read !== undefined && read.hours >= hours && !isStale) return await read.calls;
		return await this.#begin(Math.max(hours, this.#known?.hours ?? 0)).calls;
	}

	#begin(hours: number): ListRead {
		const read = { hours, begunAt: Date.now(), isOver: false, calls: this.#read(hours) };
		this.#lastRead = read;
		const end = () => void (read.isOver = true);
		read.calls.then((calls) => {
			if (this.#known === undefined || calls.hours >= this.#known.hours) this.#known = calls;
			end();
		}, end);
		return read;
	}

	async #read(hours: number, clockOffset = this.#known?.clockOffset ?? 0): Promise<LastCalls> {
		const known = this.#known;
		const readAt = Date.now();
		const from = known && known.hours >= hours ? known.readAt : readAt - hours * HOUR_MS;
		// By a clock that was set back, the last time would lie ahead.
		const since = Math.min(from, readAt);
		const byAddress = new Map(known?.byAddress);
		let offset = clockOffset;
		const limits = { mostPages: MOST_PAGES, tooLong };
		for await (const page of this.#api.calls.pages({ since, clockOffset, ...limits })) {
			if (page.askAgainBy !== undefined) return await this.#read(hours, page.askAgainBy);
			offset = page.clockOffset ?? clockOffset;
			for (const { callId, to, startedAt } of page.calls) {
				const address = canonicalAddress(to);
				const known = byAddress.get(address)?.filter((call) => call.callId !== callId) ?? [];
				byAddress.set(address, [...known, { callId, at: startedAt || undefined }]);
			}
		}
		return { byAddress, hours, clockOffset: offset, readAt };
	}
}

function tooLong(): Failure {
	return new Failure({
		code: 'unreadableAnswer',
		message: 'The call list of that time is too long to be read',
		hint: 'Shorten "Not Again Within".',
		callMayExist: false,
	});
}

/** A call of which nobody can say when it was may have been just now. */
function later(before: LastCall | undefined, { at }: LastCall): LastCall {
	if (at === undefined || (before && before.at === undefined)) return {};
	return { at: Math.max(at, before?.at ?? at) };
}

function cannotTell({ facts }: Failure): Failure {
	return new Failure({
		...facts,
		message: `It could not be told whether this number was called lately: ${facts.message}`,
		hint: `No phone has rung for this item. ${facts.hint}`,
		callMayExist: false,
	});
}
