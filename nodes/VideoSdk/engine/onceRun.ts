import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { Api } from '../api/exchange.ts';
import type { OnceOperation } from './defineOperation.ts';
import type { Failure } from '../errors/failure.ts';
import { createDurableKeys } from './durableKeys.ts';
import { askForgotten } from './forgotten.ts';
import { createGatekeeper } from './gatekeeper.ts';
import { createItemSender } from './itemSender.ts';
import type { Job } from './job.ts';
import { runFacts } from './runFacts.ts';
import { undoSent } from './undoSent.ts';
import { createWaiting } from './waiting.ts';

/** One run of the node with an operation whose requests must not be carried out twice. */
export function createOnceRun(
	context: IExecuteFunctions,
	operation: OnceOperation<never>,
	api: Api,
	signal?: AbortSignal,
) {
	// Asked before the ledger is opened, which leaves a trace.
	const keys = createDurableKeys(context);
	const isForgotten = askForgotten(context, keys);
	const facts = runFacts(context, operation, api, signal);
	const { ledger, keyOf } = facts;
	const gatekeeper = createGatekeeper(facts);
	const waiting = createWaiting(facts);

	return {
		/** Decides which items are sent; gives those that come out without that. */
		decide: async (
			jobs: ReadonlyMap<number, Job>,
			failures: Map<number, Failure>,
		): Promise<Map<number, IDataObject>> => {
			const withheld = await gatekeeper.decideAll(jobs, failures);
			const toSend = [...jobs].filter(([item]) => !withheld.has(item) && !failures.has(item));
			waiting.prepare(toSend.map(([, { params }]) => params));
			return withheld;
		},
		send: createItemSender(facts, { gatekeeper, waiting, keys, isForgotten }),
		/** What has to outlive the execution is kept. */
		kept: keys.kept,
		parkOrWait: waiting.parkOrWait,
		/** Whether a request has left for an item, in this run or in an earlier one. */
		wasSent: (item: number, { params }: Job): boolean => ledger.hasSent(keyOf(item, params)),
		/** What earlier tries have placed, by item. */
		placedBefore: (jobs: ReadonlyMap<number, Job>): Map<number, IDataObject> => {
			const placed = new Map<number, IDataObject>();
			for (const [item, { params }] of jobs) {
				const entry = ledger.get(keyOf(item, params));
				const answer = entry?.followed ?? entry?.answer;
				if (answer) placed.set(item, facts.masked(params, answer));
			}
			return placed;
		},
		undo: async (jobs: ReadonlyMap<number, Job>): Promise<void> => await undoSent(facts, jobs),
		/** Nothing more is sent. */
		end: gatekeeper.giveBackAll,
	};
}
