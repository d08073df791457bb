import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { isRoomEvent, readCallEvent, type CallEvent } from '../../../../videosdk/callEvent.ts';
import { canonicalAddress } from '../../../../telephony/canonicalAddress.ts';
import { callLookupKey } from '../lookUp/lookUpCall.ts';
import { startSelfPoll, SELF_POLL_HEADER, stopSelfPoll } from './selfPoll.ts';
import { pollParked, type ParkedPoll } from './pollParked.ts';
import { pollParkedBatches } from './pollParkedBatches.ts';
import { coalescedPoll } from './coalescedPoll.ts';
import { removeResumeWebhook } from './registerResumeWebhook.ts';
import type { LedgerEntry } from '../../once/ledgerEntry.ts';
import { failureOf } from '../../errors/failureOf.ts';
import { fingerprint } from '../../once/fingerprint.ts';
import { handedOverFor } from './parkedTries.ts';
import { goesOnAlready, noteGoingOn, recall, type Memory } from './parkedMemory.ts';
import { sleep } from '../../time/sleep.ts';
import { createApi } from '../../api/index.ts';
import { answerOf, readDelivery, refuse } from '../../webhooks/delivery.ts';
import { hasSecret } from '../../webhooks/verification.ts';
import { warnThrottled } from '../../webhooks/warnThrottled.ts';
import { abortAfter } from '../../time/deadline.ts';

/**
 * Should n8n be killed before it has taken note that the execution goes on, the execution waits on: what
 * VideoSDK tells then is all that wakes it.
 */
const RELEASE_AFTER_MS = 2000;
const RELEASE_WITHIN_MS = 10_000;

/**
 * Takes what is sent to a parked execution: a genuine event of one of its calls or of their rooms, or the
 * node's own request to poll. Whatever the sender says, the outcomes are read from VideoSDK.
 */
export async function receiveParked(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	try {
		return await receive(context);
	} catch (error) {
		// n8n would go on with the execution, and without its calls, if this went further.
		warnThrottled(context, `a delivery could not be taken: ${failureOf(error).message}`);
		return answer(context, 503, 'It could not be taken. The execution goes on waiting');
	}
}

async function receive(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const memory = recall(context);
	if (!memory) return answer(context, 409, 'This execution does not wait for calls');
	const own = context.getHeaderData()[SELF_POLL_HEADER];
	if (memory.parked.tries !== undefined) return receiveTries(context, memory, own);
	if (own === undefined) {
		const delivery = await readDelivery(context, 'signature');
		if (delivery === undefined) return { noWebhookResponse: true };
		if ('status' in delivery) return refuse(context, delivery, 'The execution goes on waiting');
		// After a restart of n8n nobody looks after the execution any more: any event shows that it waits.
		startSelfPoll(context.logger, memory.parked);
		const event = readCallEvent(delivery.body);
		// Of a room, or a batch, only those are told who have asked for it.
		const isAsked = isRoomEvent(event) || memory.parked.batches !== undefined;
		if (!isAsked && !isOfOwnCall(event, memory)) {
			return answer(context, 200, 'Received, and ignored: of a call of somebody else');
		}
	} else if (!hasSecret(own, memory.parked.token)) {
		return answer(context, 401, 'This is not a request of the node');
	}
	if (goesOnAlready(memory)) return answer(context, 200, 'Received, and known already');
	// Answered first: a poll takes as long as VideoSDK does.
	answer(context, 200, 'Received');
	const look = memory.parked.batches === undefined ? pollParked : pollParkedBatches;
	const poll = async () => await look(createApi(context), memory);
	const polled = await coalescedPoll(memory.parked.token, poll);
	return polled ? goOn(context, memory, polled) : { noWebhookResponse: true };
}

/** Takes what the process that goes on for a parked execution asks, or hands over. */
function receiveTries(
	context: IWebhookFunctions,
	memory: Memory,
	own: unknown,
): IWebhookResponseData {
	const { token, tries } = memory.parked;
	if (!hasSecret(own, token)) return answer(context, 401, 'This is not a request of the node');
	const { isOver, secret, outputs: sent } = context.getBodyData();
	if (!isOver || goesOnAlready(memory)) return answer(context, 200, 'Received');
	const isTrusted = typeof secret === 'string' && fingerprint(secret) === tries;
	const outputs = handedOverFor(token) ?? (isTrusted ? sent : undefined);
	if (!Array.isArray(outputs)) return answer(context, 202, 'Send what comes out');
	noteGoingOn(memory);
	answer(context, 200, 'Received');
	const items = (outputs as IDataObject[]).map((json, item) => ({ json, pairedItem: { item } }));
	return { noWebhookResponse: true, workflowData: [items] };
}

/** With all items, if nothing is waited for any more. */
function goOn(
	context: IWebhookFunctions,
	memory: Memory,
	polled: ParkedPoll,
): IWebhookResponseData {
	if ('failure' in polled) {
		warnThrottled(context, `what is waited for could not be looked at: ${polled.failure.message}`);
		return { noWebhookResponse: true };
	}
	if (polled.unread) {
		warnThrottled(context, `what is waited for could not be looked at: ${polled.unread.message}`);
	}
	if (polled.waiting > 0) return { noWebhookResponse: true };
	noteGoingOn(memory);
	stopSelfPoll(memory.parked.token);
	void release(context, memory);
	const items = polled.jsons.map((json, item) => ({ json, pairedItem: { item } }));
	return { noWebhookResponse: true, workflowData: [items] };
}

/** Behind the execution's back. */
async function release(context: IWebhookFunctions, { parked }: Memory): Promise<void> {
	if (parked.registration === '') return;
	await sleep(RELEASE_AFTER_MS);
	const api = createApi(context, abortAfter(RELEASE_WITHIN_MS));
	await removeResumeWebhook(api, parked.registration, context.logger);
}

/** Of a call whose ID nobody knows yet, the number has to do. */
function isOfOwnCall({ callId, to }: CallEvent, { ledger, parked }: Memory): boolean {
	const waitedFor = parked.items.flatMap((item): LedgerEntry[] => {
		const entry = 'key' in item ? ledger.get(item.key) : undefined;
		return entry ? [entry] : [];
	});
	if (waitedFor.some(({ id }) => id !== undefined && id === callId)) return true;
	const lines = waitedFor
		.filter(({ id }) => id === undefined)
		.map(({ subject }) => canonicalAddress(callLookupKey(subject).line));
	return lines.length > 0 && (to === undefined || lines.includes(canonicalAddress(to)));
}

/** n8n would send what is returned with HTTP 200, and go on with nothing else than that. */
function answer(context: IWebhookFunctions, status: number, message: string): IWebhookResponseData {
	const response = answerOf(context);
	if (!response.headersSent) response.status(status).json({ message } satisfies IDataObject);
	return { noWebhookResponse: true };
}
