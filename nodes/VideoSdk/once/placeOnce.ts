import type { IDataObject } from 'n8n-workflow';
import { Failure } from '../errors/failure.ts';
import { failureOf } from '../errors/failureOf.ts';
import { pollUntil } from '../time/poll.ts';
import { fingerprint } from './fingerprint.ts';
import type { LedgerEntry, SentRequest } from './ledgerEntry.ts';
import type { OnceLedger } from './onceLedger.ts';

/** Lists lag: whoever finds nothing looks again after these pauses. */
const FIND_PAUSES_SECONDS = [0, 1, 2];

/** What a request made, as its answer or a look-up tells. */
export interface Placed {
	/** The item's json. */
	json: IDataObject;
	/** The service's name for it, where it is told. */
	id?: string;
	/** The service's clock minus ours in milliseconds, where the answer tells it. */
	clockOffset?: number;
}

/** What a lost request turned out to have made. */
export type Found = Placed & { id: string };

/** Something that must not happen twice: a call, a transfer, a batch. */
export interface OnceRequest {
	/** Its name in the ledger. */
	key: string;
	/**
	 * What makes it the same thing when n8n repeats the item. Fields that are worded anew on each try,
	 * or corrected by the user between two, must not be in it.
	 */
	idempotencyKey: string;
	/** What earlier versions of this package have stored for that. */
	formerIdempotencyKeys?: readonly string[];
	/** What tells it from others in the service's list; kept for the look-up. */
	lookupKey: IDataObject;
	/** A sign that no other request has. */
	newCorrelationKey(): string;
	/**
	 * Makes what the request needs beforehand. Done again with the same correlation key it does no harm;
	 * what it gives is kept, and handed to `send` and `find`.
	 */
	prepare?(correlationKey: string): Promise<IDataObject>;
	/**
	 * Sends the request, and calls `beforeLeaving` at each moment in which one leaves: nothing may be
	 * waited for in between. What that is given is kept for `find`, should the answer be lost. Throws a
	 * Failure that says whether the thing may have been made.
	 */
	send(
		request: Pick<LedgerEntry, 'prepared'> & { correlationKey: string },
		beforeLeaving: (note?: IDataObject) => void,
	): Promise<Placed>;
	/** Finds what a lost request made. Undefined = not there, which is no proof that it was not made. */
	find(sent: SentRequest): Promise<Found | undefined>;
	/** Whether the user wants it sent once more when it is not found. */
	sendAgainIfNotFound: boolean;
	/** The Failure when nobody can tell whether it was made; `cause` is why the answer was lost. */
	unknownFailure(cause: Error): Failure;
	/** The Failure when its key stands for another thing. */
	keyTakenFailure(wasPlaced: boolean): Failure;
}

/**
 * Has something made once, whatever n8n repeats: what was made answers from the ledger, and what is
 * unknown is looked up before anything else.
 *
 * @throws Failure; with `callMayExist` when it is still unknown whether it was made
 */
export function placeOnce(
	request: OnceRequest,
	ledger: OnceLedger,
	signal?: AbortSignal,
): Promise<IDataObject> {
	return new Placing(request, ledger, signal).place();
}

class Placing {
	readonly #request: OnceRequest;
	readonly #ledger: OnceLedger;
	readonly #signal: AbortSignal | undefined;

	constructor(request: OnceRequest, ledger: OnceLedger, signal?: AbortSignal) {
		this.#request = request;
		this.#ledger = ledger;
		this.#signal = signal;
	}

	place(): Promise<IDataObject> {
		const before = this.#ledger.get(this.#request.key);
		if (before && !this.#isOfRequest(before)) {
			throw this.#request.keyTakenFailure(before.answer !== undefined);
		}
		if (before?.answer !== undefined) return Promise.resolve(before.answer);
		if (before === undefined || before.state === 'ready') return this.#send(before);
		const cause = new Error(before.cause ?? 'an earlier try of this execution got no clear answer');
		return this.#recover(before, cause);
	}

	/** Whether an entry is of this request, also one that an earlier version of this package has stored. */
	#isOfRequest({ identity }: LedgerEntry): boolean {
		const { idempotencyKey, formerIdempotencyKeys = [] } = this.#request;
		return [idempotencyKey, ...formerIdempotencyKeys].some((one) => fingerprint(one) === identity);
	}

	/**
	 * An entry for a request that has not left. It is kept for the next try before anything is made for
	 * it, so that all tries make the same thing.
	 */
	async #ready(before?: LedgerEntry): Promise<LedgerEntry> {
		const { key, idempotencyKey, lookupKey, prepare } = this.#request;
		const entry: LedgerEntry = {
			state: 'ready',
			sentAt: 0,
			lastSentAt: 0,
			identity: fingerprint(idempotencyKey),
			mark: before?.mark ?? this.#request.newCorrelationKey(),
			// The user may have changed the item since the last try.
			subject: lookupKey,
			prepared: {},
		};
		if (!prepare) return entry;
		this.#ledger.set(key, entry);
		entry.prepared = await prepare(entry.mark);
		return entry;
	}

	/** @param entry what an earlier try got ready, or what an earlier sending left open */
	async #send(entry?: LedgerEntry): Promise<IDataObject> {
		const { key } = this.#request;
		const before = entry?.state === 'unknown' ? entry : await this.#ready(entry);
		// Undefined as long as nothing has left.
		let sent: LedgerEntry | undefined;
		const request = { correlationKey: before.mark, prepared: before.prepared };
		try {
			const { json, id, clockOffset } = await this.#request.send(request, (note) => {
				// Written before the request leaves: should n8n die now, the next try looks before it dials.
				// What a rate limit refused before this was not taken: it counts from here.
				sent = { ...sentNow(before), note };
				this.#ledger.set(key, sent);
			});
			const answered = { answeredAt: Date.now(), clockOffset, id, answer: json, note: undefined };
			this.#ledger.set(key, { ...(sent ?? sentNow(before)), state: 'placed', ...answered });
			return json;
		} catch (error) {
			const failure = failureOf(error);
			if (sent && failure.facts.callMayExist) return await this.#recover(sent, failure);
			throw this.#notSent(before, failure);
		}
	}

	/** What is to be thrown where this sending made nothing. */
	#notSent(before: LedgerEntry, failure: Failure): Failure {
		const { key, unknownFailure } = this.#request;
		if (before.state !== 'ready') {
			// The earlier sending still may have made something.
			this.#ledger.set(key, { ...before, state: 'unknown' });
			return unknownFailure(failure);
		}
		if (Object.keys(before.prepared).length > 0) this.#ledger.set(key, before);
		else this.#ledger.clear(key);
		return failure;
	}

	/** Looks for what a request made whose answer was lost; sends it again where the user wants that. */
	async #recover(sent: LedgerEntry, cause: Error): Promise<IDataObject> {
		const { key, unknownFailure, sendAgainIfNotFound } = this.#request;
		const lost: LedgerEntry = { ...sent, state: 'unknown', cause: cause.message };
		this.#ledger.set(key, lost);
		let found: Found | undefined;
		try {
			found = await this.#find(lost);
		} catch (error) {
			const failure = failureOf(error);
			if (failure.facts.code === 'cancelled') throw unknownFailure(cause);
			const reason = `${cause.message}. The look-up failed as well: ${failure.message}`;
			throw unknownFailure(new Error(reason));
		}
		if (found) return found.json;
		if (lost.sentAgain || !sendAgainIfNotFound) throw unknownFailure(cause);
		return await this.#send(lost);
	}

	/** What the lost request made, entered in the ledger; undefined when the list does not show it. */
	async #find(lost: LedgerEntry): Promise<Found | undefined> {
		const { key } = this.#request;
		const look = async () => {
			const found = await this.#request.find(this.#ledger.sent(key, lost));
			// Another item may have taken it while the list was being read.
			return found && !this.#ledger.takenIds.has(found.id) ? found : undefined;
		};
		const found = await pollUntil(FIND_PAUSES_SECONDS, look, this.#signal);
		if (found) {
			const { id, json } = found;
			this.#ledger.set(key, { ...lost, state: 'placed', id, answer: json, note: undefined });
		}
		return found;
	}
}

/** The look-up must find either of two sendings. */
function sentNow(before: LedgerEntry): LedgerEntry {
	const now = Date.now();
	if (before.state === 'ready') return { ...before, state: 'sent', sentAt: now, lastSentAt: now };
	return { ...before, state: 'sent', lastSentAt: now, sentAgain: true };
}
