import type { IDataObject } from 'n8n-workflow';
import type { ApiRequest } from '../api/exchange.ts';
import type { DurableKeys } from './durableKeys.ts';
import { forgottenFailure } from './forgotten.ts';
import type { Gatekeeper } from './gatekeeper.ts';
import { newMark, originOf } from './mark.ts';
import { outcomeOf } from '../errors/outcome.ts';
import type { WhenPaced } from '../time/pool.ts';
import type { Job } from './job.ts';
import type { RunFacts } from './runFacts.ts';
import { sendOnce, type OnceJob, type OnceTools } from './sendOnce.ts';
import type { Waiting } from './waiting.ts';
import { Withheld } from './withheld.ts';

export interface SendingParts {
	gatekeeper: Gatekeeper;
	waiting: Waiting;
	keys: DurableKeys;
	/** See `askForgotten`. */
	isForgotten(): Promise<boolean>;
}

/** Sends one item after the other, each as soon as its turn has come, and waits for what becomes of it. */
export function createItemSender(
	facts: RunFacts,
	{ gatekeeper, waiting, keys, ...parts }: SendingParts,
) {
	const { context, operation, api, signal, ledger, isTool, keyOf } = facts;
	const { guard, gate } = operation;
	const origin = originOf(context);

	/** @returns the item that comes out, also in place of one that a rule keeps back. Throws a Failure */
	return async (item: number, job: Job, whenPaced: WhenPaced): Promise<IDataObject> => {
		const outcome = await outcomeOf(send(item, job, whenPaced));
		gatekeeper.giveBack(item);
		if (outcome.ok) return facts.masked(job.params, outcome.value);
		const { failure } = outcome;
		if (failure instanceof Withheld) return failure.itemFor(facts, item, job.params);
		throw facts.maskedFailure(job.params, failure);
	};

	async function send(
		item: number,
		{ params, request }: Job,
		whenPaced: WhenPaced,
	): Promise<IDataObject> {
		const key = keyOf(item, params);
		const toJson = (answer: unknown) => ({
			...operation.result(answer, params),
			...gatekeeper.noteOf(item),
		});
		const job = { guard, params, request: request as ApiRequest, toJson, key };
		const ask = async () => await gatekeeper.ask(params);
		const tools = {
			...{ api, ledger, signal, newMark: () => newMark(origin) },
			whenPaced: async () => await whenPaced(ask),
			checkLeave: () => gatekeeper.check(item, key, params),
		};
		const isRepeat = ledger.get(key)?.answer !== undefined || ledger.isUnderWay(key);
		const identity = guard.identity(params);
		const sending = ledger.alone(key, identity, async () => await sendIfLet(job, tools));
		let answer = await sending.finally(() => waiting.noteSent());
		if (!ledger.hasSent(key)) return answer;
		if (operation.following?.wants(params)) answer = await waiting.follow(item, params, answer);
		return isRepeat && isTool ? { ...answer, note: guard.repeatNote } : answer;
	}

	/** What was sent before needs nobody's leave to be told again. */
	async function sendIfLet(job: OnceJob<never>, tools: OnceTools): Promise<IDataObject> {
		const { key, params } = job;
		if (!ledger.get(key)) {
			const former = (guard.formerly?.(params) ?? []).map(({ subject }) => subject);
			ledger.takeOver(key, [guard.subject(params), ...former]);
		}
		if (ledger.hasSent(key)) return await sendOnce(job, tools);
		// Asked before anything is made for it, and once more when it leaves.
		await gatekeeper.ask(params);
		tools.checkLeave();
		const name = facts.lastingName(params);
		if (!name && (await parts.isForgotten())) throw forgottenFailure(guard.describe(params));
		if (!name) return await sendOnce(job, tools);
		if (!(await keys.take(name))) gatekeeper.heed(gate.usedBefore(params));
		const outcome = await outcomeOf(sendOnce(job, tools));
		if (ledger.hasSent(key)) keys.keep(name);
		else await keys.release(name);
		if (outcome.ok) return outcome.value;
		throw outcome.failure;
	}
}
