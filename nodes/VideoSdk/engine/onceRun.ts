import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { createApi, withoutStop, type Api, type ApiRequest } from '../transport/send.ts';
import type { Followed, Made, OnceOperation, Verdict } from './defineOperation.ts';
import { createDurableKeys } from './durableKeys.ts';
import { Failure, notAllowed } from './failure.ts';
import { forgottenFailure, hasForgotten } from './forgotten.ts';
import { inTexts } from './inTexts.ts';
import { newMark, originOf } from './mark.ts';
import { OnceLedger, placeKey, toolKey, type LedgerEntry } from './onceLedger.ts';
import { beforeSending, outcomeOf } from './outcome.ts';
import { parkExecution, resumeUrlOf, type OpenItem } from './parkExecution.ts';
import { runPool } from './pool.ts';
import { rest } from './rest.ts';
import type { Job } from './run.ts';
import { sendOnce, sentOf, type OnceJob, type OnceTools } from './sendOnce.ts';
import { isToolExecution } from './toolExecution.ts';
import { shallPark, type WaitedBy } from './waitHow.ts';

/** Undoing must be quick: the user has pressed Stop. */
const UNDONE_AT_ONCE = 20;
const LONGEST_UNDOING_SECONDS = 1.5;

/** One run of the node with an operation whose requests must not be carried out twice. */
export function createOnceRun(
	context: IExecuteFunctions,
	operation: OnceOperation<never>,
	api: Api,
	signal?: AbortSignal,
) {
	const { guard, gate, following } = operation;
	const isForgotten = hasForgotten(context);
	const ledger = new OnceLedger(context.getContext('node'));
	const isTool = isToolExecution(context);
	const runIndex = String(context.evaluateExpression('{{ $runIndex }}', 0));
	const keyOf = ledgerKeys(runIndex, isTool, operation, ledger);
	const origin = originOf(context);
	/** Ends the waiting of those that could rest, as soon as there is nothing left to send. */
	const allSent = new AbortController();
	const follow = following?.start(api, anyOf(signal, allSent.signal));
	let parks = false;
	let unsent = 0;
	/** What was being waited for when everything was sent. */
	const open: OpenItem[] = [];
	const askGate = gate.start(api);
	const keys = createDurableKeys(context);
	/** What the gate has said of the items that it lets pass. */
	const notes = new Map<number, IDataObject>();
	/** What stands in the place of items that are to come back another time. */
	const forLater = new WeakSet<IDataObject>();

	/** Decides which items are sent; gives those that come out without that. */
	function decide(
		jobs: ReadonlyMap<number, Job>,
		failures: Map<number, Failure>,
	): Map<number, IDataObject> {
		const withheld = new Map<number, IDataObject>();
		let made = ledger.countSent();
		for (const [item, { params }] of jobs) {
			if (ledger.hasSent(keyOf(item, params))) continue;
			try {
				const verdict = gate.decide(params, new Date());
				const json = heed(
					verdict.send && made >= gate.most(params) ? gate.tooMany(params) : verdict,
				);
				if (json) withheld.set(item, toItem(item, params, json));
				else made++;
				if (verdict.send && verdict.note) notes.set(item, verdict.note);
			} catch (error) {
				failures.set(item, withMask(params, beforeSending(error)));
			}
		}
		const toSend = [...jobs].filter(([item]) => !withheld.has(item) && !failures.has(item));
		unsent = toSend.length;
		parks = wantsToPark(toSend.map(([, { params }]) => params));
		return withheld;
	}

	function wantsToPark(all: never[]): boolean {
		const waiting = all.filter((params) => following?.wants(params));
		const [first] = waiting;
		if (!following || first === undefined) return false;
		const { waitHow, waitSeconds } = following.parking;
		return shallPark({
			waitHow: waitHow(first),
			isTool,
			resumeUrl: resumeUrlOf(context),
			longestWaitSeconds: Math.max(...waiting.map(waitSeconds)),
			needsProcess: waiting.some(
				(params) => following.undoesOnStop(params) || following.actsAtLimit(params),
			),
		});
	}

	/** The item that comes out in place of one that is not sent. An agent is told by a failure. */
	function heed(verdict: Verdict): IDataObject | undefined {
		if (verdict.send) return undefined;
		if (isTool) throw notAllowed(verdict.reason, 'Do not try it again. No phone has rung.');
		if (verdict.isForLater) forLater.add(verdict.json);
		return verdict.json;
	}

	/** What came in stays as it is: masked, it could not be sent when it comes back. */
	function toItem(item: number, params: never, json: IDataObject): IDataObject {
		const shown = masked(params, json);
		return forLater.has(json) ? { ...context.getInputData()[item].json, ...shown } : shown;
	}

	async function send(
		item: number,
		job: Job,
		whenPaced: () => Promise<void>,
	): Promise<IDataObject> {
		const outcome = await outcomeOf(sendUnmasked(item, job, whenPaced));
		if (outcome.ok) return toItem(item, job.params, outcome.value);
		throw withMask(job.params, outcome.failure);
	}

	async function sendUnmasked(
		item: number,
		{ params, request }: Job,
		whenPaced: () => Promise<void>,
	): Promise<IDataObject> {
		const key = keyOf(item, params);
		const toJson = (answer: unknown) => ({
			...operation.result(answer, params),
			...notes.get(item),
		});
		const job = { guard, params, request: request as ApiRequest, toJson, key };
		const tools = { api, ledger, signal, whenPaced, newMark: () => newMark(origin) };
		const isRepeat = ledger.get(key)?.answer !== undefined || ledger.isUnderWay(key);
		const identity = guard.identity(params);
		const sending = ledger.alone(key, identity, async () => await sendIfLet(job, tools));
		let answer = await sending.finally(() => {
			// Calls at Once means calls, so the node keeps running as long as some are not placed yet.
			if (--unsent === 0 && parks) allSent.abort();
		});
		if (!ledger.hasSent(key)) return answer;
		if (follow && following?.wants(params)) {
			const made = madeOf(key, params, answer);
			const followed = async () => await followOnce(key, made, follow);
			const outcome = await outcomeOf(ledger.alone(`${key}:followed`, identity, followed));
			if (outcome.ok) answer = outcome.value;
			else if (allSent.signal.aborted && !signal?.aborted) open.push({ item, key, made });
			else throw outcome.failure;
		}
		return isRepeat && isTool ? { ...answer, note: guard.repeatNote } : answer;
	}

	/** What was sent before needs nobody's leave to be told again. */
	async function sendIfLet(job: OnceJob<never>, tools: OnceTools): Promise<IDataObject> {
		const { key, params } = job;
		if (ledger.hasSent(key)) return await sendOnce(job, tools);
		const instead = heed(await askGate(params));
		if (instead) return instead;
		// For an agent a key counts within the run alone: it is no name of one thing for good.
		const name = isTool ? '' : guard.deduplicationKey(params);
		if (name === '' && isForgotten) throw forgottenFailure(guard.describe(params));
		if (name === '') return await sendOnce(job, tools);
		if (!(await keys.take(name))) return heed(gate.usedBefore(params)) ?? {};
		const outcome = await outcomeOf(sendOnce(job, tools));
		if (outcome.ok) return outcome.value;
		if (!ledger.hasSent(key)) await keys.release(name);
		throw outcome.failure;
	}

	function masked(params: never, json: IDataObject): IDataObject {
		const mask = operation.mask?.(params);
		return mask ? (inTexts(json, mask) as IDataObject) : json;
	}

	function withMask(params: never, failure: Failure): Failure {
		const mask = operation.mask?.(params);
		return mask ? new Failure(inTexts(failure.facts, mask) as typeof failure.facts) : failure;
	}

	async function followOnce(
		key: string,
		made: Made<never>,
		followOne: (one: Made<never>) => Promise<Followed>,
	): Promise<IDataObject> {
		const known = entryOf(key).followed;
		if (known) return known;
		const outcome = await outcomeOf(followOne(made));
		if (!outcome.ok) throw leftWaiting(outcome.failure, guard.describe(made.params));
		return settle(key, outcome.value, 'keptRunning');
	}

	function settle(key: string, { json, isOver }: Followed, waitedBy: WaitedBy): IDataObject {
		const told = { ...json, waitedBy };
		if (isOver) ledger.set(key, { ...entryOf(key), followed: told });
		return told;
	}

	/**
	 * Lets the execution rest, where that is wanted and something is still waited for; where it cannot,
	 * goes on waiting.
	 *
	 * @returns whether it rests
	 */
	async function parkOrWait(
		done: Map<number, IDataObject | IDataObject[]>,
		failures: Map<number, Failure>,
		others: ReadonlyMap<number, IDataObject>,
		mayPark: boolean,
	): Promise<boolean> {
		if (open.length === 0 || signal?.aborted) return false;
		let note: IDataObject = {};
		if (mayPark) {
			const known = new Map(others);
			for (const [item, json] of done) known.set(item, [json].flat()[0]);
			const result = await parkExecution({
				...{ context, operation, api, signal, open, known, runIndex },
				settle: ({ item, key, made }, followed) => {
					const json = masked(made.params, settle(key, followed, 'keptRunning'));
					done.set(item, json);
					return followed.isOver ? json : { ...json, waitedBy: 'parked' };
				},
			});
			if (result === 'parked') return true;
			if (result === 'over') return false;
			note = { waitNote: `The execution was not parked: ${result.refused}` };
		}
		const goOn = following?.start(api, signal);
		const waits = open.map(async ({ item, key, made }) => {
			if (!goOn) return;
			const outcome = await outcomeOf(followOnce(key, made, goOn));
			if (outcome.ok) done.set(item, masked(made.params, { ...outcome.value, ...note }));
			else failures.set(item, withMask(made.params, outcome.failure));
		});
		await Promise.all(waits);
		return false;
	}

	const entryOf = (key: string) => ledger.get(key) as LedgerEntry;

	const madeOf = (key: string, params: never, answer: IDataObject): Made<never> => ({
		params,
		answer,
		sent: () => sentOf(key, entryOf(key), ledger),
		identify: (id) => ledger.set(key, { ...entryOf(key), id }),
		seen: {},
	});

	/** What earlier tries have placed, by item. */
	function placedBefore(jobs: ReadonlyMap<number, Job>): Map<number, IDataObject> {
		const placed = new Map<number, IDataObject>();
		for (const [item, { params }] of jobs) {
			const entry = ledger.get(keyOf(item, params));
			const answer = entry?.followed ?? entry?.answer;
			if (answer) placed.set(item, masked(params, answer));
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

	return { decide, send, parkOrWait, placedBefore, undo };
}

const anyOf = (signal: AbortSignal | undefined, other: AbortSignal) =>
	signal ? AbortSignal.any([signal, other]) : other;

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
	runIndex: string,
	isTool: boolean,
	{ guard }: OnceOperation<never>,
	ledger: OnceLedger,
): (item: number, params: never) => string {
	return (item, params) => {
		const name = guard.deduplicationKey(params);
		if (isTool) return toolKey(guard.subject(params), name);
		const identity = guard.identity(params);
		return ledger.keyAt(placeKey(runIndex, item, identity), identity, name);
	};
}
