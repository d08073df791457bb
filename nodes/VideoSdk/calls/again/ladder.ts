import type { IDataObject } from 'n8n-workflow';
import { Failure } from '../../errors/failure.ts';
import { failureOf } from '../../errors/failureOf.ts';
import { fingerprint } from '../../once/fingerprint.ts';
import type { LedgerEntry } from '../../once/ledgerEntry.ts';
import { tryKey } from '../../once/ledgerKeys.ts';
import { KeyedMutex } from '../../time/keyedMutex.ts';
import type { Limiter } from '../../time/limiter.ts';
import { sleepUntil } from '../../time/sleep.ts';
import { Slots } from '../../time/slots.ts';
import { maskedFailure } from '../fields/maskNumbers.ts';
import { placedItem } from '../fields/placedItem.ts';
import type { ParkedTries } from '../park/parkedTries.ts';
import type { TryAgain } from '../fields/tryAgain.ts';
import type { CallRun } from '../place/callRun.ts';
import type { DialPlan } from '../place/dialPlan.ts';
import { placeCall } from '../place/placeCall.ts';
import { callInWords } from '../place/placingFailures.ts';
import { windowOpensAt } from '../policy/callPolicy.ts';
import { SkippedByPolicy } from '../policy/skippedByPolicy.ts';
import { attemptsOf, noteLeftOut } from './history.ts';
import { numberOfTry, numbersFrom, placedFor, tryOf } from './tries.ts';

interface Outcomes {
	/** What becomes of a call that was placed. */
	outcomeOf(plan: DialPlan, answer: IDataObject): Promise<IDataObject>;
}

/** What has come of an item's calls. */
type Climbed = { json: IDataObject } | { failure: Failure };

/** Why a person who was not reached is not called again. */
interface Ended {
	ended: string;
}

/** Why a number is left out, while the person may be called at another one. */
interface LeftOut {
	leftOut: SkippedByPolicy;
}

/** A call that was made, and what became of it. */
interface Tried {
	json: IDataObject;
}

/**
 * Calls people again who were not reached. Each try is a call of its own: by all rules at its own time, in
 * the ledger under a key of its own, and among "Calls at Once". What earlier tries have led to stands in
 * the ledger, so a node that n8n runs again goes on where it was.
 */
export class Ladder {
	readonly #run: CallRun;
	readonly #outcomes: Outcomes;
	readonly #slots: Slots;
	/** Of two calls with the same lookup key, a lost one could not be told from the other. */
	readonly #byLookupKey = new KeyedMutex();
	/** The items whose tries are being made. */
	readonly #climbing = new Map<DialPlan, Promise<void>>();
	/** What the items tell beside their calls. */
	#note: IDataObject = {};
	/** The execution for which this goes on, and when the last try may begin. */
	#parked: { execution: ParkedTries; latest: number } | undefined;
	readonly atOnce: number;

	/** @param atOnce how many calls may be under way at the same time */
	constructor(run: CallRun, outcomes: Outcomes, atOnce: number) {
		this.#run = run;
		this.#outcomes = outcomes;
		this.#slots = new Slots(atOnce);
		this.atOnce = atOnce;
	}

	/**
	 * Makes the tries behind the first, beside whatever else is done; what comes of them is the item's
	 * result.
	 *
	 * @param outcome what became of the first call
	 */
	begin(first: DialPlan, outcome: IDataObject, limiter: Limiter): void {
		const climbing = this.#climb(first, outcome, limiter).then((climbed) => {
			this.#climbing.delete(first);
			this.#record(first, climbed);
		});
		this.#climbing.set(first, climbing);
	}

	/** Resolves when all tries are made. */
	async over(): Promise<void> {
		await Promise.all(this.#climbing.values());
	}

	/** The first calls of the items whose tries are still being made. */
	pending(): DialPlan[] {
		return [...this.#climbing.keys()];
	}

	/** What the items whose tries are still being made shall tell beside their calls. */
	tell(note: IDataObject): void {
		this.#note = note;
	}

	/** Goes on with the tries for an execution that is parked from now on. */
	goOnFor(execution: ParkedTries, latest: number): void {
		this.#parked = { execution, latest };
		// Should n8n run the node again with what it saves now, it does not know of what is done from here on.
		for (const { key } of this.pending()) this.#run.ledger.update(key, { triesParked: true });
		this.tell({ waitedBy: 'parked' });
	}

	/**
	 * What comes out of each item now.
	 *
	 * @param noFurtherTry why nobody goes on with the tries that are still to be made
	 */
	outputs(noFurtherTry: string): IDataObject[] {
		const { results } = this.#run;
		const outputs = results.jsons();
		for (const first of this.pending()) {
			const json = { ...this.#standing(first, noFurtherTry), waitedBy: 'parked' };
			outputs[first.item] = results.withBeside(first.item, placedItem(first, json));
		}
		return outputs;
	}

	#record(first: DialPlan, climbed: Climbed): void {
		const { item, mask, given } = first;
		const { answers, failures } = this.#run.results;
		if ('json' in climbed) {
			answers.set(item, placedItem(first, { ...climbed.json, ...this.#note }));
			return;
		}
		answers.delete(item);
		failures.set(item, maskedFailure(mask, new Failure({ ...climbed.failure.facts, to: given })));
	}

	/** How far an item has come, where nobody goes on with it. */
	#standing(first: DialPlan, noFurtherTry: string): IDataObject {
		const placed = placedFor(this.#run, first);
		const { followed, answer } = this.#entry(placed.at(-1)) ?? {};
		const open = { ...answer, outcome: answer === undefined ? 'unknown' : 'inProgress' };
		const json = followed ?? open;
		return { ...json, attempts: attemptsOf(this.#run.ledger, placed, json), noFurtherTry };
	}

	/** Does what a call needs as soon as it has a slot, and no other call to the same line is under way. */
	async inSlot<T>(plan: DialPlan, work: () => Promise<T>): Promise<T> {
		const line = fingerprint(plan.lookupKey);
		return await this.#byLookupKey.run(line, async () => await this.#slots.run(work));
	}

	/**
	 * The tries behind the first, until somebody answers or no more are to be made.
	 *
	 * @param first the first call of the item
	 * @param outcome what became of it
	 * @returns the item with the history of its calls; it never throws
	 */
	async #climb(first: DialPlan, outcome: IDataObject, limiter: Limiter): Promise<Climbed> {
		const { tryAgain } = first;
		if (!tryAgain) return { json: outcome };
		// An earlier run of the node has left them to a process that is gone.
		if (this.#entry(first)?.triesParked) return { json: this.#standing(first, PARKED_BEFORE) };
		let json = outcome;
		const tried = [first];
		const item = (more: IDataObject = {}): Climbed => ({
			json: { ...json, ...more, attempts: attemptsOf(this.#run.ledger, tried, json) },
		});
		try {
			while (this.#wantsAnother(tried, tryAgain, json)) {
				const next = await this.#tryNext(first, tried, tryAgain, limiter);
				if ('ended' in next) return item({ noFurtherTry: next.ended });
				tried.push(next.plan);
				({ json } = next);
			}
			return item();
		} catch (error) {
			const failure = notTriedAgain(failureOf(error), first);
			const { facts } = failure;
			return {
				failure: new Failure({ ...facts, attempts: attemptsOf(this.#run.ledger, tried, json) }),
			};
		}
	}

	/** Only a call of which it is known that it is over is followed by another. */
	#wantsAnother(tried: readonly DialPlan[], { when, mostTries }: TryAgain, json: IDataObject) {
		const { followed, wasAnswered } = this.#entry(tried.at(-1)) ?? {};
		// Whoever talked until the call was hung up at its limit was reached.
		const isUnreached = followed !== undefined && !wasAnswered;
		return isUnreached && when.has(json.outcome) && tried.length < mostTries;
	}

	/** Calls the next number of the person that may be called. */
	async #tryNext(
		first: DialPlan,
		tried: readonly DialPlan[],
		tryAgain: TryAgain,
		limiter: Limiter,
	): Promise<(Tried & { plan: DialPlan }) | Ended> {
		const { ledger } = this.#run;
		const number = tried.length + 1;
		const key = tryKey(first.key, number);
		const leftOut = new Map<DialPlan, SkippedByPolicy>();
		let ended = '';
		for (const called of numbersFrom(first, numberOfTry(ledger, first, number))) {
			const plan = tryOf(first, number, called);
			const result = await this.#try(plan, first, tryAgain, limiter).finally(() =>
				noteLeftOut(ledger, key, leftOut),
			);
			if ('ended' in result) return result;
			if ('json' in result) return { ...result, plan };
			ended ||= plan.mask(result.leftOut.message);
			leftOut.set(plan, result.leftOut);
		}
		return { ended };
	}

	/** @returns what became of the call */
	async #try(
		plan: DialPlan,
		first: DialPlan,
		tryAgain: TryAgain,
		limiter: Limiter,
	): Promise<Tried | Ended | LeftOut> {
		const { ledger } = this.#run;
		const place = async () => await this.#placeInHours(plan, limiter);
		// What an earlier run of the node has begun is gone on with, whatever the hour.
		if (ledger.hasSent(plan.key)) return (await this.inSlot(plan, place)) ?? { json: {} };
		let dueAt = this.#dueAt(plan, tryAgain);
		const latest = (this.#entry(first)?.sentAt ?? 0) + tryAgain.within;
		for (;;) {
			dueAt = windowOpensAt(plan, new Date(Math.max(dueAt, Date.now()))) ?? dueAt;
			// In a Retry days later, the moment is long over.
			const beginsAt = Math.max(dueAt, Date.now());
			if (beginsAt > latest) return { ended: tooLate(beginsAt) };
			await sleepUntil(dueAt, this.#run.signal);
			const placed = await this.inSlot(plan, place);
			if (placed) return placed;
		}
	}

	/** @returns undefined when its hours are over: it has waited for a slot, or for others to begin */
	async #placeInHours(
		plan: DialPlan,
		limiter: Limiter,
	): Promise<Tried | Ended | LeftOut | undefined> {
		const { ledger, policy } = this.#run;
		const isClosed = () =>
			!ledger.hasSent(plan.key) && windowOpensAt(plan, new Date()) !== undefined;
		if (isClosed()) return undefined;
		// Asked when it has a slot: it may have waited for others, and somebody has pressed Stop.
		const stopped = await this.#whyNotForParked();
		if (stopped !== undefined) return { ended: stopped };
		try {
			if (!ledger.hasSent(plan.key)) policy.checkAhead(plan);
			const answer = await placeCall(this.#run, plan, limiter);
			return { json: await this.#outcomes.outcomeOf(plan, answer) };
		} catch (error) {
			if (isClosed()) return undefined;
			if (error instanceof SkippedByPolicy) return this.#skipped(plan, error);
			const failure = maskedFailure(plan.mask, failureOf(error));
			throw failure;
		} finally {
			policy.releaseSlot(plan.item);
		}
	}

	#skipped({ key, mask }: DialPlan, skipped: SkippedByPolicy): Ended | LeftOut {
		if (skipped.calledLately === undefined) return { ended: mask(skipped.message) };
		// What was made for it is not for the next number.
		this.#run.ledger.clear(key);
		return { leftOut: skipped };
	}

	/** Nobody tells this process that an execution that is parked was stopped. */
	async #whyNotForParked(): Promise<string | undefined> {
		if (!this.#parked) return undefined;
		const { execution, latest } = this.#parked;
		if (Date.now() > latest) return 'the limit of the parked execution is near';
		return (await execution.isWaiting()) ? undefined : 'the execution was stopped';
	}

	#dueAt({ earlierKeys = [] }: DialPlan, { pauses }: TryAgain): number {
		const last = this.#run.ledger.get(earlierKeys.at(-1) ?? '');
		const pause = pauses[Math.min(earlierKeys.length, pauses.length) - 1];
		return (last?.followedAt ?? last?.lastSentAt ?? 0) + pause;
	}

	#entry(plan: DialPlan | undefined): LedgerEntry | undefined {
		return plan && this.#run.ledger.get(plan.key);
	}
}

const PARKED_BEFORE =
	'this execution was parked and then stopped, and n8n has kept nothing of further tries. Any that were made are in the call list of VideoSDK';

const tooLate = (at: number) =>
	`the next call would begin at ${new Date(at).toISOString()}, later than Try Again > Within allows`;

/** What stopped a further try tells that nothing was placed for its item: the calls before were. */
function notTriedAgain({ facts }: Failure, first: DialPlan): Failure {
	if (facts.callMayExist) return new Failure(facts);
	if (facts.code !== 'cancelled') {
		const hint = facts.hint.replaceAll('for this item', 'this time');
		return new Failure({ ...facts, hint: `${hint} ${CALLED_BEFORE}` });
	}
	return new Failure({
		...facts,
		message: `The workflow was stopped before the next try of ${callInWords(first)}`,
		hint: 'The calls before it were placed. A retry of this execution goes on with the next one.',
	});
}

const CALLED_BEFORE =
	'The calls before it were placed, see attempts: a retry of this execution places none of them again.';
