import { createHash } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';
import { outcomeOf } from '../errors/outcome.ts';

/**
 * What is known of one request that must not be sent twice. `ready`: it has not left, but something
 * was made for it. `sent`: it left and nothing was heard yet, which is also how it looks when n8n
 * died in between. `unknown`: the answer was lost. Moments are in milliseconds since 1970.
 */
export interface LedgerEntry extends IDataObject {
	state: 'ready' | 'sent' | 'placed' | 'unknown';
	/** When it was sent for the first time. */
	sentAt: number;
	/** When it was sent for the last time: after a rate limit, or again because it was not found. */
	lastSentAt: number;
	/** When its answer came: what was made was made before. */
	answeredAt?: number;
	/** The service's clock minus ours in milliseconds, as the answer told. */
	clockOffset?: number;
	/** A stand-in for what makes it the same thing when n8n repeats the item. */
	identity: string;
	/** What the look-up needs to find what was made, whatever the item says by then. */
	subject: IDataObject;
	/** The request's own sign, by which it can be found. */
	mark: string;
	/** What was made for it beforehand. */
	prepared: IDataObject;
	/** Why the answer was lost. */
	cause?: string;
	/** It was sent once more after it was not found. That happens once. */
	sentAgain?: boolean;
	/** The service's name for what was made, once known. */
	id?: string;
	/** The item's json, returned again whenever n8n repeats the item. */
	answer?: IDataObject;
	/** The item's json once what was waited for has come about. */
	followed?: IDataObject;
}

/** When something was made whose name is not known, if it was made at all. */
export interface Span {
	sentAt: number;
	lastSentAt: number;
	/** Undefined = no answer came: it may have been made a while later. */
	answeredAt?: number;
}

/** How an earlier version of this package has named and known an item. */
export interface Former {
	place: string;
	identity: string;
}

const STORE_KEY = 'onceLedger';
const NAMES_KEY = 'onceNames';

interface Work {
	/** What makes it the same thing, see `OnceGuard`. */
	identity: string;
	result: Promise<IDataObject>;
}

/** Work under way, by the ledger's store: an agent may call its tool twice at the same moment. */
const underWay = new WeakMap<object, Map<string, Work>>();

/** Places kept for requests that have not left yet, and how often, by the ledger's store. */
const keptPlaces = new WeakMap<object, Map<string, number>>();

/**
 * Remembers what was sent, in the node's context of the execution. n8n keeps that object through
 * Retry On Fail and through the Retry button, and saves it with the execution: so it holds no secret.
 */
export class OnceLedger {
	private readonly entries: Record<string, LedgerEntry>;
	/** The keys of items that the user has named, by their places. */
	private readonly names: Record<string, string>;

	constructor(nodeContext: IDataObject) {
		nodeContext[STORE_KEY] ??= {};
		nodeContext[NAMES_KEY] ??= {};
		this.entries = nodeContext[STORE_KEY] as Record<string, LedgerEntry>;
		this.names = nodeContext[NAMES_KEY] as Record<string, string>;
	}

	/**
	 * The key of an item: as long as its place has sent nothing, the one by its name. A name that is
	 * given, changed or worded anew between two tries does not make it another item.
	 *
	 * @param formerly by what earlier versions of this package have stored it
	 */
	keyAt(place: string, identity: string, name: string, formerly: readonly Former[] = []): string {
		const identities = [identity, ...formerly.map((former) => former.identity)].map(fingerprint);
		const isOfIt = (key?: string) => identities.includes(this.get(key ?? '')?.identity ?? '');
		const known = [place, ...formerly.map((former) => former.place)]
			.flatMap((one) => [this.names[one], one])
			.find(isOfIt);
		if (known !== undefined || name === '') return known ?? place;
		this.names[place] = namedKey(name);
		return this.names[place];
	}

	/** Whether the node has had a ledger in this execution, if only an empty one. */
	static isIn(nodeContext: IDataObject): boolean {
		return STORE_KEY in nodeContext;
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

	/**
	 * Does the work for a key, or shares the result when the same key's work is under way. Work for
	 * something else under that key is waited for: its answer is none for this.
	 */
	async alone(
		key: string,
		identity: string,
		work: () => Promise<IDataObject>,
	): Promise<IDataObject> {
		const running = underWay.get(this.entries) ?? new Map<string, Work>();
		underWay.set(this.entries, running);
		for (let other = running.get(key); other; other = running.get(key)) {
			if (other.identity === identity) return await other.result;
			await outcomeOf(other.result);
		}
		const result = work().finally(() => running.delete(key));
		running.set(key, { identity, result });
		return await result;
	}

	/** Whether a request has left under this key. */
	hasSent(key: string): boolean {
		const entry = this.entries[key];
		return entry !== undefined && entry.state !== 'ready';
	}

	/**
	 * Keeps a place for a request that is about to leave: of all those that have left and all places
	 * that are kept, also by runs of the node that are under way at the same moment, there are `most`.
	 *
	 * @returns gives the place back; undefined when there was none left
	 */
	keepPlace(key: string, most: number): (() => void) | undefined {
		const kept = keptPlaces.get(this.entries) ?? new Map<string, number>();
		keptPlaces.set(this.entries, kept);
		const sent = this.keysSent().filter((other) => other !== key && !kept.has(other));
		const others = sent.length + kept.size - (kept.has(key) ? 1 : 0);
		if (others >= most) return undefined;
		kept.set(key, (kept.get(key) ?? 0) + 1);
		let isKept = true;
		return () => {
			if (!isKept) return;
			isKept = false;
			const left = (kept.get(key) ?? 1) - 1;
			if (left > 0) kept.set(key, left);
			else kept.delete(key);
		};
	}

	/**
	 * When another request for the same thing has last left, or may have, in milliseconds since 1970.
	 *
	 * @param identities its own, and those by which earlier versions of this package have stored it
	 */
	lastSentAt(identities: readonly string[], exceptKey: string): number | undefined {
		const wanted = new Set(identities.map(fingerprint));
		const moments = this.keysSent()
			.filter((key) => key !== exceptKey && wanted.has(this.entries[key].identity))
			.map((key) => this.entries[key].lastSentAt);
		return moments.length === 0 ? undefined : Math.max(...moments);
	}

	private keysSent(): string[] {
		return Object.keys(this.entries).filter((key) => this.hasSent(key));
	}

	isUnderWay(key: string): boolean {
		return underWay.get(this.entries)?.has(key) ?? false;
	}

	takenIds(): Set<string> {
		const ids = Object.values(this.entries).map(({ id }) => id);
		return new Set(ids.filter((id) => id !== undefined));
	}

	/** When other items may have made something with this subject that the list cannot name. */
	namelessSiblings(key: string, { subject, prepared }: LedgerEntry): Span[] {
		// What was made beforehand for one alone, such as a room, tells it from the others.
		const own = fingerprint(prepared);
		return this.withSubject([subject])
			.filter(([otherKey, { id }]) => otherKey !== key && id === undefined)
			.filter(([, other]) => fingerprint(other.prepared) === own)
			.map(([, { sentAt, lastSentAt, answeredAt }]) => ({ sentAt, lastSentAt, answeredAt }));
	}

	/**
	 * Gives an item what an earlier run of the node left open for the same subject: a workflow that
	 * leads failed items back to the node means the same thing by them. What has a name given by the
	 * user is only found by that name.
	 *
	 * @param subjects its own, and those by which earlier versions of this package have stored it
	 */
	takeOver(key: string, subjects: readonly IDataObject[]): LedgerEntry | undefined {
		if (isNamed(key)) return undefined;
		const open = this.withSubject(subjects).find(
			([otherKey, { answer }]) =>
				answer === undefined && runOf(otherKey) !== runOf(key) && !isNamed(otherKey),
		);
		if (!open) return undefined;
		const [otherKey, entry] = open;
		this.clear(otherKey);
		this.set(key, entry);
		return entry;
	}

	/** Requests with one of these subjects that have left. */
	private withSubject(subjects: readonly IDataObject[]): Array<[string, LedgerEntry]> {
		const wanted = new Set(subjects.map(fingerprint));
		return Object.entries(this.entries).filter(
			([, entry]) => entry.state !== 'ready' && wanted.has(fingerprint(entry.subject)),
		);
	}
}

/** The key of an item in the ledger: its place, and what makes it the same thing when n8n repeats it. */
export const placeKey = (runIndex: string, item: number, identity: string) =>
	`${runIndex}:${item}:${fingerprint(identity)}`;

/**
 * The key of what an agent asks for: n8n gives each of its tool calls a place of its own. The names
 * that a model gives are no names of one thing alone: it may call them all "reminder".
 */
export const toolKey = (subject: IDataObject, name: string) =>
	`tool:${fingerprint(name === '' ? subject : { ...subject, name })}`;

/** The key of what the user has given a name. */
const namedKey = (name: string) => `named:${fingerprint(name)}`;

const runOf = (key: string) => key.split(':')[0];
const isNamed = (key: string) => runOf(key) === 'named';

/** A short, stable stand-in for a value. */
export function fingerprint(value: unknown): string {
	return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 32);
}
