import type { IDataObject } from 'n8n-workflow';
import { fingerprint } from './fingerprint.ts';
import type { LedgerEntry, SendingTimes, SentRequest } from './ledgerEntry.ts';
import { LedgerIndex } from './ledgerIndex.ts';
import { isNamed, isTryOfItem, namedKey, runOf } from './ledgerKeys.ts';

/** What tells an item from others: its key by its index, and what makes it the same when n8n repeats it. */
export interface ItemKeys {
	itemKey: string;
	idempotencyKey: string;
}

const STORE_KEY = 'onceLedger';
const NAMES_KEY = 'onceNames';

/**
 * Remembers what was sent, in the node's context of the execution. n8n keeps that object through
 * Retry On Fail and through the Retry button, and saves it with the execution: so it holds no secret.
 */
export class OnceLedger {
	readonly #entries: Record<string, LedgerEntry>;
	/** The keys of items that the user has named, by their keys without that name. */
	readonly #names: Record<string, string>;
	/** Shared by all ledgers of one execution: an agent may call its tool twice at the same moment. */
	readonly #index: LedgerIndex;

	constructor(nodeContext: IDataObject) {
		nodeContext[STORE_KEY] ??= {};
		nodeContext[NAMES_KEY] ??= {};
		this.#entries = nodeContext[STORE_KEY] as Record<string, LedgerEntry>;
		this.#names = nodeContext[NAMES_KEY] as Record<string, string>;
		this.#index = LedgerIndex.of(this.#entries);
	}

	/** Whether the node has had a ledger in this execution, if only an empty one. */
	static isIn(nodeContext: IDataObject): boolean {
		return STORE_KEY in nodeContext;
	}

	/**
	 * The key of an item: as long as nothing was sent by its own one, the one by its name. A name that is
	 * given, changed or worded anew between two tries does not make it another item. What one of its
	 * further tries has made is answered by the key of that try.
	 *
	 * @param formerly by what earlier versions of this package have stored it
	 */
	keyOf(own: ItemKeys, name: string, formerly: readonly ItemKeys[] = []): string {
		const all = [own, ...formerly];
		const identities = all.map(({ idempotencyKey }) => fingerprint(idempotencyKey));
		const isOfIt = (key?: string) => identities.includes(this.get(key ?? '')?.identity ?? '');
		const known = all.flatMap(({ itemKey }) => [this.#names[itemKey], itemKey]).find(isOfIt);
		const before =
			known ?? this.#index.ofIdentities(identities).find((key) => isTryOfItem(key, own.itemKey));
		if (before !== undefined || name === '') return before ?? own.itemKey;
		this.#names[own.itemKey] = namedKey(name);
		return this.#names[own.itemKey];
	}

	get(key: string): LedgerEntry | undefined {
		return this.#entries[key];
	}

	set(key: string, entry: LedgerEntry): void {
		this.#index.replace(key, this.#entries[key], entry);
		this.#entries[key] = entry;
	}

	/** Takes note of more of what was sent. */
	update(key: string, more: Partial<LedgerEntry>): void {
		const entry = this.get(key);
		if (entry) this.set(key, { ...entry, ...more });
	}

	/** Nothing was made: the item may be sent as if for the first time. */
	clear(key: string): void {
		this.#index.remove(key, this.#entries[key]);
		delete this.#entries[key];
	}

	/** Whether a request has left under this key. */
	hasSent(key: string): boolean {
		const entry = this.#entries[key];
		return entry !== undefined && entry.state !== 'ready';
	}

	/**
	 * Reserves a slot for a request that is about to leave: of all those that have left and all slots
	 * that are reserved, also by runs of the node that are under way at the same moment, there are `most`.
	 *
	 * @returns releases the slot; undefined when there was none left
	 */
	reserve(key: string, most: number): (() => void) | undefined {
		return this.#index.reservedBeside(key) >= most ? undefined : this.#index.reserve(key);
	}

	/**
	 * When another request for the same thing has last left, or may have, in milliseconds since 1970.
	 *
	 * @param exceptKeys of the item itself
	 * @param idempotencyKeys its own, and those by which earlier versions of this package have stored it
	 */
	lastSentAt(
		idempotencyKeys: readonly string[],
		exceptKeys: readonly string[],
	): number | undefined {
		let last: number | undefined;
		for (const key of this.#index.ofIdentities(idempotencyKeys.map(fingerprint))) {
			if (exceptKeys.includes(key) || !this.hasSent(key)) continue;
			last = Math.max(last ?? 0, this.#entries[key].lastSentAt);
		}
		return last;
	}

	/**
	 * Does the work for a key, or shares the result when the same key's work is under way. Work for
	 * something else under that key is waited for: its answer is none for this.
	 */
	alone(
		key: string,
		idempotencyKey: string,
		work: () => Promise<IDataObject>,
	): Promise<IDataObject> {
		return this.#index.alone(key, idempotencyKey, work);
	}

	isUnderWay(key: string): boolean {
		return this.#index.isUnderWay(key);
	}

	/** The keys under which something with this lookup key was asked for. */
	keysOf(lookupKey: IDataObject): string[] {
		return this.#index.ofLookupKeys([fingerprint(lookupKey)]);
	}

	/** What was sent under a key, for whoever looks what became of it. */
	sent(key: string, entry: LedgerEntry | undefined = this.get(key)): SentRequest {
		if (entry === undefined) throw new Error(`Nothing was sent under "${key}"`);
		const { subject, mark, prepared, note, sentAt, lastSentAt, answeredAt, clockOffset, id } =
			entry;
		const namelessSiblings = () => this.#namelessSiblings(key, entry);
		return {
			lookupKey: subject,
			correlationKey: mark,
			...{ prepared, note, sentAt, lastSentAt, answeredAt, clockOffset, id },
			takenIds: this.#index.ids,
			// Only a look-up by number and time asks for them.
			get namelessSiblings() {
				return namelessSiblings();
			},
		};
	}

	/** The names of things that items of this node are known to have made; grows as more become known. */
	get takenIds(): ReadonlySet<string> {
		return this.#index.ids;
	}

	/** When other items may have made something with this lookup key that the list cannot name. */
	#namelessSiblings(key: string, { subject, prepared }: LedgerEntry): SendingTimes[] {
		// What was made beforehand for one alone, such as a room, tells it from the others.
		const own = fingerprint(prepared);
		return this.#index
			.ofLookupKeys([fingerprint(subject)])
			.filter((other) => other !== key && this.hasSent(other))
			.map((other) => this.#entries[other])
			.filter((other) => other.id === undefined && fingerprint(other.prepared) === own)
			.map(({ sentAt, lastSentAt, answeredAt }) => ({ sentAt, lastSentAt, answeredAt }));
	}

	/**
	 * Gives an item what an earlier run of the node left open for the same lookup key: a workflow that
	 * leads failed items back to the node means the same thing by them. What has a name given by the
	 * user is only found by that name.
	 *
	 * @param lookupKeys its own, and those by which earlier versions of this package have stored it
	 */
	takeOver(key: string, lookupKeys: readonly IDataObject[]): LedgerEntry | undefined {
		if (isNamed(key)) return undefined;
		const open = this.#index
			.openOfLookupKeys(lookupKeys.map(fingerprint))
			.find((other) => runOf(other) !== runOf(key) && !isNamed(other));
		if (open === undefined) return undefined;
		const entry = this.#entries[open];
		this.clear(open);
		this.set(key, entry);
		return entry;
	}
}
