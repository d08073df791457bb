import type { IDataObject } from 'n8n-workflow';
import type { Api, ApiRequest } from '../api/exchange.ts';
import type { Found, OnceGuard, Sent } from './defineOperation.ts';
import { Failure } from '../errors/failure.ts';
import { fingerprint, type LedgerEntry, type OnceLedger } from './onceLedger.ts';
import { outcomeOf } from '../errors/outcome.ts';
import { sleep } from '../time/sleep.ts';
import { Withheld } from './withheld.ts';

/** Lists lag: a look-up that finds nothing looks again after these pauses. */
const LOOK_UP_PAUSES_SECONDS = [0, 1, 2];

/** A new run knows nothing of this one. */
const RETRY_NOT_EXECUTE =
	'Do not execute the node anew, which would dial: open the tab Executions, and press Retry there.';

/** One item whose request must not be carried out twice. */
export interface OnceJob<P> {
	guard: OnceGuard<P>;
	params: P;
	request: ApiRequest;
	toJson: (answer: unknown) => IDataObject;
	/** The item's name in the ledger. */
	key: string;
}

export interface OnceTools {
	api: Api;
	ledger: OnceLedger;
	signal?: AbortSignal;
	/**
	 * Waits for this item's turn to send. Throws a Failure: `cancelled` when the workflow is stopped, or
	 * another one when the item must not be sent after all.
	 */
	whenPaced: () => Promise<void>;
	/** Asked at the very moment of sending; throws a Failure when the item must not be sent after all. */
	checkLeave: () => void;
	/** A sign that no other request has. */
	newMark: () => string;
}

/**
 * Sends a request once, whatever n8n repeats: what was placed answers from the ledger, and what is
 * unknown is looked up before anything else.
 *
 * @throws Failure; with `callMayExist` when it is still unknown whether the request was carried out
 */
export async function sendOnce<P>(job: OnceJob<P>, tools: OnceTools): Promise<IDataObject> {
	const { key } = job;
	const before = tools.ledger.get(key);
	if (before && !isOfIt(job, before)) throw nameIsTaken(job, before);
	if (before?.answer !== undefined) return before.answer;
	if (before === undefined || before.state === 'ready') {
		return await send(job, tools, await ready(job, tools, before));
	}
	const cause = new Error(before.cause ?? 'an earlier try of this execution got no clear answer');
	return await resolveUnknown(job, tools, before, cause);
}

/** What the ledger knows of an entry, for the guard. */
export function sentOf(key: string, entry: LedgerEntry, ledger: OnceLedger): Sent {
	return {
		...entry,
		takenIds: ledger.takenIds(),
		namelessSiblings: ledger.namelessSiblings(key, entry),
	};
}

/**
 * An entry for a request that has not left. It is kept for the next try before anything is made for
 * it, so that all tries make the same thing.
 */
async function ready<P>(
	job: OnceJob<P>,
	{ api, ledger, newMark }: OnceTools,
	before?: LedgerEntry,
): Promise<LedgerEntry> {
	const { guard, params, key } = job;
	const entry: LedgerEntry = {
		state: 'ready',
		sentAt: 0,
		lastSentAt: 0,
		identity: identityOf(job),
		mark: before?.mark ?? newMark(),
		// The user may have changed the item since the last try.
		subject: guard.subject(params),
		prepared: {},
	};
	if (!guard.prepare) return entry;
	ledger.set(key, entry);
	entry.prepared = await guard.prepare(api, params, entry.mark);
	return entry;
}

const isPrepared = ({ prepared }: LedgerEntry) => Object.keys(prepared).length > 0;

const identityOf = <P>({ guard, params }: OnceJob<P>) => fingerprint(guard.identity(params));

/** Whether an entry is of the job's thing, also one that an earlier version of this package has stored. */
function isOfIt<P>(job: OnceJob<P>, { identity }: LedgerEntry): boolean {
	const formerly = job.guard.formerly?.(job.params) ?? [];
	return (
		identity === identityOf(job) || formerly.some((one) => fingerprint(one.identity) === identity)
	);
}

/** @param before ready for its first sending, or what an earlier sending left open */
async function send<P>(
	job: OnceJob<P>,
	tools: OnceTools,
	before: LedgerEntry,
): Promise<IDataObject> {
	const { guard, key } = job;
	// Undefined as long as nothing has left.
	let sent: LedgerEntry | undefined;
	const request = guard.complete(job.request, before.mark, before.prepared);
	const outcome = await outcomeOf(
		tools.api.sendOnce(request, async () => {
			await tools.whenPaced();
			// Nothing may be waited for between this and the entry: of two to the same person at the same
			// moment, the second must see the first.
			tools.checkLeave();
			// Written before the request leaves: should n8n die now, the next try looks before it dials.
			// What a rate limit refused before this was not taken: it counts from here.
			sent = sentNow(before);
			tools.ledger.set(key, sent);
		}),
	);
	if (outcome.ok) {
		const answer = job.toJson(outcome.value.body);
		const entry = sent ?? sentNow(before);
		const id = guard.idIn(answer);
		const { clockOffset } = outcome.value;
		const told = { answeredAt: Date.now(), clockOffset, id, answer };
		tools.ledger.set(key, { ...entry, state: 'placed', ...told });
		return answer;
	}
	const { failure } = outcome;
	if (sent && failure.facts.callMayExist) return await resolveUnknown(job, tools, sent, failure);
	if (before.state !== 'ready') {
		// This sending made nothing, but the earlier one still may have.
		tools.ledger.set(key, { ...before, state: 'unknown' });
		const isWithheld = failure instanceof Withheld;
		throw unknownFailure(
			job,
			isWithheld ? new Error(`it was not sent again. ${failure.message}`) : failure,
		);
	}
	if (isPrepared(before)) tools.ledger.set(key, before);
	else tools.ledger.clear(key);
	throw failure;
}

/** The look-up must find either of two sendings. */
function sentNow(before: LedgerEntry): LedgerEntry {
	const now = Date.now();
	if (before.state === 'ready') return { ...before, state: 'sent', sentAt: now, lastSentAt: now };
	return { ...before, state: 'sent', lastSentAt: now, sentAgain: true };
}

async function resolveUnknown<P>(
	job: OnceJob<P>,
	tools: OnceTools,
	sent: LedgerEntry,
	cause: Error,
): Promise<IDataObject> {
	const unknown: LedgerEntry = { ...sent, state: 'unknown', cause: cause.message };
	tools.ledger.set(job.key, unknown);
	const outcome = await outcomeOf(lookUp(job, tools, unknown));
	if (!outcome.ok) {
		if (outcome.failure.facts.code === 'cancelled') throw unknownFailure(job, cause);
		const reason = `${cause.message}. The look-up failed as well: ${outcome.failure.message}`;
		throw unknownFailure(job, new Error(reason));
	}
	if (outcome.value) return outcome.value.json;
	if (unknown.sentAgain || !job.guard.sendAgainIfNotFound(job.params)) {
		throw unknownFailure(job, cause);
	}
	return await send(job, tools, unknown);
}

/** What the lost request made, entered in the ledger; undefined when the list does not show it. */
async function lookUp<P>(
	{ guard, params, key }: OnceJob<P>,
	{ api, ledger, signal }: OnceTools,
	entry: LedgerEntry,
): Promise<Found | undefined> {
	for (const pause of LOOK_UP_PAUSES_SECONDS) {
		await sleep(pause * 1000, signal);
		const found = await guard.lookUp(api, params, sentOf(key, entry, ledger));
		// Another item may have taken it while the list was being read.
		if (found && !ledger.takenIds().has(found.id)) {
			ledger.set(key, { ...entry, state: 'placed', id: found.id, answer: found.json });
			return found;
		}
	}
	return undefined;
}

function unknownFailure<P>({ guard, params }: OnceJob<P>, cause?: Error): Failure {
	const facts = cause instanceof Failure ? cause.facts : undefined;
	const looks =
		'Look for it in the call list of the VideoSDK dashboard. Every retry of this execution looks for it first';
	return new Failure({
		code: 'callUnknown',
		message: `It is unknown whether ${guard.describe(params)} was placed${cause ? `: ${cause.message}` : ''}`,
		hint: guard.sendAgainIfNotFound(params)
			? `${looks}, and dials again once in all. ${RETRY_NOT_EXECUTE}`
			: `${looks} and does not dial. ${RETRY_NOT_EXECUTE} To let the retry dial once more when the call is not found, first set Options > When Unknown to "Dial Again If Not Found".`,
		forAgent:
			'Do not call again: the phone may have rung. Tell whoever asked for this call that nobody knows whether it was placed.',
		callMayExist: true,
		httpStatus: facts?.httpStatus,
		requestId: facts?.requestId,
	});
}

/** The same name for two things is a mistake: the answer of the first is none for the second. */
function nameIsTaken<P>({ guard, params }: OnceJob<P>, before: LedgerEntry): Failure {
	const placed = before.answer === undefined ? '' : ' That one was placed.';
	return new Failure({
		code: 'invalidInput',
		message: `The Deduplication Key "${guard.deduplicationKey(params)}" already stands for another call, so ${guard.describe(params)} was not placed`,
		hint: `Give each call a key of its own.${placed}`,
		callMayExist: false,
	});
}
