import { createHash } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';

/**
 * What is known of one request that must not be sent twice. `sent`: it left and nothing was heard
 * yet, which is also how it looks when n8n died in between. `unknown`: the answer was lost.
 */
export interface LedgerEntry extends IDataObject {
	state: 'sent' | 'placed' | 'unknown';
	/** When it was first sent, in milliseconds since 1970. */
	sentAt: number;
	/** A hash of what makes it look like others in the service's list. */
	target: string;
	/** The service's name for what was made, once known. */
	id?: string;
	/** The item's json, returned again whenever n8n repeats the item. */
	answer?: IDataObject;
}

const STORE_KEY = 'onceLedger';

/** Work under way, by the ledger's store: an agent may call its tool twice at the same moment. */
const underWay = new WeakMap<object, Map<string, Promise<IDataObject>>>();

/**
 * Remembers what was sent, in the node's context of the execution. n8n keeps that object through
 * Retry On Fail and through the Retry button, and saves it with the execution: so it holds hashes
 * and answers, never a secret.
 */
export class OnceLedger {
	private readonly entries: Record<string, LedgerEntry>;

	constructor(nodeContext: IDataObject) {
		nodeContext[STORE_KEY] ??= {};
		this.entries = nodeContext[STORE_KEY] as Record<string, LedgerEntry>;
	}

	get(key: string): LedgerEntry | undefined {
		return this.entries[key];
	}

	set(key: string, entry: LedgerEntry): void {
		this.entries[key] = entry;
	}

	/** Nothing was made: the item may be sent as if for the first time. */
	clear(key: string): void {
		delete this.entries[key];
	}

	/** Does the work for a key, or shares the result when the same key's work is under way. */
	async alone(key: string, work: () => Promise<IDataObject>): Promise<IDataObject> {
		const running = underWay.get(this.entries) ?? new Map<string, Promise<IDataObject>>();
		underWay.set(this.entries, running);
		const same = running.get(key);
		if (same) return await same;
		const result = work().finally(() => running.delete(key));
		running.set(key, result);
		return await result;
	}

	takenIds(): Set<string> {
		const ids = Object.values(this.entries).map(({ id }) => id);
		return new Set(ids.filter((id) => id !== undefined));
	}

	/** How many other entries made something of this target that the service's list cannot name. */
	namelessSiblings(key: string, target: string): number {
		return Object.entries(this.entries).filter(
			([otherKey, entry]) =>
				otherKey !== key &&
				entry.target === target &&
				entry.id === undefined &&
				entry.state !== 'unknown',
		).length;
	}
}

/** A short, stable stand-in for a value that must not lie readable in a saved execution. */
export function fingerprint(value: unknown): string {
	return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 32);
}
