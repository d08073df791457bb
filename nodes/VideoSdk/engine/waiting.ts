import type { IDataObject } from 'n8n-workflow';
import type { Followed, Made } from './defineOperation.ts';
import { Failure } from '../errors/failure.ts';
import type { LedgerEntry } from './onceLedger.ts';
import { outcomeOf } from '../errors/outcome.ts';
import { parkExecution, resumeUrlOf, type OpenItem } from './parkExecution.ts';
import type { RunFacts } from './runFacts.ts';
import { sentOf } from './sendOnce.ts';
import { shallPark, type WaitedBy } from './waitHow.ts';

export type Waiting = ReturnType<typeof createWaiting>;

/** Waits for what becomes of the things that were made: here, or in an execution that rests. */
export function createWaiting(facts: RunFacts) {
	const { context, operation, api, signal, ledger, isTool, runIndex, keyOf, masked } = facts;
	const { guard, following } = operation;
	/** Ends the waiting of those that could rest, as soon as there is nothing left to send. */
	const allSent = new AbortController();
	const follow = following?.start(api, anyOf(signal, allSent.signal));
	let parks = false;
	let unsent = 0;
	/** What was being waited for when everything was sent. */
	const open: OpenItem[] = [];

	function wantsToPark(all: readonly never[]): boolean {
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

	/** Waits for an item that was sent. One that is left to the resting comes out as it is. */
	async function followItem(
		item: number,
		params: never,
		answer: IDataObject,
	): Promise<IDataObject> {
		if (!follow) return answer;
		const key = keyOf(item, params);
		const made = madeOf(key, params, answer);
		const followed = async () => await followOnce(key, made, follow);
		const followedAlone = ledger.alone(`${key}:followed`, guard.identity(params), followed);
		const outcome = await outcomeOf(followedAlone);
		if (outcome.ok) return outcome.value;
		if (!allSent.signal.aborted || signal?.aborted) throw outcome.failure;
		open.push({ item, key, made });
		return answer;
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
			else failures.set(item, facts.maskedFailure(made.params, outcome.failure));
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

	return {
		/** Whether the execution shall rest depends on all items that are going to be sent. */
		prepare: (toSend: readonly never[]): void => {
			unsent = toSend.length;
			parks = wantsToPark(toSend);
		},
		/** Calls at Once means calls, so the node keeps running as long as some are not placed yet. */
		noteSent: (): void => {
			if (--unsent === 0 && parks) allSent.abort();
		},
		follow: followItem,
		parkOrWait,
	};
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
