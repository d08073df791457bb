import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { Failure } from '../errors/failure.ts';
import { failureBeforeSending, failureOf } from '../errors/failureOf.ts';
import { planItems } from '../node/runItems.ts';
import { createTurns } from '../time/turns.ts';
import type { Limiter } from '../time/limiter.ts';
import { groupIndexes, runPool, type Pace } from '../time/pool.ts';
import { Ladder } from './again/ladder.ts';
import { parkBetweenTries } from './again/parkBetweenTries.ts';
import { placedFor } from './again/tries.ts';
import { CallOutcomes } from './callOutcomes.ts';
import { paceOf } from './fields/outboundParams.ts';
import { restoreInput } from './park/parkedState.ts';
import { CallRun } from './place/callRun.ts';
import { dialPlan, type DialPlan } from './place/dialPlan.ts';
import { maskedFailure } from './fields/maskNumbers.ts';
import { placedItem } from './fields/placedItem.ts';
import { placeCall } from './place/placeCall.ts';
import { callInWords } from './place/placingFailures.ts';
import { SkippedByPolicy } from './policy/skippedByPolicy.ts';
import { hangUpOnStop } from './wait/hangUpOnStop.ts';

type Plans = ReadonlyMap<number, DialPlan>;

/** What an AI agent is told when it asks for the same call again, and gets the first answer. */
const REPEAT_NOTE =
	'This call was placed before, and no phone rang now: the answer is that of the first time.';

/** And when Try Again is set, of which the model may have read. */
const NOT_AGAIN_NOTE =
	'This was one call. Nobody is called again by itself: call again only if you were asked to.';

/**
 * Places a call for each item of the node's input, and waits for what becomes of it. Every item is read
 * and decided upon before the first phone rings; one item's failure does not stop the others.
 */
export async function placeCalls(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const run = new CallRun(context);
	const { results, ledger } = run;
	// An execution that was parked and then stopped has its outputs where its input was.
	restoreInput(context.getContext('node'), context.getInputData(), run.runIndex);
	const all = await planItems(results, (item) => dialPlan(run, item));
	run.policy.noteSamePersons(all.values());
	try {
		const plans = await skipRefused(run, all);
		if (results.mayRun) {
			const outcomes = new CallOutcomes(run, plans);
			run.deduplicationStore.expect(keysToTake(run, plans));
			const ladder = await callEach(run, plans, outcomes);
			// What a parked execution puts out is thrown away: what comes out later is what its webhook gives.
			if (await endRun(run, plans, outcomes, ladder)) return [[]];
		} else {
			showEarlierAnswers(run, plans);
		}
		const wasPlaced = (item: number) => ledger.hasSent(plans.get(item)?.key ?? '');
		return results.toOutput({ wasPlaced, forAgent });
	} finally {
		run.policy.end();
	}
}

/** @returns the calls that may be placed; the other items have their result */
async function skipRefused(run: CallRun, plans: Plans): Promise<Map<number, DialPlan>> {
	const toPlace = new Map<number, DialPlan>();
	const giveTurn = createTurns();
	for (const [item, plan] of plans) {
		if (toPlace.size > 0) await giveTurn();
		// What an earlier try has placed is not asked about again.
		if (run.ledger.hasSent(plan.key) || mayBePlaced(run, plan)) toPlace.set(item, plan);
	}
	return toPlace;
}

/** Whether no rule refuses the call, or one of the person's other numbers; if one does, that is the result. */
function mayBePlaced(run: CallRun, plan: DialPlan): boolean {
	let asked = plan;
	try {
		for (asked of plan.alternatives) run.policy.checkNumber(asked);
		asked = plan;
		run.policy.checkAhead(plan);
		return true;
	} catch (error) {
		recordFailure(run, asked, failureBeforeSending(error));
		return false;
	}
}

/** When this try cannot even begin, its error tells what earlier ones have placed. */
function showEarlierAnswers(run: CallRun, plans: Plans): void {
	const { ledger, results } = run;
	for (const [item, plan] of plans) {
		const entry = ledger.get(placedFor(run, plan).at(-1)?.key ?? '');
		const answer = entry?.followed ?? entry?.answer;
		if (answer) results.answers.set(item, placedItem(plan, answer));
	}
}

/** Of two calls with the same lookup key, a lost one could not be told from the other: they follow each other. */
function groupsOf(plans: Plans): number[][] {
	const keys = [...plans].map(([item, plan]) => [item, JSON.stringify(plan.lookupKey)] as const);
	return groupIndexes(new Map(keys));
}

/** The Deduplication Keys of the calls that are to be placed, in order. */
const keysToTake = ({ ledger }: CallRun, plans: Plans): string[] =>
	[...plans.values()].flatMap(({ key, lastingKey }) =>
		lastingKey === undefined || ledger.hasSent(key) ? [] : lastingKey,
	);

/** One node has one pace: that of its first item. */
function paceOfRun(plans: Plans): Pace {
	const [first] = plans.values();
	return first ? paceOf(first.params.options) : { atOnce: 1, perSecond: 0 };
}

/** @returns whether the execution is parked until its calls are over */
async function endRun(
	run: CallRun,
	plans: Plans,
	outcomes: CallOutcomes,
	ladder: Ladder,
): Promise<boolean> {
	const { results, signal, deduplicationStore } = run;
	await deduplicationStore.releaseUnused();
	if (!signal?.aborted) await deduplicationStore.kept();
	if (await parkBetweenTries(run, ladder)) return true;
	await ladder.over();
	const isParked = await outcomes.parkOrWait(results.mayRun);
	if (!signal?.aborted) return isParked;
	await hangUpOnStop(run, stoppedCalls(run, plans));
	return false;
}

/**
 * Calls everybody, some at once.
 *
 * @returns goes on with those who were not reached and are to be called again
 */
async function callEach(run: CallRun, plans: Plans, outcomes: CallOutcomes): Promise<Ladder> {
	const pace = paceOfRun(plans);
	const ladder = new Ladder(run, outcomes, pace.atOnce);
	const mayTryAgain = [...plans.values()].some((plan) => plan.tryAgain);
	await runPool(groupsOf(plans), pace, run.signal, async (item, limiter) => {
		const plan = plans.get(item);
		if (!plan) return;
		const call = async () => await placeOne(run, plan, limiter, outcomes);
		const first = await (mayTryAgain ? ladder.inSlot(plan, call) : call());
		// In the pauses of one, others are called.
		if (first && plan.tryAgain) ladder.begin(plan, first, limiter);
	});
	return ladder;
}

/**
 * Places one call and waits for what becomes of it; what came of that is the item's result.
 *
 * @returns what came of it, with its numbers; undefined when it failed, or was not placed
 */
async function placeOne(
	run: CallRun,
	plan: DialPlan,
	limiter: Limiter,
	outcomes: CallOutcomes,
): Promise<IDataObject | undefined> {
	const { ledger, results, policy, isTool } = run;
	const { key, item } = plan;
	const isRepeat = ledger.get(key)?.answer !== undefined || ledger.isUnderWay(key);
	try {
		const placing = placeCall(run, plan, limiter);
		const answer = await placing.finally(() => outcomes.noteAttempt());
		const outcome = await outcomes.outcomeOf(plan, answer);
		const note = isTool ? noteForAgent(plan, isRepeat, outcome) : {};
		results.answers.set(item, placedItem(plan, { ...outcome, ...note }));
		return outcome;
	} catch (error) {
		recordFailure(run, plan, error);
		return undefined;
	} finally {
		policy.releaseSlot(item);
	}
}

/** What a model is told beside what became of its call. */
function noteForAgent({ params }: DialPlan, isRepeat: boolean, { outcome }: IDataObject) {
	if (isRepeat) return { note: REPEAT_NOTE };
	const wasReached = outcome === undefined || outcome === 'answered';
	return 'tryAgain' in params.options && !wasReached ? { note: NOT_AGAIN_NOTE } : {};
}

/** The result of an item whose call was not placed, or of which nobody knows whether it was. */
function recordFailure({ context, results }: CallRun, plan: DialPlan, error: unknown): void {
	const { item, mask, given } = plan;
	if (error instanceof SkippedByPolicy) {
		results.answers.set(item, error.itemFor(context.getInputData()[item].json, mask));
	} else {
		const { facts } = failureOf(error);
		results.failures.set(item, maskedFailure(mask, new Failure({ ...facts, to: given })));
	}
}

/** The calls that a run which is stopped has placed. */
function stoppedCalls(run: CallRun, plans: Plans) {
	return [...plans.values()].flatMap((plan) =>
		placedFor(run, plan).map((placed) => {
			const { key, params, mask } = placed;
			const { followed, answer } = run.ledger.get(key) ?? {};
			const sent = run.ledger.sent(key);
			return { params, item: followed ?? answer, sent, inWords: callInWords(placed), mask };
		}),
	);
}

/** What a model has no use for, or would take for an answer of the person: "Success". */
const NOT_FOR_AGENTS = new Set([
	...['statusCode', 'message', 'timeline', 'metadata', 'raw'],
	...['gatewayId', 'ruleId', 'sessionId', 'direction', 'waitedBy', 'timedOut'],
	...['agentId', 'agentStatus', 'agentJobId'],
]);

function forAgent(json: IDataObject): IDataObject {
	const isTold = ([key, value]: [string, unknown]) => value !== null && !NOT_FOR_AGENTS.has(key);
	const shown = Object.entries(json).filter(isTold);
	const isOpen = json.outcome === 'placed' || json.outcome === 'inProgress';
	const placed = 'The call was placed. Nobody has answered it yet.';
	return { ...(isOpen ? { result: placed } : {}), ...Object.fromEntries(shown) };
}
