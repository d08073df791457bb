import type { IDataObject } from 'n8n-workflow';
import type { Verdict } from './defineOperation.ts';
import { missingInput, notAllowed, type Failure } from '../errors/failure.ts';
import { beforeSending } from '../errors/outcome.ts';
import type { Job } from './job.ts';
import type { RunFacts } from './runFacts.ts';
import { createTurns } from '../time/turns.ts';
import { Withheld } from './withheld.ts';

export type Gatekeeper = ReturnType<typeof createGatekeeper>;

/**
 * Asks the operation's gate which items are sent: about all of them before the first one is sent, and
 * about each again when it is its turn, which may be hours later.
 */
export function createGatekeeper(facts: RunFacts) {
	const { operation, api, ledger, isTool, keyOf } = facts;
	const { gate, guard } = operation;
	const askGate = gate.start(api);
	/** What the gate has said of the items that it lets pass. */
	const notes = new Map<number, IDataObject>();
	/** Gives the place of an item among the most that may be sent back. */
	const places = new Map<number, () => void>();

	/** @returns those that are not sent, and what comes out in their place */
	async function decideAll(
		jobs: ReadonlyMap<number, Job>,
		failures: Map<number, Failure>,
	): Promise<Map<number, IDataObject>> {
		const withheld = new Map<number, IDataObject>();
		const giveTurn = createTurns();
		for (const [item, { params }] of jobs) {
			await giveTurn();
			const key = keyOf(item, params);
			if (ledger.hasSent(key)) continue;
			try {
				checkName(params);
				heed(gate.decide(params, new Date()));
				keepPlace(item, key, params);
			} catch (error) {
				if (error instanceof Withheld) withheld.set(item, error.itemFor(facts, item, params));
				else failures.set(item, facts.maskedFailure(params, beforeSending(error)));
			}
		}
		return withheld;
	}

	/** A key that is empty by mistake would let the same thing be made twice. An agent may leave it out. */
	function checkName(params: never): void {
		if (isTool || guard.deduplicationKey(params) !== '') return;
		const advice =
			'Give this item a key, or remove the option: without a key nothing keeps it from being called twice.';
		throw missingInput('Deduplication Key', advice);
	}

	function keepPlace(item: number, key: string, params: never): void {
		const most = gate.most(params);
		if (most === Infinity) return;
		const giveBack = ledger.keepPlace(key, most);
		if (giveBack) places.set(item, giveBack);
		else heed(gate.tooMany(params));
	}

	/** An agent is told by a failure. */
	function heed(verdict: Verdict): void {
		if (verdict.send) return;
		if (isTool) throw notAllowed(verdict.reason, 'Do not try it again. No phone has rung.');
		throw new Withheld(verdict);
	}

	return {
		decideAll,
		heed,
		/** Decides with requests. Throws a Failure, or `Withheld`. */
		ask: async (params: never): Promise<void> => heed(await askGate(params)),
		/** Decides without a request, at the moment in which the item is sent. Throws a Failure, or `Withheld`. */
		check: (item: number, key: string, params: never): void => {
			const identities = () => [
				guard.identity(params),
				...(guard.formerly?.(params) ?? []).map(({ identity }) => identity),
			];
			const lastSentAt = () => ledger.lastSentAt(identities(), key);
			const verdict = gate.decide(params, new Date(), lastSentAt);
			heed(verdict);
			if (verdict.send && verdict.note) notes.set(item, verdict.note);
		},
		noteOf: (item: number): IDataObject | undefined => notes.get(item),
		/** Once an item was sent, the ledger counts it; one that was not leaves its place to others. */
		giveBack: (item: number): void => places.get(item)?.(),
		giveBackAll: (): void => places.forEach((giveBack) => giveBack()),
	};
}
