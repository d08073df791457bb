import { lineOf } from '../../../../protocol/phoneNumber.ts';
import { Failure } from '../../engine/failure.ts';
import { outcomeOf } from '../../engine/outcome.ts';
import type { Api } from '../../transport/send.ts';
import { readCallPage } from './listCalls.ts';

const HOUR_MS = 60 * 60 * 1000;
/** 5,000 calls: more than that are not worth a request for each list of items. */
const MOST_PAGES = 50;

/**
 * Whom the account has called lately, read once for all items of a run.
 *
 * @throws Failure when the list cannot be read to its end: then nobody knows whom it leaves out
 */
export function createRecentCalls(api: Api) {
	let reading: { hours: number; calls: Promise<Map<string, number>> } | undefined;

	return {
		/** When a line was last called, in milliseconds since 1970. Its own item's call is not placed yet. */
		lastTo: async (address: string, hours: number): Promise<number | undefined> => {
			// Each item may have a time of its own; the longest read so far serves shorter ones too.
			if (reading === undefined || reading.hours < hours) {
				reading = { hours, calls: read(hours) };
			}
			const outcome = await outcomeOf(reading.calls);
			if (!outcome.ok) throw cannotTell(outcome.failure);
			const at = outcome.value.get(lineOf(address));
			return at !== undefined && at >= Date.now() - hours * HOUR_MS ? at : undefined;
		},
	};

	async function read(hours: number): Promise<Map<string, number>> {
		const since = Date.now() - hours * HOUR_MS;
		const last = new Map<string, number>();
		for (let page = 1; page <= MOST_PAGES; page++) {
			const { calls, hasNext } = await readCallPage(api, { since, page });
			for (const { to, startedAt = 0 } of calls) {
				last.set(lineOf(to), Math.max(startedAt, last.get(lineOf(to)) ?? 0));
			}
			if (!hasNext) return last;
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
