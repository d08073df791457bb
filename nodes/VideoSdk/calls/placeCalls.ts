import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { Failure } from '../errors/failure.ts';
import { failureBeforeSending, failureOf } from '../errors/failureOf.ts';
import { planItems } from '../node/runItems.ts';
import { fingerprint } from '../once/fingerprint.ts';
import { createTurns } from '../time/turns.ts';
import type { Limiter } from '../time/limiter.ts';
import { groupIndexes, runPool, type Pace } from '../time/pool.ts';
import { CallOutcomes } from './callOutcomes.ts';
import { paceOf } from './fields/outboundParams.ts';
import { restoreInput } from './park/parkedState.ts';
import { CallRun } from './place/callRun.ts';
import { dialPlan, type DialPlan } from './place/dialPlan.ts';
import { maskedFailure } from './fields/maskNumbers.ts';
import { placeCall } from './place/placeCall.ts';
import { callInWords } from './place/placingFailures.ts';
import { SkippedByPolicy } from './policy/skippedByPolicy.ts';
import { hangUpOnStop } from './wait/hangUpOnStop.ts';

type Plans = ReadonlyMap<number, DialPlan>;

/** What an AI agent is told when it asks for the same call again, and gets the first answer. */
const REPEAT_NOTE =
	'This call was placed before, and no phone rang now: the answer is that of the first time.';

/**
 * Places a call for each item of the node's input, and waits for what becomes of it. Every item is read
 * and decided upon before the first phone rings; one item's failure does not stop the others.
 */
export async function placeCalls(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const run = new CallRun(context);
	const { results, ledger, signal } = run;
	// An execution that was parked and then stopped has its outputs where its input was.
	restoreInput(context.getContext('node'), context.getInputData(), run.runIndex);
	const all = await planItems(results, (item) => dialPlan(run, item));
	try {
		const plans = await skipRefused(run, all);
		if (results.mayRun) {
			const outcomes = new CallOutcomes(run, plans);
			run.deduplicationStore.expect(keysToTake(run, plans));
			await runPool(groupsOf(plans), paceOfRun(plans), signal, (item, limiter) =>
				placeOne(run, plans.get(item), limiter, outcomes),
			);
			// What a parked execution puts out is thrown away: what comes out later is what its webhook gives.
			if (await endRun(run, plans, outcomes)) return [[]];
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
		try {
			// What an earlier try has placed is not asked about again.
			if (!run.ledger.hasSent(plan.key)) run.policy.checkAhead(plan);
			toPlace.set(item, plan);
		} catch (error) {
			recordFailure(run, plan, failureBeforeSending(error));
		}
	}
	return toPlace;
}

/** When this try cannot even begin, its error tells what earlier ones have placed. */
function showEarlierAnswers({ ledger, results }: CallRun, plans: Plans): void {
	for (const [item, { key, mask }] of plans) {
		const entry = ledger.get(key);
		const answer = entry?.followed ?? entry?.answer;
		if (answer) results.answers.set(item, mask(answer));
	}
}

/** Of two calls with the same lookup key, a lost one could not be told from the other: they follow each other. */
function groupsOf(plans: Plans): number[][] {
	const keys = [...plans].map(([item, plan]) => [item, fingerprint(plan.lookupKey)] as const);
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
async function endRun(run: CallRun, plans: Plans, outcomes: CallOutcomes): Promise<boolean> {
	const { results, signal, deduplicationStore } = run;
	await deduplicationStore.releaseUnused();
	if (!signal?.aborted) await deduplicationStore.kept();
	const isParked = await outcomes.parkOrWait(results.mayRun);
	if (!signal?.aborted) return isParked;
	await hangUpOnStop(run, stoppedCalls(run, plans));
	return false;
}

/** Places one call and waits for what becomes of it; what came of that is the item's result. */
async function placeOne(
	run: CallRun,
	plan: DialPlan | undefined,
	limiter: Limiter,
	outcomes: CallOutcomes,
): Promise<void> {
	if (!plan) return;
	const { ledger, results, policy, isTool } = run;
	const { key, item, mask } = plan;
	const isRepeat = ledger.get(key)?.answer !== undefined || ledger.isUnderWay(key);
	try {
		const placing = placeCall(run, plan, limiter);
		const answer = await placing.finally(() => outcomes.noteAttempt());
		const outcome = await outcomes.outcomeOf(plan, answer);
		const note = isRepeat && isTool ? { note: REPEAT_NOTE } : {};
		results.answers.set(item, mask({ ...outcome, ...note }));
	} catch (error) {
		recordFailure(run, plan, error);
	}
	policy.releaseSlot(item);
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
function stoppedCalls({ ledger }: CallRun, plans: Plans) {
	return [...plans.values()].flatMap((plan) => {
		const entry = ledger.hasSent(plan.key) ? ledger.get(plan.key) : undefined;
		if (!entry) return [];
		const { params, mask } = plan;
		const item = entry.followed ?? entry.answer;
		return [{ params, item, sent: ledger.sent(plan.key), inWords: callInWords(plan), mask }];
	});
}

/** What a model has no use for, or would take for an answer of the person: "Success". */
const NOT_FOR_AGENTS = new Set([
	...['statusCode', 'message', 'timeline', 'metadata', 'raw'],
	...['gatewayId', 'ruleId', 'sessionId', 'direction', 'waitedBy'],
	...['agentId', 'agentStatus', 'agentJobId'],
]);

function forAgent(json: IDataObject): IDataObject {
	const shown = Object.entries(json).filter(([key]) => !NOT_FOR_AGENTS.has(key));
	const isOpen = json.outcome === undefined || json.outcome === 'inProgress';
	const placed = 'The call was placed. Nobody has answered it yet.';
	return { ...(isOpen ? { result: placed } : {}), ...Object.fromEntries(shown) };
}
