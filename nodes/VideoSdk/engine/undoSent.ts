import type { Api } from '../api/exchange.ts';
import { createApi, withoutStop } from '../api/send.ts';
import { outcomeOf } from '../errors/outcome.ts';
import { runPool } from '../time/pool.ts';
import { sleep } from '../time/sleep.ts';
import type { Job } from './job.ts';
import type { RunFacts } from './runFacts.ts';
import { sentOf } from './sendOnce.ts';

/** Undoing must be quick: the user has pressed Stop. */
const UNDONE_AT_ONCE = 20;
const LONGEST_UNDOING_SECONDS = 1.5;

/** Undoes what was made, where the user wants that of a workflow that is stopped. */
export async function undoSent(
	{ context, operation, ledger, keyOf, masked }: RunFacts,
	jobs: ReadonlyMap<number, Job>,
): Promise<void> {
	const { guard, following } = operation;
	const toUndo = [...jobs].flatMap(([item, { params }]) => {
		const key = keyOf(item, params);
		const entry = ledger.get(key);
		const isWanted = following?.undoesOnStop(params) && entry && entry.state !== 'ready';
		return isWanted ? [{ key, entry, params }] : [];
	});
	if (!following || toUndo.length === 0) return;
	// n8n breaks off whatever is sent on the stopped execution's behalf.
	const detached: Api = createApi(withoutStop(context));
	const places = toUndo.map((_, place) => [place]);
	const undoing = runPool(
		places,
		{ atOnce: UNDONE_AT_ONCE, perSecond: 0 },
		undefined,
		async (place) => {
			const { key, entry, params } = toUndo[place];
			const found = entry.followed ?? entry.answer;
			const sent = sentOf(key, entry, ledger);
			const outcome = await outcomeOf(following.undo(detached, sent, found));
			if (!outcome.ok) {
				const what = guard.describe(params);
				const told = `Stopped, but ${what} was not undone: ${outcome.failure.message}`;
				context.logger.warn(masked(params, told));
			}
		},
	);
	// Stop does not wait for a service that is slow: what is not undone by then is undone later.
	await Promise.race([undoing, sleep(LONGEST_UNDOING_SECONDS * 1000)]);
}
