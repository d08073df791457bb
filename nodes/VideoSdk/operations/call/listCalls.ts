import { toCall, type Call } from '../../../../protocol/call.ts';
import { PLACING_WINDOW_MS } from '../../../../protocol/correlation.ts';
import { Failure } from '../../engine/failure.ts';
import { readList } from '../../transport/readList.ts';
import type { Api } from '../../transport/send.ts';

const CALLS_PER_PAGE = 100;
/** 1,000 calls in one room within minutes is more than anybody places. */
const MOST_PAGES = 10;
/**
 * How much further the list is asked for at both ends, as VideoSDK's clock may differ from ours. If
 * an answer tells that it differs by more, the list is asked for by VideoSDK's clock.
 */
const CLOCK_MARGIN_MS = 10 * 60 * 1000;

/**
 * The outbound calls of a room that began between two moments, or a little before or after.
 *
 * The list is narrowed by room and time only: how its `search` treats a `+` or a SIP URI is not
 * documented, and a call that it missed would look as if it was never placed.
 *
 * @throws Failure when the list cannot be read to its end
 */
export async function listCallsBetween(
	api: Api,
	roomId: string,
	from: number,
	until: number,
	isShifted = false,
): Promise<{ calls: Call[]; clockOffset?: number }> {
	const calls: Call[] = [];
	let clockOffset: number | undefined;
	for (let page = 1; page <= MOST_PAGES; page++) {
		const read = await readList(api, '/v2/sip/call', {
			roomId,
			type: 'outbound',
			startDate: from - CLOCK_MARGIN_MS,
			endDate: until + PLACING_WINDOW_MS + CLOCK_MARGIN_MS,
			page,
			perPage: CALLS_PER_PAGE,
		});
		clockOffset ??= read.clockOffset;
		if (Math.abs(clockOffset ?? 0) > CLOCK_MARGIN_MS && !isShifted) {
			const shift = clockOffset ?? 0;
			return await listCallsBetween(api, roomId, from + shift, until + shift, true);
		}
		calls.push(...read.rows.map(toCall).filter((call) => call !== undefined));
		// A full page that tells of no further one may only not tell.
		if (!read.hasNext && read.rows.length < CALLS_PER_PAGE) return { calls, clockOffset };
	}
	throw new Failure({
		code: 'unreadableAnswer',
		message: 'The call list of this meeting is too long to find one call in it',
		hint: 'Look for the call in the VideoSDK dashboard.',
		callMayExist: false,
	});
}
