import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { createApi, withoutStop, type Api, type ApiRequest } from '../transport/send.ts';
import type { Made, OnceOperation } from './defineOperation.ts';
import { Failure } from './failure.ts';
import { newMark, originOf } from './mark.ts';
import { OnceLedger, placeKey, toolKey, type LedgerEntry } from './onceLedger.ts';
import { outcomeOf } from './outcome.ts';
import { runPool } from './pool.ts';
import { rest } from './rest.ts';
import type { Job } from './run.ts';
import { sendOnce, sentOf } from './sendOnce.ts';
import { isToolExecution } from './toolExecution.ts';

/** Undoing must be quick: the user has pressed Stop. */
const UNDONE_AT_ONCE = 20;
const LONGEST_UNDOING_SECONDS = 1.5;

/** One run of the node with an operation whose requests must not be carried out twice. */
export function createOnceRun(
	context: IExecuteFunctions,
	operation: OnceOperation<never>,
	api = createApi(context),
	signal?: AbortSignal,
) {
	const { guard, following } = operation;
	const ledger = new OnceLedger(context.getContext('node'));
	const isTool = isToolExecution(context);
	const keyOf = ledgerKeys(context, operation, ledger);
	const origin = originOf(context);
	const follow = following?.start(api, signal);

	async function send(
		item: number,
		{ params, request }: Job,
		whenPaced: () => Promise<void>,
	): Promise<IDataObject> {
		const key = keyOf(item, params);
		const toJson = (answer: unknown) => operation.result(answer, params);
		const job = { guard, params, request: request as ApiRequest, toJson, key };
		const tools = { api, ledger, signal, whenPaced, newMark: () => newMark(origin) };
		const isRepeat = ledger.get(key)?.answer !== undefined || ledger.isUnderWay(key);
		const identity = guard.identity(params);
		let answer = await ledger.alone(key, identity, async () => await sendOnce(job, tools));
		if (follow && following?.wants(params)) {
			const made = madeOf(key, params, answer);
			const followed = async () => await followOnce(key, made);
			answer = await ledger.alone(`${key}:followed`, identity, followed);
		}
		return isRepeat && isTool ? { ...answer, note: guard.repeatNote } : answer;
	}

	async function followOnce(key: string, made: Made<never>): Promise<IDataObject> {
		const known = entryOf(key).followed;
		if (known || !follow) return known ?? made.answer;
		const outcome = await outcomeOf(follow(made));
		if (!outcome.ok) throw leftWaiting(outcome.failure, guard.describe(made.params));
		const { json, isOver } = outcome.value;
		if (isOver) ledger.set(key, { ...entryOf(key), followed: json });
		return json;
	}

	const entryOf = (key: string) => ledger.get(key) as LedgerEntry;

	const madeOf = (key: string, params: never, answer: IDataObject): Made<never> => ({
		params,
		answer,
		sent: () => sentOf(key, entryOf(key), ledger),
		identify: (id) => ledger.set(key, { ...entryOf(key), id }),
	});

	/** What earlier tries have placed, by item. */
	function placedBefore(jobs: ReadonlyMap<number, Job>): Map<number, IDataObject> {
		const placed = new Map<number, IDataObject>();
		for (const [item, { params }] of jobs) {
			const entry = ledger.get(keyOf(item, params));
			const answer = entry?.followed ?? entry?.answer;
			if (answer) placed.set(item, answer);
		}
		return placed;
	}

	/** Undoes what was made, where the user wants that of a workflow that is stopped. */
	async function undo(jobs: ReadonlyMap<number, Job>): Promise<void> {
		const toUndo = [...jobs].flatMap(([item, { params }]) => {
			const key = keyOf(item, params);
			const entry = ledger.get(key);
			const isWanted = following?.undoesOnStop(params) && entry && entry.state !== 'ready';
			return isWanted ? [{ key, entry, params }] : [];
		});
		if (!following || toUndo.length === 0) return;
		// n8n breaks off whatever is sent on the stopped execution's behalf.
		const detached: Api = createApi(withoutStop(context));
		const places = toUndo.map((_, place) => [place]);
		const undoing = runPool(
			places,
			{ atOnce: UNDONE_AT_ONCE, perSecond: 0 },
			undefined,
			async (place) => {
				const { key, entry, params } = toUndo[place];
				const found = entry.followed ?? entry.answer;
				const sent = sentOf(key, entry, ledger);
				const outcome = await outcomeOf(following.undo(detached, sent, found));
				if (!outcome.ok) {
					const what = guard.describe(params);
					context.logger.warn(`Stopped, but ${what} was not undone: ${outcome.failure.message}`);
				}
			},
		);
		// Stop does not wait for a service that is slow: what is not undone by then is undone later.
		await Promise.race([undoing, rest(LONGEST_UNDOING_SECONDS * 1000)]);
	}

	return { send, placedBefore, undo };
}

/** Whoever waits was told by what stopped the waiting that nothing was sent: here it was. */
function leftWaiting({ facts }: Failure, what: string): Failure {
	if (facts.code !== 'cancelled') return new Failure(facts);
	return new Failure({
		...facts,
		message: `The workflow was stopped while ${what} was waited for`,
		hint: 'It was placed. A retry of this execution looks what became of it and does not dial again.',
		callMayExist: true,
	});
}

/**
 * The name of an item in the ledger: the one that the user has given it, or its place and what makes
 * it the same thing when n8n repeats it. An agent's repeated tool call has no place.
 */
function ledgerKeys(
	context: IExecuteFunctions,
	{ guard }: OnceOperation<never>,
	ledger: OnceLedger,
): (item: number, params: never) => string {
	const runIndex = String(context.evaluateExpression('{{ $runIndex }}', 0));
	const isTool = isToolExecution(context);
	return (item, params) => {
		const name = guard.deduplicationKey(params);
		if (isTool) return toolKey(guard.subject(params), name);
		const identity = guard.identity(params);
		return ledger.keyAt(placeKey(runIndex, item, identity), identity, name);
	};
}
