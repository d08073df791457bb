import { randomBytes } from 'node:crypto';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { withoutStop } from '../../api/client.ts';
import { createApi, type Api } from '../../api/index.ts';
import { failureOf } from '../../errors/failureOf.ts';
import { originOf } from '../../once/correlationKey.ts';
import { paramsToKeep, waitSeconds } from '../fields/waitParams.ts';
import { pollOnce } from '../wait/outcomeWait.ts';
import type { PlacedCall, PollResult } from '../wait/placedCall.ts';
import { isWaitedFor } from './isWaitedFor.ts';
import { PARKING_OPERATION } from './parkingOperation.ts';
import { keepParked, replaceInput, type ParkedItem, type ParkedState } from './parkedState.ts';
import { registerResumeWebhook } from './registerResumeWebhook.ts';
import { startSelfPoll } from './selfPoll.ts';

/** n8n goes on at the limit without the node; a little before, the node itself still can. */
const GRACE_MS = 30_000;
const TOKEN_BYTES = 32;

/** A call that is waited for. */
export interface OpenCall {
	item: number;
	/** Its name in the ledger. */
	key: string;
	call: PlacedCall;
}

interface Run {
	context: IExecuteFunctions;
	api: Api;
	signal: AbortSignal | undefined;
	runIndex: string;
}

interface Order<C extends OpenCall> {
	open: readonly C[];
	/** What has become of all other items, by their index. */
	known: ReadonlyMap<number, IDataObject>;
	/** Takes note of what became of a call; gives its item as it comes out. */
	settle(call: C, polled: PollResult): IDataObject;
}

/** `refused`: it cannot be parked, and why. `over`: there is nothing left to wait for. */
export type ParkingResult = 'parked' | 'over' | { refused: string };

/**
 * Parks the execution until what is waited for has come about. Between the last poll and the
 * moment in which n8n has saved the execution nobody is told of anything: so the calls are polled once
 * more after VideoSDK was told where to call, and again soon after.
 */
export async function parkExecution<C extends OpenCall>(
	run: Run,
	{ open, known, settle }: Order<C>,
): Promise<ParkingResult> {
	const { context, api, signal } = run;
	const resumeUrl = resumeUrlOf(context);
	const until = Math.max(...open.map(untilOf));
	let registration: string;
	try {
		const { instance } = originOf(context);
		const registered = await registerResumeWebhook(api, { resumeUrl, instance, until });
		if ('refusal' in registered) return { refused: registered.refusal };
		registration = registered.webhookId;
	} catch (error) {
		return { refused: failureOf(error).message };
	}

	const calls = open.map(({ call }) => call);
	let polled: PollResult[];
	try {
		polled = await pollOnce(api, calls, signal);
	} catch (error) {
		await release(context, registration);
		return { refused: failureOf(error).message };
	}
	const jsons = new Map(known);
	for (const [index, one] of open.entries()) jsons.set(one.item, settle(one, polled[index]));
	if (!polled.some(isWaitedFor)) {
		await release(context, registration);
		return 'over';
	}

	const input = context.getInputData();
	const parked: ParkedState = {
		token: randomBytes(TOKEN_BYTES).toString('hex'),
		runIndex: run.runIndex,
		operation: PARKING_OPERATION,
		...{ until, resumeUrl, registration },
		items: parkedItems(
			open,
			polled,
			input.map((_, item) => jsons.get(item) ?? {}),
		),
		inputs: input.map(({ json }) => json),
	};
	keepParked(context.getContext('node'), parked);
	replaceInput(
		input,
		input.map((_, item) => jsons.get(item) ?? {}),
	);
	await context.putExecutionToWait(new Date(until + GRACE_MS));
	startSelfPoll(context.logger, parked);
	return 'parked';
}

function parkedItems(
	open: readonly OpenCall[],
	polled: readonly PollResult[],
	jsons: readonly IDataObject[],
): ParkedItem[] {
	const items: ParkedItem[] = jsons.map((json) => ({ json }));
	for (const [index, { item, key, call }] of open.entries()) {
		if (!isWaitedFor(polled[index])) continue;
		const { params, seen } = call;
		items[item] = { key, params: paramsToKeep(params), seen, until: polled[index].until };
	}
	return items;
}

/**
 * Where this node of the execution is told to go on. n8n's own resume URL wakes whichever node waits:
 * an event that comes late would open the next one.
 */
export function resumeUrlOf(context: IExecuteFunctions): string {
	const ofExecution = String(context.evaluateExpression('{{ $execution.resumeUrl }}', 0));
	if (!URL.canParse(ofExecution)) return ofExecution;
	const url = new URL(ofExecution);
	url.pathname += `/${encodeURIComponent(context.getNode().id)}`;
	return url.href;
}

const untilOf = ({ call }: OpenCall) => call.sent().sentAt + waitSeconds(call.params) * 1000;

/** Also when the workflow is being stopped. What is left is recognised later by its URL. */
async function release(context: IExecuteFunctions, registration: string): Promise<void> {
	try {
		await createApi(withoutStop(context)).webhooks.remove(registration);
	} catch (error) {
		context.logger.warn(`${registration} was not removed: ${failureOf(error).message}`);
	}
}
