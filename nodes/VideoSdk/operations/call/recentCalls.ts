import { lineOf } from '../../../../telephony/phoneNumber.ts';
import { Failure } from '../../errors/failure.ts';
import { outcomeOf } from '../../errors/outcome.ts';
import type { Api } from '../../api/exchange.ts';
import { CALLS_PER_PAGE, CLOCK_MARGIN_MS, readCallPage } from './listCalls.ts';

export const HOUR_MS = 60 * 60 * 1000;
/** 5,000 calls: more than that are not worth a request for each list of items. */
const MOST_PAGES = 50;
/** In a run that takes long, others call as well. */
const FRESH_FOR_MS = 60_000;

/** The last call to a line. */
export interface LastCall {
	/** By VideoSDK's clock; undefined = it does not tell. */
	at?: number;
}

interface LastCalls {
	byLine: Map<string, LastCall>;
	/** How far back it goes. */
	hours: number;
	/** VideoSDK's clock minus ours. */
	clockOffset: number;
	readAt: number;
}

interface Reading {
	hours: number;
	begunAt: number;
	isOver: boolean;
	calls: Promise<LastCalls>;
}

/**
 * Whom the account has called lately, read for all items of a run: in whole at first, and then once a
 * minute what has come since.
 *
 * @throws Failure when the list cannot be read to its end: then nobody knows whom it leaves out
 */
export function createRecentCalls(api: Api) {
	/** What was read to its end and goes back furthest. */
	let known: LastCalls | undefined;
	let reading: Reading | undefined;

	return {
		/** The last call to a line within some hours. Its own item's call is not placed yet. */
		lastTo: async (address: string, hours: number): Promise<LastCall | undefined> => {
			const outcome = await outcomeOf(freshFor(hours));
			if (!outcome.ok) throw cannotTell(outcome.failure);
			const { byLine, clockOffset } = outcome.value;
			const last = byLine.get(lineOf(address));
			if (last?.at === undefined) return last;
			return last.at >= Date.now() + clockOffset - hours * HOUR_MS ? last : undefined;
		},
	};

	/** Each item may have a time of its own; the longest read so far serves shorter ones too. */
	async function freshFor(hours: number): Promise<LastCalls> {
		const isStale = reading?.isOver && Math.abs(Date.now() - reading.begunAt) > FRESH_FOR_MS;
		if (reading === undefined || reading.hours < hours || isStale) {
			reading = begin(Math.max(hours, known?.hours ?? 0));
		}
		return await reading.calls;
	}

	function begin(hours: number): Reading {
		const one = { hours, begunAt: Date.now(), isOver: false, calls: read(hours) };
		const over = () => void (one.isOver = true);
		one.calls.then((calls) => {
			if (known === undefined || calls.hours >= known.hours) known = calls;
			over();
		}, over);
		return one;
	}

	async function read(hours: number, clockOffset = known?.clockOffset ?? 0): Promise<LastCalls> {
		const readAt = Date.now();
		const from = known && known.hours >= hours ? known.readAt : readAt - hours * HOUR_MS;
		// By a clock that was set back, the last time would lie ahead.
		const since = Math.min(from, readAt);
		const byLine = new Map(known?.byLine);
		for (let page = 1; page <= MOST_PAGES; page++) {
			const list = await readCallPage(api, { since, page, clockOffset });
			const offset = list.clockOffset ?? clockOffset;
			// Asked by the wrong clock: asked again by VideoSDK's.
			if (Math.abs(offset - clockOffset) > CLOCK_MARGIN_MS) return await read(hours, offset);
			for (const { to, startedAt } of list.calls) {
				const line = lineOf(to);
				byLine.set(line, later(byLine.get(line), startedAt));
			}
			// A full page that tells of no further one may only not tell.
			if (!list.hasNext && list.rows < CALLS_PER_PAGE) {
				return { byLine, hours, clockOffset: offset, readAt };
			}
		}
		throw new Failure({
			code: 'unreadableAnswer',
			message: 'The call list of that time is too long to be read',
			hint: 'Shorten "Not Again Within".',
			callMayExist: false,
		});
	}
}

/** A call of which nobody can say when it was may have been just now. */
function later(before: LastCall | undefined, startedAt: number | undefined): LastCall {
	if (!startedAt || (before && before.at === undefined)) return {};
	return { at: Math.max(startedAt, before?.at ?? startedAt) };
}

function cannotTell({ facts }: Failure): Failure {
	return new Failure({
		...facts,
		message: `It could not be told whether this number was called lately: ${facts.message}`,
		hint: `No phone has rung for this item. ${facts.hint}`,
		callMayExist: false,
	});
}
