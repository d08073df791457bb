import { randomBytes } from 'node:crypto';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { withoutStop } from '../../api/client.ts';
import { createApi, type Api } from '../../api/index.ts';
import { failureOf } from '../../errors/failureOf.ts';
import { originOf } from '../../once/correlationKey.ts';
import { afterSeconds } from '../fields/afterTheCall.ts';
import { paramsToKeep, waitSeconds } from '../fields/waitParams.ts';
import { pollOnce } from '../wait/outcomeWait.ts';
import type { PlacedCall, PollResult } from '../wait/placedCall.ts';
import { isWaitedFor } from './isWaitedFor.ts';
import {
	keepParked,
	PARKING_OPERATION,
	replaceInput,
	type ParkedItem,
	type ParkedState,
} from './parkedState.ts';
import { registerResumeWebhook, removeResumeWebhook } from './registerResumeWebhook.ts';
import { startSelfPoll } from './selfPoll.ts';

/** n8n goes on at the limit without the node; a little before, the node itself still can. */
export const GRACE_MS = 30_000;
export const TOKEN_BYTES = 32;

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

/** VideoSDK tells the execution of calls from now on. */
export interface ReadyToPark {
	/** VideoSDK's ID of the webhook. */
	webhookId: string;
	/** What has become of each open call so far, in order. */
	polled: readonly PollResult[];
}

/**
 * Has VideoSDK tell the execution of calls, and polls those that are open once more: between the last
 * poll and the moment in which n8n has saved the execution, nobody is told of anything.
 *
 * @returns `refused`: why it cannot be parked
 */
export async function getReadyToPark(
	{ context, api, signal }: Run,
	open: readonly OpenCall[],
): Promise<ReadyToPark | { refused: string }> {
	const { instance } = originOf(context);
	const webhook = { resumeUrl: resumeUrlOf(context), instance, until: untilOf(open) };
	let webhookId: string;
	try {
		const registered = await registerResumeWebhook(api, webhook);
		if ('refusal' in registered) return { refused: registered.refusal };
		({ webhookId } = registered);
	} catch (error) {
		return { refused: failureOf(error).message };
	}
	const calls = open.map(({ call }) => call);
	try {
		return { webhookId, polled: await pollOnce(api, calls, signal) };
	} catch (error) {
		await dropWebhook(context, webhookId);
		return { refused: failureOf(error).message };
	}
}

/** Of an execution that is not parked after all. Also when the workflow is being stopped. */
export async function dropWebhook(context: IExecuteFunctions, webhookId: string): Promise<void> {
	await removeResumeWebhook(createApi(withoutStop(context)), webhookId, context.logger);
}

/**
 * Parks the execution: n8n saves it, and goes on with it when what is waited for has come about.
 *
 * @param jsons what has become of each item so far, by their index
 */
export async function parkExecution(
	{ context, runIndex }: Run,
	open: readonly OpenCall[],
	{ webhookId, polled }: ReadyToPark,
	jsons: ReadonlyMap<number, IDataObject>,
): Promise<void> {
	const input = context.getInputData();
	const outputs = input.map((_, item) => jsons.get(item) ?? {});
	const until = untilOf(open);
	const parked: ParkedState = {
		token: randomBytes(TOKEN_BYTES).toString('hex'),
		runIndex,
		operation: PARKING_OPERATION,
		until,
		resumeUrl: resumeUrlOf(context),
		registration: webhookId,
		items: parkedItems(open, polled, outputs),
		inputs: input.map(({ json }) => json),
	};
	keepParked(context.getContext('node'), parked);
	replaceInput(input, outputs);
	await context.putExecutionToWait(new Date(until + GRACE_MS));
	startSelfPoll(context.logger, parked);
}

function parkedItems(
	open: readonly OpenCall[],
	polled: readonly PollResult[],
	outputs: readonly IDataObject[],
): ParkedItem[] {
	const items: ParkedItem[] = outputs.map((json) => ({ json }));
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

/** Until when the longest is waited for, in milliseconds since 1970. */
function untilOf(open: readonly OpenCall[]): number {
	const untils = open.map(({ call }) => {
		const seconds = waitSeconds(call.params) + afterSeconds(call.params);
		return call.sent().sentAt + seconds * 1000;
	});
	return Math.max(...untils);
}
