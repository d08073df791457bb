import type { IDataObject } from 'n8n-workflow';
import { failureOf } from '../errors/failureOf.ts';
import { fingerprint } from './fingerprint.ts';
import type { LedgerEntry } from './ledgerEntry.ts';

interface Work {
	idempotencyKey: string;
	result: Promise<IDataObject>;
}

/** The entries of a ledger by what they are asked for, and what this process alone knows of them. */
export class LedgerIndex {
	/** The names of all things that are known to have been made. */
	readonly ids = new Set<string>();
	readonly #byIdentity = new KeysBy();
	readonly #byLookupKey = new KeysBy();
	/** Of those that have left and have no answer. */
	readonly #openByLookupKey = new KeysBy();
	/** Keys of requests that have left, and those for which a slot is reserved. */
	readonly #slots = new Set<string>();
	readonly #sent = new Set<string>();
	/** How often a slot is reserved for a request that has not left yet. */
	readonly #reserved = new Map<string, number>();
	readonly #underWay = new Map<string, Work>();

	static readonly #known = new WeakMap<object, LedgerIndex>();

	/** The one index of these entries; made of what n8n has kept, when they are seen for the first time. */
	static of(entries: Readonly<Record<string, LedgerEntry>>): LedgerIndex {
		const known = LedgerIndex.#known.get(entries);
		if (known) return known;
		const index = new LedgerIndex();
		for (const [key, entry] of Object.entries(entries)) index.add(key, entry);
		LedgerIndex.#known.set(entries, index);
		return index;
	}

	/** What becomes known of a request most often leaves it what it is. */
	replace(key: string, before: LedgerEntry | undefined, after: LedgerEntry): void {
		const isSame = before?.subject === after.subject && before.identity === after.identity;
		if (!isSame) {
			this.remove(key, before);
			this.add(key, after);
			return;
		}
		const lookupKey = fingerprint(after.subject);
		this.#forget(key, before, lookupKey);
		this.#note(key, after, lookupKey);
	}

	add(key: string, entry: LedgerEntry): void {
		const lookupKey = fingerprint(entry.subject);
		this.#byIdentity.add(entry.identity, key);
		this.#byLookupKey.add(lookupKey, key);
		this.#note(key, entry, lookupKey);
	}

	/** What an entry says beside what it is. */
	#note(key: string, { state, id, answer }: LedgerEntry, lookupKey: string): void {
		if (id !== undefined) this.ids.add(id);
		if (state === 'ready') return;
		this.#sent.add(key);
		this.#slots.add(key);
		if (answer === undefined) this.#openByLookupKey.add(lookupKey, key);
	}

	remove(key: string, entry: LedgerEntry | undefined): void {
		if (!entry) return;
		const lookupKey = fingerprint(entry.subject);
		this.#byIdentity.remove(entry.identity, key);
		this.#byLookupKey.remove(lookupKey, key);
		this.#forget(key, entry, lookupKey);
	}

	#forget(key: string, entry: LedgerEntry, lookupKey: string): void {
		this.#openByLookupKey.remove(lookupKey, key);
		if (entry.id !== undefined) this.ids.delete(entry.id);
		this.#sent.delete(key);
		if (!this.#reserved.has(key)) this.#slots.delete(key);
	}

	ofIdentities(identities: readonly string[]): string[] {
		return this.#byIdentity.get(identities);
	}

	ofLookupKeys(fingerprints: readonly string[]): string[] {
		return this.#byLookupKey.get(fingerprints);
	}

	openOfLookupKeys(fingerprints: readonly string[]): string[] {
		return this.#openByLookupKey.get(fingerprints);
	}

	/** How many other requests have left or have a slot reserved for them. */
	reservedBeside(key: string): number {
		return this.#slots.size - (this.#slots.has(key) ? 1 : 0);
	}

	/** @returns releases the slot */
	reserve(key: string): () => void {
		this.#reserved.set(key, (this.#reserved.get(key) ?? 0) + 1);
		this.#slots.add(key);
		let isReserved = true;
		return () => {
			if (!isReserved) return;
			isReserved = false;
			const left = (this.#reserved.get(key) ?? 1) - 1;
			if (left > 0) {
				this.#reserved.set(key, left);
				return;
			}
			this.#reserved.delete(key);
			if (!this.#sent.has(key)) this.#slots.delete(key);
		};
	}

	/** See `OnceLedger`. */
	async alone(
		key: string,
		idempotencyKey: string,
		work: () => Promise<IDataObject>,
	): Promise<IDataObject> {
		for (let other = this.#underWay.get(key); other; other = this.#underWay.get(key)) {
			if (other.idempotencyKey === idempotencyKey) return await other.result;
			await other.result.catch(failureOf);
		}
		const result = work().finally(() => this.#underWay.delete(key));
		this.#underWay.set(key, { idempotencyKey, result });
		return await result;
	}

	isUnderWay(key: string): boolean {
		return this.#underWay.has(key);
	}
}

/** Keys of the ledger by something that several may have, and most have alone. */
class KeysBy {
	/** One alone is no set: sets are what a long list would take most memory for. */
	readonly #keys = new Map<string, string | Set<string>>();

	get(values: readonly string[]): string[] {
		return values.flatMap((value) => {
			const keys = this.#keys.get(value);
			return typeof keys === 'object' ? [...keys] : (keys ?? []);
		});
	}

	add(value: string, key: string): void {
		const others = this.#keys.get(value);
		if (others === undefined) this.#keys.set(value, key);
		else if (typeof others === 'object') others.add(key);
		else if (others !== key) this.#keys.set(value, new Set([others, key]));
	}

	remove(value: string, key: string): void {
		const others = this.#keys.get(value);
		if (typeof others === 'object') {
			others.delete(key);
			if (others.size === 0) this.#keys.delete(value);
		} else if (others === key) {
			this.#keys.delete(value);
		}
	}
}
