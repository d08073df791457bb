import type { ICheckProcessedOptions, IExecuteFunctions } from 'n8n-workflow';
import { failureOf } from '../errors/failureOf.ts';
import { Batches } from '../time/batches.ts';
import { KeyedMutex } from '../time/keyedMutex.ts';
import { sleep } from '../time/sleep.ts';
import { fingerprint } from './fingerprint.ts';

/** n8n keeps the keys of a node in one row, which it reads and writes whole each time. */
const KEYS_KEPT = 10_000;
/** Far longer than n8n takes from reading the row to writing it, on a busy machine too. */
const OTHERS_WRITE_WITHIN_MS = 1000;
/** Of more keys than are kept, some are always gone. */
const MOST_TIMES = 5;
/**
 * How many keys are taken before they are asked for: one for so many that were asked for so far, and so
 * many at most. Should n8n be killed, a Retry leaves them out beside those whose calls were on their way.
 */
const ASKED_FOR_ONE_AHEAD = 50;
const MOST_AHEAD = 20;
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
	/** Keys that are going to be asked for, in order. */
	readonly #toCome = new Set<string>();
	/** Whether a key was free, of those that were taken before they were asked for; undefined = not known. */
	readonly #takenAhead = new Map<string, Promise<boolean | undefined>>();
	/** How many were asked for. */
	#asked = 0;
	readonly #takes = new Batches(async (keys: readonly string[]) => await this.#takeSome(keys));
	readonly #releases = new Batches(async (keys: readonly string[]) => await this.#releaseAll(keys));

	constructor(context: IExecuteFunctions) {
		this.#context = context;
		this.#owner = `${context.getWorkflow().id ?? ''}/${context.getNode().id}`;
	}

	/** Names keys that are going to be asked for, in order: then some can be taken in one go. */
	expect(keys: Iterable<string>): void {
		for (const key of keys) this.#toCome.add(key);
	}

	/** Whether the key was free; from then on it is taken, and seen to that it stays so. */
	async take(key: string): Promise<boolean> {
		this.#asked++;
		this.#toCome.delete(key);
		const takenAhead = this.#takenAhead.get(key);
		this.#takenAhead.delete(key);
		return (await takenAhead) ?? (await this.#takes.add(key));
	}

	/** Nothing was made under the key. */
	async release(key: string): Promise<void> {
		this.#fresh.delete(key);
		await this.#releases.add(key);
	}

	/** Frees the keys that were taken and never asked for. */
	async releaseUnused(): Promise<void> {
		this.#toCome.clear();
		const unused = [...this.#takenAhead];
		this.#takenAhead.clear();
		const releases = unused.map(async ([key, wasFree]) => {
			if (await wasFree) await this.release(key);
		});
		try {
			await Promise.all(releases);
		} catch (error) {
			const { message } = failureOf(error);
			this.#context.logger.warn(`Deduplication Keys that were not used may stay taken: ${message}`);
		}
	}

	/** All are taken from then on; gives those that were taken already. */
	async takeAll(keys: readonly string[]): Promise<string[]> {
		return await perNode.run(this.#owner, async () => {
			const hashes = keys.map((key) => fingerprint(key));
			const { checkProcessedAndRecord } = this.#context.helpers;
			const record = async () => await checkProcessedAndRecord(hashes, 'node', OPTIONS);
			// Two workers may make the node's row at the same moment: the later one finds it made.
			const { processed } = await record().catch(record);
			const taken = new Set(processed);
			return keys.filter((_, index) => taken.has(hashes[index]));
		});
	}

	/** Sees to it that a key just taken stays taken; goes on beside whatever else is done. */
	keep(key: string): void {
		this.#fresh.set(key, 1);
		this.#keeping ??= this.#keepFresh();
	}

	/** Resolves when all keys that were to be kept are, as far as can be seen. */
	async kept(): Promise<void> {
		if (this.#fresh.size > 0) await this.#keeping;
	}

	/** @returns for each key that was asked for whether it was free */
	async #takeSome(asked: readonly string[]): Promise<boolean[]> {
		const ahead = this.#nextToCome();
		const taking = this.#takeFree([...asked, ...ahead]);
		// Where it fails, each of them is taken once more when it is asked for.
		const wereFree = taking.catch(() => undefined);
		for (const key of ahead) {
			const wasFree = async () => (await wereFree)?.has(key);
			this.#takenAhead.set(key, wasFree());
		}
		const free = await taking;
		// Of two that ask for the same key, the second comes too late.
		return asked.map((key, index) => free.has(key) && asked.indexOf(key) === index);
	}

	/** @returns the keys that were free */
	async #takeFree(keys: readonly string[]): Promise<ReadonlySet<string>> {
		const taken = new Set(await this.takeAll(keys));
		const free = new Set(keys.filter((key) => !taken.has(key)));
		for (const key of free) this.keep(key);
		return free;
	}

	/** In a short list none: there the row is short as well, and everybody counts. */
	#nextToCome(): string[] {
		const most = Math.min(MOST_AHEAD, Math.floor(this.#asked / ASKED_FOR_ONE_AHEAD));
		const ahead: string[] = [];
		for (const key of this.#toCome) {
			if (this.#takenAhead.size + ahead.length >= most) break;
			ahead.push(key);
			this.#toCome.delete(key);
		}
		return ahead;
	}

	async #releaseAll(keys: readonly string[]): Promise<readonly string[]> {
		const { removeProcessed } = this.#context.helpers;
		const hashes = keys.map((key) => fingerprint(key));
		await perNode.run(this.#owner, async () => await removeProcessed(hashes, 'node', OPTIONS));
		return keys;
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
		const fresh = [...this.#fresh];
		await sleep(OTHERS_WRITE_WITHIN_MS);
		// Not those that were released meanwhile.
		const due = fresh.filter(([key]) => this.#fresh.has(key));
		if (due.length === 0) return;
		const kept = new Set(await this.takeAll(due.map(([key]) => key)));
		for (const [key, times] of due) {
			if (!this.#fresh.has(key)) continue;
			if (kept.has(key) || times >= MOST_TIMES) this.#fresh.delete(key);
			else this.#fresh.set(key, times + 1);
		}
	}
}
