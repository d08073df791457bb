import type { IDataObject } from 'n8n-workflow';
import type { Api } from '../../api/index.ts';
import { missingInput } from '../../errors/failure.ts';
import { fingerprint } from '../../once/fingerprint.ts';
import { keyOfItem } from '../../once/ledgerKeys.ts';
import type { OnceLedger } from '../../once/onceLedger.ts';
import {
	calledLately,
	decideCall,
	decideNumber,
	HOUR_MS,
	tooManyCalls,
	type CallToDecide,
} from './callPolicy.ts';
import { RecentCalls } from './recentCalls.ts';
import { enforce } from './skippedByPolicy.ts';

/** A call of this run of the node. */
export interface PolicyCall extends CallToDecide {
	item: number;
	/** Its name in the ledger. */
	key: string;
	/** What is the same person, in this version's words and in those of earlier ones. */
	idempotencyKeys: readonly string[];
	canonicalAddress: string;
	/** The keys of the calls that were placed for the same item before this one, oldest first. */
	earlierKeys?: readonly string[];
	/** The user's own name for the call. Undefined = the user wants none; empty = it should have one. */
	deduplicationKey?: string;
}

interface PolicyRun {
	api: Api;
	ledger: OnceLedger;
	/** An AI agent runs the node. */
	isTool: boolean;
}

/**
 * Which calls of one run are placed, and when: asked about all of them before the first one is placed,
 * and about each again when it is its turn, which may be hours later. What may not be placed is told by
 * what is thrown: SkippedByPolicy, or a Failure where the item shall fail.
 */
export class RunPolicy {
	readonly #run: PolicyRun;
	#recentCalls: RecentCalls | undefined;
	/** Releases the slot of a call among the most that may be placed, by item. */
	readonly #slots = new Map<number, () => void>();
	/** The keys of all items that have the same numbers, by item. */
	readonly #samePerson = new Map<number, ReadonlySet<string>>();

	constructor(run: PolicyRun) {
		this.#run = run;
	}

	/**
	 * Takes items with the same numbers, in whatever order, for one person who is on the list several times:
	 * whoever was called for one of them is not called at the next number for another. People who share one
	 * of their numbers stay two.
	 */
	noteSamePersons(people: Iterable<PolicyCall & { alternatives: readonly PolicyCall[] }>): void {
		const keysByNumbers = new Map<string, Set<string>>();
		for (const { item, key, canonicalAddress, alternatives } of people) {
			if (alternatives.length === 0) continue;
			const others = alternatives.map((one) => one.canonicalAddress);
			const numbers = fingerprint([canonicalAddress, ...others].sort());
			const keys = keysByNumbers.get(numbers) ?? new Set();
			keysByNumbers.set(numbers, keys.add(key));
			this.#samePerson.set(item, keys);
		}
	}

	/** For a call that was not placed in an earlier try: before any other is placed. */
	checkAhead(call: PolicyCall): void {
		this.#checkDeduplicationKey(call);
		enforce(decideCall(call, new Date()), this.#run.isTool);
		this.#reserveSlot(call);
	}

	/** For a further number of an item: it is called later, when its hours are asked for. */
	checkNumber(call: PolicyCall): void {
		enforce(decideNumber(call), this.#run.isTool);
	}

	/** Decides with requests: before anything is made for a call, and once more just before it is placed. */
	async checkRecentCalls({
		given,
		canonicalAddress,
		rules,
		earlierKeys = [],
	}: PolicyCall): Promise<void> {
		const hours = rules.hoursBetweenCalls;
		if (hours === 0) return;
		this.#recentCalls ??= new RecentCalls(this.#run.api);
		const own = earlierKeys.flatMap((key) => this.#run.ledger.get(key)?.id ?? []);
		const last = await this.#recentCalls.lastTo(canonicalAddress, hours, own);
		if (last) enforce(calledLately(given, hours, last.at), this.#run.isTool);
	}

	/**
	 * Decides without a request: before anything is made for a call, and at the moment in which it leaves.
	 *
	 * @returns what the item of the call tells of the rules that it has passed
	 */
	checkNow(call: PolicyCall): IDataObject | undefined {
		const { ledger, isTool } = this.#run;
		const lastSentAt = () =>
			ledger.lastSentAt(call.idempotencyKeys, [call.key, ...(call.earlierKeys ?? [])]);
		const decision = decideCall(call, new Date(), lastSentAt);
		enforce(decision, isTool);
		this.#checkSamePerson(call);
		return decision.place ? decision.note : undefined;
	}

	/** Once a call was placed, the ledger counts it; one that was not leaves its slot to others. */
	releaseSlot(item: number): void {
		this.#slots.get(item)?.();
	}

	/** Nothing more is placed. */
	end(): void {
		for (const release of this.#slots.values()) release();
	}

	#checkSamePerson({ item, key, given, rules: { hoursBetweenCalls } }: PolicyCall): void {
		if (hoursBetweenCalls === 0) return;
		const { ledger, isTool } = this.#run;
		const since = Date.now() - hoursBetweenCalls * HOUR_MS;
		for (const other of this.#samePerson.get(item) ?? []) {
			if (other === keyOfItem(key) || !ledger.hasSent(other)) continue;
			const { lastSentAt = 0 } = ledger.get(other) ?? {};
			if (lastSentAt < since) continue;
			const who = 'the person with this number, who is on the list several times,';
			enforce(calledLately(given, hoursBetweenCalls, lastSentAt, who), isTool);
		}
	}

	/** A key that is empty by mistake would let the same call be placed twice. An agent may leave it out. */
	#checkDeduplicationKey({ deduplicationKey }: PolicyCall): void {
		if (this.#run.isTool || deduplicationKey !== '') return;
		const advice =
			'Give this item a key, or remove the option: without a key nothing keeps it from being called twice.';
		throw missingInput('Deduplication Key', advice);
	}

	#reserveSlot(call: PolicyCall): void {
		const { mostCalls } = call.rules;
		if (mostCalls === Infinity) return;
		const release = this.#run.ledger.reserve(call.key, mostCalls);
		if (release) this.#slots.set(call.item, release);
		else enforce(tooManyCalls(call), this.#run.isTool);
	}
}
