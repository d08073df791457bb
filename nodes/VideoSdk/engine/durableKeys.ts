import type { IExecuteFunctions } from 'n8n-workflow';
import { fingerprint } from './onceLedger.ts';

/** n8n keeps the keys of a node in one row, which it reads and writes whole each time. */
const KEYS_KEPT = 10_000;
const OPTIONS = { mode: 'entries', maxEntries: KEYS_KEPT } as const;

/** What is under way with the keys of each node of this n8n. */
const turns = new Map<string, Promise<unknown>>();

/**
 * Keys that stay taken over executions, restarts and workers, in n8n's own store for de-duplication.
 * n8n reads, compares and writes in three steps: within one n8n they follow each other here; two
 * workers at the same moment may both be given a key.
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

	return {
		/** Whether the key was free; from then on it is taken. */
		take: async (key: string): Promise<boolean> =>
			await inTurn(async () => {
				const { processed } = await checkProcessedAndRecord([fingerprint(key)], 'node', OPTIONS);
				return processed.length === 0;
			}),
		/** Nothing was made under the key. */
		release: async (key: string): Promise<void> =>
			await inTurn(async () => await removeProcessed([fingerprint(key)], 'node', OPTIONS)),
	};
}
