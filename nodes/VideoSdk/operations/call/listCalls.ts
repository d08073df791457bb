import { callIn, toCall, type Call } from '../../../../videosdk/call.ts';
import { PLACING_WINDOW_MS } from '../../../../videosdk/correlation.ts';
import { Failure } from '../../errors/failure.ts';
import { readList } from '../../api/readList.ts';
import type { Api } from '../../api/exchange.ts';

export const CALLS_PER_PAGE = 100;
/** 1,000 calls in one room within minutes is more than anybody places. */
const MOST_PAGES = 10;
/**
 * How much further the list is asked for at both ends, as VideoSDK's clock may differ from ours by
 * more than its answers tell.
 */
export const CLOCK_MARGIN_MS = 10 * 60 * 1000;

/** Where calls are looked for. Moments in milliseconds since 1970, by our clock. */
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
	wire: Record<string, unknown>;
}

/**
 * One page of the outbound calls of the account.
 *
 * The list is never narrowed by number: how its `search` treats a `+` or a SIP URI is not
 * documented, and a call that it missed would look as if it was never placed.
 */
export async function readCallPage(
	api: Api,
	{ since, until, page, clockOffset = 0, ...filters }: CallQuery,
): Promise<{ calls: ListedCall[]; rows: number; hasNext: boolean; clockOffset?: number }> {
	const read = await readList(api, '/v2/sip/call', {
		...filters,
		type: 'outbound',
		startDate: since === undefined ? undefined : since + clockOffset - CLOCK_MARGIN_MS,
		endDate: until === undefined ? undefined : until + clockOffset + CLOCK_MARGIN_MS,
		page,
		perPage: CALLS_PER_PAGE,
	});
	const calls = read.rows.map(callIn).flatMap((wire): ListedCall[] => {
		const call = toCall(wire);
		return call ? [{ ...call, wire }] : [];
	});
	return { ...read, calls, rows: read.rows.length };
}

/**
 * The outbound calls that began between two moments, or a little before or after.
 *
 * @throws Failure when the list cannot be read to its end
 */
export async function listCallsBetween(
	api: Api,
	{ lastSentAt, ...query }: Omit<CallQuery, 'page' | 'until'> & { lastSentAt: number },
): Promise<{ calls: ListedCall[]; clockOffset?: number }> {
	const calls: ListedCall[] = [];
	const until = lastSentAt + PLACING_WINDOW_MS;
	for (let page = 1; page <= MOST_PAGES; page++) {
		const read = await readCallPage(api, { ...query, until, page });
		const { clockOffset } = read;
		// Asked by the wrong clock: asked again by VideoSDK's.
		if (query.clockOffset === undefined && Math.abs(clockOffset ?? 0) > CLOCK_MARGIN_MS) {
			return await listCallsBetween(api, { ...query, lastSentAt, clockOffset });
		}
		calls.push(...read.calls);
		// A full page that tells of no further one may only not tell.
		if (!read.hasNext && read.rows < CALLS_PER_PAGE) return { calls, clockOffset };
	}
	throw new Failure({
		code: 'unreadableAnswer',
		message: 'The call list is too long to find one call in it',
		hint: 'Look for the call in the VideoSDK dashboard.',
		callMayExist: false,
	});
}
