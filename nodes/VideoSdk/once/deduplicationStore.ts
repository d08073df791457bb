import type { ICheckProcessedOptions, IExecuteFunctions } from 'n8n-workflow';
import { failureOf } from '../errors/failureOf.ts';
import { KeyedMutex } from '../time/keyedMutex.ts';
import { sleep } from '../time/sleep.ts';
import { fingerprint } from './fingerprint.ts';

/** n8n keeps the keys of a node in one row, which it reads and writes whole each time. */
const KEYS_KEPT = 10_000;
/** Far longer than n8n takes from reading the row to writing it, on a busy machine too. */
const OTHERS_WRITE_WITHIN_MS = 1000;
/** Of more keys than are kept, some are always gone. */
const MOST_TIMES = 5;
const OPTIONS: ICheckProcessedOptions = { mode: 'entries', maxEntries: KEYS_KEPT };

/** What is under way with the keys of each node of this n8n. */
const perNode = new KeyedMutex();

/**
 * Keys that stay taken over executions, restarts and workers, in n8n's own store for de-duplication.
 * n8n reads, compares and writes in three steps: within one process they follow each other here; two
 * workers at the same moment may both be given a key, and write over each other's.
 */
export class DeduplicationStore {
	readonly #context: IExecuteFunctions;
	readonly #owner: string;
	/** Keys that were taken a moment ago, and how often: a worker may still write the row back without them. */
	readonly #fresh = new Map<string, number>();
	#keeping: Promise<void> | undefined;

	constructor(context: IExecuteFunctions) {
		this.#context = context;
		this.#owner = `${context.getWorkflow().id ?? ''}/${context.getNode().id}`;
	}

	/** Whether the key was free; from then on it is taken. */
	async take(key: string): Promise<boolean> {
		return (await this.takeAll([key])).length === 0;
	}

	/** All are taken from then on; gives those that were taken already. */
	async takeAll(keys: readonly string[]): Promise<string[]> {
		return await perNode.run(this.#owner, async () => {
			const hashes = keys.map((key) => fingerprint(key));
			const { checkProcessedAndRecord } = this.#context.helpers;
			const record = async () => await checkProcessedAndRecord(hashes, 'node', OPTIONS);
			// Two workers may make the node's row at the same moment: the later one finds it made.
			const { processed } = await record().catch(record);
			return keys.filter((_, index) => processed.includes(hashes[index]));
		});
	}

	/** Nothing was made under the key. */
	async release(key: string): Promise<void> {
		const { removeProcessed } = this.#context.helpers;
		const remove = async () => await removeProcessed([fingerprint(key)], 'node', OPTIONS);
		await perNode.run(this.#owner, remove);
	}

	/** Sees to it that a key just taken stays taken; goes on beside whatever else is done. */
	keep(key: string): void {
		this.#fresh.set(key, 1);
		this.#keeping ??= this.#keepFresh();
	}

	/** Resolves when all keys that were to be kept are, as far as can be seen. */
	async kept(): Promise<void> {
		await this.#keeping;
	}

	async #keepFresh(): Promise<void> {
		try {
			while (this.#fresh.size > 0) await this.#takeFreshAgain();
		} catch (error) {
			// What was placed is not lost because a key cannot be kept.
			this.#fresh.clear();
			const { message } = failureOf(error);
			this.#context.logger.warn(`A Deduplication Key may not be kept: ${message}`);
		}
		this.#keeping = undefined;
	}

	/** What was gone is taken anew by this, and looked for once more. */
	async #takeFreshAgain(): Promise<void> {
		const due = [...this.#fresh];
		await sleep(OTHERS_WRITE_WITHIN_MS);
		const kept = new Set(await this.takeAll(due.map(([key]) => key)));
		for (const [key, times] of due) {
			if (kept.has(key) || times >= MOST_TIMES) this.#fresh.delete(key);
			else this.#fresh.set(key, times + 1);
		}
	}
}
