import { toCall, type Call } from '../../../../protocol/call.ts';
import { readPage } from '../../../../protocol/page.ts';
import type { Api } from '../../transport/send.ts';

const CALLS_PER_PAGE = 100;
/** 1,000 calls in one room within minutes is more than anybody places. */
const MOST_PAGES = 10;
/** How much further back the list is asked for, as VideoSDK's clock may be behind. */
const CLOCK_MARGIN_MS = 10 * 60 * 1000;

/**
 * The outbound calls of a room that began around a moment or later.
 *
 * The list is narrowed by room and time only: how its `search` treats a `+` or a SIP URI is not
 * documented, and a call that it missed would look as if it was never placed.
 */
export async function listCallsSince(
	api: Api,
	roomId: string,
	since: number,
): Promise<{ calls: Call[]; clockOffset?: number }> {
	const calls: Call[] = [];
	let clockOffset: number | undefined;
	for (let page = 1; page <= MOST_PAGES; page++) {
		const answer = await api.send({
			method: 'GET',
			path: '/v2/sip/call',
			query: {
				roomId,
				type: 'outbound',
				startDate: since - CLOCK_MARGIN_MS,
				page,
				perPage: CALLS_PER_PAGE,
			},
		});
		clockOffset ??= answer.clockOffset;
		const { rows, hasNext } = readPage(answer.body);
		calls.push(...rows.map(toCall).filter((call) => call !== undefined));
		if (!hasNext) break;
	}
	return { calls, clockOffset };
}
