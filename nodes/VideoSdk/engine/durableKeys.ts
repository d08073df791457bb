import type { IExecuteFunctions } from 'n8n-workflow';
import { fingerprint } from './onceLedger.ts';
import { rest } from './rest.ts';

/** n8n keeps the keys of a node in one row, which it reads and writes whole each time. */
const KEYS_KEPT = 10_000;
/** Longer than n8n takes from reading the row to writing it. */
const OTHERS_WRITE_WITHIN_MS = 150;
const MOST_TRIES = 10;
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

	/**
	 * Sees to it that keys just taken stay taken: a worker that had read the row before may have written
	 * it back without them. To be called when something else has taken its time meanwhile.
	 */
	async function confirm(names: readonly string[], takenAt: number): Promise<void> {
		let since = takenAt;
		for (let tries = 0; tries < MOST_TRIES; tries++) {
			await rest(since + OTHERS_WRITE_WITHIN_MS - Date.now());
			const kept = await takeAll(names);
			if (kept.length === names.length) return;
			since = Date.now();
		}
	}

	return {
		takeAll,
		confirm,
		/** Whether the key was free; from then on it is taken. */
		take: async (key: string): Promise<boolean> => (await takeAll([key])).length === 0,
		/** Nothing was made under the key. */
		release: async (key: string): Promise<void> =>
			await inTurn(async () => await removeProcessed([fingerprint(key)], 'node', OPTIONS)),
	};
}
