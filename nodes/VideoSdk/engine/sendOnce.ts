import type { IDataObject } from 'n8n-workflow';
import type { Api, ApiRequest } from '../transport/send.ts';
import type { Found, OnceGuard } from './defineOperation.ts';
import { Failure } from './failure.ts';
import { outcomeOf } from './outcome.ts';
import { fingerprint, type LedgerEntry, type OnceLedger } from './onceLedger.ts';
import { rest } from './rest.ts';

/** Lists lag: a look-up that finds nothing looks again after these pauses. */
const LOOK_UP_PAUSES_SECONDS = [0, 1, 2];

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
	/** Waits for this item's turn to send. */
	whenPaced: () => Promise<void>;
}

/**
 * Sends a request once, whatever n8n repeats: what was placed answers from the ledger, and what is
 * unknown is looked up before anything else.
 *
 * @throws Failure; with `callMayExist` when it is still unknown whether the request was carried out
 */
export async function sendOnce<P>(job: OnceJob<P>, tools: OnceTools): Promise<IDataObject> {
	const before = tools.ledger.get(job.key);
	if (before?.answer !== undefined) return before.answer;
	if (before === undefined) return await send(job, tools);

	const found = await lookUp(job, tools, before);
	if (found) return adopt(job, tools, before, found);
	const gone = new Error('n8n tried this item before and did not hear whether it was placed');
	return await sendAgainOrFail(job, tools, before, gone);
}

async function send<P>(
	job: OnceJob<P>,
	tools: OnceTools,
	before?: LedgerEntry,
): Promise<IDataObject> {
	await tools.whenPaced();
	// A second sending keeps the first one's moment: the look-up must find either.
	const sent: LedgerEntry = before
		? { ...before, state: 'sent' }
		: { state: 'sent', sentAt: Date.now(), target: fingerprint(job.guard.target(job.params)) };
	tools.ledger.set(job.key, sent);
	const outcome = await outcomeOf(tools.api.sendOnce(job.request));
	if (outcome.ok) {
		const answer = job.toJson(outcome.value.body);
		return settle(job, tools, { ...sent, state: 'placed', answer });
	}
	const { failure } = outcome;
	if (failure.facts.callMayExist) {
		return await resolveUnknown(job, tools, sent, failure, before !== undefined);
	}
	// This sending made nothing, but an earlier one still may have.
	if (before) tools.ledger.set(job.key, { ...before, state: 'unknown' });
	else tools.ledger.clear(job.key);
	throw failure;
}

async function resolveUnknown<P>(
	job: OnceJob<P>,
	tools: OnceTools,
	sent: LedgerEntry,
	cause: Error,
	isSecondSending: boolean,
): Promise<IDataObject> {
	const unknown: LedgerEntry = { ...sent, state: 'unknown' };
	tools.ledger.set(job.key, unknown);
	const found = await lookUp(job, tools, unknown, cause);
	if (found) return adopt(job, tools, unknown, found);
	if (isSecondSending) throw unknownFailure(job, cause);
	return await sendAgainOrFail(job, tools, unknown, cause);
}

async function sendAgainOrFail<P>(
	job: OnceJob<P>,
	tools: OnceTools,
	unknown: LedgerEntry,
	cause: Error,
): Promise<IDataObject> {
	if (!job.guard.sendAgainIfNotFound(job.params)) throw unknownFailure(job, cause);
	return await send(job, tools, unknown);
}

/** @throws Failure when the list itself could not be read: then nothing is known at all */
async function lookUp<P>(
	job: OnceJob<P>,
	{ api, ledger, signal }: OnceTools,
	entry: LedgerEntry,
	cause?: Error,
): Promise<Found | undefined> {
	const lost = () => ({
		sentAt: entry.sentAt,
		takenIds: ledger.takenIds(),
		namelessSiblings: ledger.namelessSiblings(job.key, entry.target),
	});
	const look = async () => {
		for (const pause of LOOK_UP_PAUSES_SECONDS) {
			await rest(pause * 1000, signal);
			const found = await job.guard.lookUp(api, job.params, lost());
			if (found) return found;
		}
		return undefined;
	};
	const outcome = await outcomeOf(look());
	if (outcome.ok) return outcome.value;
	const reason = `${cause ? `${cause.message}. ` : ''}The look-up failed as well: ${outcome.failure.message}`;
	throw unknownFailure(job, new Error(reason));
}

function adopt<P>(
	job: OnceJob<P>,
	tools: OnceTools,
	entry: LedgerEntry,
	found: Found,
): IDataObject {
	return settle(job, tools, { ...entry, state: 'placed', id: found.id, answer: found.json });
}

function settle<P>(
	job: OnceJob<P>,
	{ ledger }: OnceTools,
	entry: LedgerEntry & { answer: IDataObject },
): IDataObject {
	ledger.set(job.key, entry);
	return entry.answer;
}

function unknownFailure<P>(job: OnceJob<P>, cause: Error): Failure {
	const facts = cause instanceof Failure ? cause.facts : undefined;
	return new Failure({
		code: 'callUnknown',
		message: `It is unknown whether ${job.guard.describe(job.params)} was placed: ${cause.message}`,
		hint: 'Look for it in the call list of the VideoSDK dashboard. Until it shows up, every retry of this execution looks for it first and does not dial. To dial anyway when it is not found, set Options > When Unknown to "Dial Again If Not Found" and press Retry with the current workflow.',
		callMayExist: true,
		httpStatus: facts?.httpStatus,
		requestId: facts?.requestId,
	});
}
