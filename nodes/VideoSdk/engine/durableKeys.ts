import type { IExecuteFunctions } from 'n8n-workflow';
import { fingerprint } from './onceLedger.ts';
import { outcomeOf } from '../errors/outcome.ts';
import { sleep } from '../time/sleep.ts';

/** n8n keeps the keys of a node in one row, which it reads and writes whole each time. */
const KEYS_KEPT = 10_000;
/** Far longer than n8n takes from reading the row to writing it, on a busy machine too. */
const OTHERS_WRITE_WITHIN_MS = 1000;
/** Of more keys than are kept, some are always gone. */
const MOST_TIMES = 5;
const OPTIONS = { mode: 'entries', maxEntries: KEYS_KEPT } as const;

/** What is under way with the keys of each node of this n8n. */
const turns = new Map<string, Promise<unknown>>();

export type DurableKeys = ReturnType<typeof createDurableKeys>;

/**
 * Keys that stay taken over executions, restarts and workers, in n8n's own store for de-duplication.
 * n8n reads, compares and writes in three steps: within one process they follow each other here; two
 * workers at the same moment may both be given a key, and write over each other's.
 */
export function createDurableKeys(context: IExecuteFunctions) {
	const { checkProcessedAndRecord, removeProcessed } = context.helpers;
	const owner = `${context.getWorkflow().id ?? ''}/${context.getNode().id}`;

	async function inTurn<T>(work: () => Promise<T>): Promise<T> {
		const turn = (turns.get(owner) ?? Promise.resolve()).then(work, work);
		turns.set(owner, turn);
		try {
			return await turn;
		} finally {
			if (turns.get(owner) === turn) turns.delete(owner);
		}
	}

	/** All are taken from then on; gives those that were taken already. */
	const takeAll = async (names: readonly string[]): Promise<string[]> =>
		await inTurn(async () => {
			const hashes = names.map((name) => fingerprint(name));
			const record = async () => await checkProcessedAndRecord(hashes, 'node', OPTIONS);
			// Two workers may make the node's row at the same moment: the later one finds it made.
			const { processed } = await record().catch(record);
			return names.filter((_, place) => processed.includes(hashes[place]));
		});

	/** Keys that were taken a moment ago, and how often: a worker may still write the row back without them. */
	const fresh = new Map<string, number>();
	let keeping: Promise<void> | undefined;

	async function keepFresh(): Promise<void> {
		while (fresh.size > 0) {
			const due = [...fresh];
			await sleep(OTHERS_WRITE_WITHIN_MS);
			// What was gone is taken anew by this, and looked for once more.
			const kept = new Set(await takeAll(due.map(([name]) => name)));
			for (const [name, times] of due) {
				if (kept.has(name) || times >= MOST_TIMES) fresh.delete(name);
				else fresh.set(name, times + 1);
			}
		}
	}

	/** Sees to it that a key just taken stays taken; goes on beside whatever else is done. */
	function keep(name: string): void {
		fresh.set(name, 1);
		// What was placed is not lost because a key cannot be kept.
		keeping ??= outcomeOf(keepFresh()).then((outcome) => {
			keeping = undefined;
			if (outcome.ok) return;
			fresh.clear();
			context.logger.warn(`A Deduplication Key may not be kept: ${outcome.failure.message}`);
		});
	}

	return {
		takeAll,
		keep,
		/** All keys that were to be kept are, as far as can be seen. */
		kept: async (): Promise<void> => await keeping,
		/** Whether the key was free; from then on it is taken. */
		take: async (key: string): Promise<boolean> => (await takeAll([key])).length === 0,
		/** Nothing was made under the key. */
		release: async (key: string): Promise<void> =>
			await inTurn(async () => await removeProcessed([fingerprint(key)], 'node', OPTIONS)),
	};
}
