import { lineOf } from '../../../../protocol/phoneNumber.ts';
import { Failure } from '../../engine/failure.ts';
import { outcomeOf } from '../../engine/outcome.ts';
import type { Api } from '../../transport/send.ts';
import { CLOCK_MARGIN_MS, readCallPage } from './listCalls.ts';

const HOUR_MS = 60 * 60 * 1000;
/** 5,000 calls: more than that are not worth a request for each list of items. */
const MOST_PAGES = 50;

interface LastCalls {
	/** When each line was last called, by VideoSDK's clock. */
	byLine: Map<string, number>;
	/** VideoSDK's clock minus ours. */
	clockOffset: number;
}

/**
 * Whom the account has called lately, read once for all items of a run.
 *
 * @throws Failure when the list cannot be read to its end: then nobody knows whom it leaves out
 */
export function createRecentCalls(api: Api) {
	let reading: { hours: number; calls: Promise<LastCalls> } | undefined;

	return {
		/** When a line was last called, in milliseconds since 1970. Its own item's call is not placed yet. */
		lastTo: async (address: string, hours: number): Promise<number | undefined> => {
			// Each item may have a time of its own; the longest read so far serves shorter ones too.
			if (reading === undefined || reading.hours < hours) {
				reading = { hours, calls: read(hours) };
			}
			const outcome = await outcomeOf(reading.calls);
			if (!outcome.ok) throw cannotTell(outcome.failure);
			const { byLine, clockOffset } = outcome.value;
			const at = byLine.get(lineOf(address));
			const now = Date.now() + clockOffset;
			return at !== undefined && at >= now - hours * HOUR_MS ? at : undefined;
		},
	};

	async function read(hours: number, clockOffset = 0): Promise<LastCalls> {
		const since = Date.now() - hours * HOUR_MS;
		const byLine = new Map<string, number>();
		for (let page = 1; page <= MOST_PAGES; page++) {
			const list = await readCallPage(api, { since, page, clockOffset });
			const offset = list.clockOffset ?? clockOffset;
			// Asked by the wrong clock: asked again by VideoSDK's.
			if (Math.abs(offset - clockOffset) > CLOCK_MARGIN_MS) return await read(hours, offset);
			for (const { to, startedAt = 0 } of list.calls) {
				byLine.set(lineOf(to), Math.max(startedAt, byLine.get(lineOf(to)) ?? 0));
			}
			if (!list.hasNext) return { byLine, clockOffset: offset };
		}
		throw new Failure({
			code: 'unreadableAnswer',
			message: 'The call list of that time is too long to be read',
			hint: 'Shorten "Not Again Within".',
			callMayExist: false,
		});
	}
}

function cannotTell({ facts }: Failure): Failure {
	return new Failure({
		...facts,
		message: `It could not be told whether this number was called lately: ${facts.message}`,
		hint: `No phone has rung for this item. ${facts.hint}`,
		callMayExist: false,
	});
}
