import type { IDataObject } from 'n8n-workflow';
import { Failure } from '../errors/failure.ts';
import { failureOf } from '../errors/failureOf.ts';
import { hangsUpAtLimit, hangsUpOnStop, isWaitWanted, waitSeconds } from './fields/waitParams.ts';
import { isWaitedFor } from './park/isWaitedFor.ts';
import {
	dropWebhook,
	getReadyToPark,
	parkExecution,
	resumeUrlOf,
	type OpenCall,
} from './park/parkExecution.ts';
import { shallPark, type WaitedBy } from './park/waitHow.ts';
import type { CallRun } from './place/callRun.ts';
import type { DialPlan } from './place/dialPlan.ts';
import { outcomeKey } from '../once/ledgerKeys.ts';
import { maskedFailure } from './fields/maskNumbers.ts';
import { placedItem } from './fields/placedItem.ts';
import { callInWords } from './place/placingFailures.ts';
import { OutcomeWait } from './wait/outcomeWait.ts';
import { placedCall, type PlacedCall, type PollResult } from './wait/placedCall.ts';

interface Waiting extends OpenCall {
	plan: DialPlan;
}

/** Waits for what becomes of the calls of one run: in this process, or in a parked execution. */
export class CallOutcomes {
	readonly #run: CallRun;
	/** Aborts when nothing is left to be placed and it is time to park: what still waits is left open. */
	readonly #timeToPark = new AbortController();
	#wait: OutcomeWait | undefined;
	readonly #parks: boolean;
	/** How many calls have not been tried yet. */
	#untried: number;
	/** What was being waited for when it was time to park. */
	readonly #open: Waiting[] = [];

	/** @param plans the calls that are going to be placed: whether to park depends on all of them */
	constructor(run: CallRun, plans: ReadonlyMap<number, DialPlan>) {
		this.#run = run;
		this.#untried = plans.size;
		const resumeUrl = resumeUrlWhenParked(run, [...plans.values()]);
		this.#parks = resumeUrl !== undefined;
		if (resumeUrl !== undefined) run.rooms.tellParkedExecution(resumeUrl);
	}

	/** Calls at Once means calls, so the node keeps running as long as some are not placed yet. */
	noteAttempt(): void {
		if (--this.#untried === 0 && this.#parks) this.#timeToPark.abort();
	}

	/**
	 * Waits for what becomes of a call that was placed, where its item wants that. The item of one that is
	 * left open when it is time to park comes out as it is.
	 */
	async outcomeOf(plan: DialPlan, answer: IDataObject): Promise<IDataObject> {
		if (!isWaitWanted(plan.params)) return answer;
		const { key, item } = plan;
		const [idempotencyKey] = plan.idempotencyKeys;
		const call = placedCall(this.#run.ledger, key, { params: plan.params, answer, seen: {} });
		this.#wait ??= new OutcomeWait(this.#run.api, anyOf(this.#run.signal, this.#timeToPark.signal));
		const wait = this.#wait;
		const outcome = async () => await this.#outcomeOnce(plan, call, wait);
		try {
			// An agent may ask for the same call twice at the same moment: it is waited for once.
			return await this.#run.ledger.alone(outcomeKey(key), idempotencyKey, outcome);
		} catch (error) {
			const failure = failureOf(error);
			const isTimeToPark = this.#timeToPark.signal.aborted && !this.#run.signal?.aborted;
			if (!isTimeToPark || failure.facts.code !== 'cancelled') throw failure;
			this.#open.push({ item, key, call, plan });
			return answer;
		}
	}

	/**
	 * Parks the execution, where that is wanted and something is still waited for; where it cannot be
	 * parked, goes on waiting.
	 *
	 * @returns whether it is parked
	 */
	async parkOrWait(mayPark: boolean): Promise<boolean> {
		const open = this.#open;
		const run = this.#run;
		if (open.length === 0 || run.signal?.aborted) return false;
		if (!mayPark) return await this.#goOnWaiting();
		const ready = await getReadyToPark(run, open);
		if ('refused' in ready) {
			return await this.#goOnWaiting(`The execution was not parked: ${ready.refused}`);
		}
		const jsons = run.results.errorItems();
		for (const [item, json] of run.results.answers) {
			jsons.set(item, run.results.withBeside(item, [json].flat()[0]));
		}
		for (const [index, one] of open.entries()) {
			jsons.set(one.item, this.#itemWhileParked(one, ready.polled[index]));
		}
		if (ready.polled.some(isWaitedFor)) {
			await parkExecution(run, open, ready, jsons);
			return true;
		}
		await dropWebhook(run.context, ready.webhookId);
		return false;
	}

	async #goOnWaiting(waitNote?: string): Promise<false> {
		const { results, api, signal } = this.#run;
		const note = waitNote === undefined ? {} : { waitNote };
		const wait = new OutcomeWait(api, signal);
		const waits = this.#open.map(async ({ item, call, plan }) => {
			try {
				const outcome = await this.#outcomeOnce(plan, call, wait);
				results.answers.set(item, placedItem(plan, { ...outcome, ...note }));
			} catch (error) {
				const { facts } = failureOf(error);
				const failure = new Failure({ ...facts, to: plan.given });
				results.failures.set(item, maskedFailure(plan.mask, failure));
			}
		});
		await Promise.all(waits);
		return false;
	}

	/** What an earlier try has seen come about is given again. */
	async #outcomeOnce(plan: DialPlan, call: PlacedCall, wait: OutcomeWait): Promise<IDataObject> {
		const known = this.#run.ledger.get(plan.key)?.followed;
		if (known) return known;
		let polled: PollResult;
		try {
			polled = await wait.waitFor(call);
		} catch (error) {
			throw stoppedWaiting(failureOf(error), callInWords(plan));
		}
		return this.#keepOutcome(plan.key, call, polled);
	}

	/** @returns the item of the call as it comes out */
	#keepOutcome(key: string, { seen }: PlacedCall, { json, isOver }: PollResult): IDataObject {
		const waitedBy: WaitedBy = 'keptRunning';
		const item = { ...json, waitedBy };
		if (!isOver) return item;
		const wasAnswered = seen.wasAnswered === true || undefined;
		this.#run.ledger.update(key, { followed: item, followedAt: Date.now(), wasAnswered });
		return item;
	}

	/** Its answer, too: it is what comes out, should nothing be waited for any more. */
	#itemWhileParked({ item, key, call, plan }: Waiting, polled: PollResult): IDataObject {
		const json = this.#keepOutcome(key, call, polled);
		this.#run.results.answers.set(item, placedItem(plan, json));
		const waitedBy: WaitedBy = polled.isOver ? 'keptRunning' : 'parked';
		return this.#run.results.withBeside(item, placedItem(plan, { ...json, waitedBy }));
	}
}

/** Where the execution is told to go on when it is going to be parked; undefined when it is not. */
function resumeUrlWhenParked(
	{ context, isTool }: CallRun,
	plans: readonly DialPlan[],
): string | undefined {
	// Further tries are made by this process: what another made of them nobody would know.
	if (plans.some(({ tryAgain }) => tryAgain)) return undefined;
	const waiting = plans.map(({ params }) => params).filter(isWaitWanted);
	const [first] = waiting;
	if (first === undefined) return undefined;
	const resumeUrl = resumeUrlOf(context);
	const isParkingWanted = shallPark({
		waitHow: first.waitHow,
		isTool,
		resumeUrl,
		longestWaitSeconds: Math.max(...waiting.map(waitSeconds)),
		needsProcess: waiting.some((params) => hangsUpOnStop(params) || hangsUpAtLimit(params)),
	});
	return isParkingWanted ? resumeUrl : undefined;
}

const anyOf = (signal: AbortSignal | undefined, other: AbortSignal) =>
	signal ? AbortSignal.any([signal, other]) : other;

/** Whoever waits was told by what stopped the waiting that nothing was placed: here it was. */
function stoppedWaiting({ facts }: Failure, what: string): Failure {
	if (facts.code !== 'cancelled') return new Failure(facts);
	return new Failure({
		...facts,
		message: `The workflow was stopped while ${what} was waited for`,
		hint: 'It was placed. A retry of this execution looks what became of it and does not dial again.',
		callMayExist: true,
	});
}
