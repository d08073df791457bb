import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { readCallEvent, type CallEvent } from '../../../videosdk/callEvent.ts';
import { lineOf } from '../../../telephony/line.ts';
import type { AnyOperation } from '../engine/defineOperation.ts';
import { keepLooking, LOOK_HEADER, stopLooking } from '../engine/keepLooking.ts';
import { lookAtParked, type Look, type Seen } from '../engine/lookAtParked.ts';
import { lookInTurn } from '../engine/lookInTurn.ts';
import type { LedgerEntry } from '../engine/onceLedger.ts';
import { outcomeOf } from '../errors/outcome.ts';
import { goesOnAlready, noteGoingOn, recall, type Memory } from '../engine/parkedMemory.ts';
import { sleep } from '../time/sleep.ts';
import { createApi } from '../api/send.ts';
import { answerOf, readDelivery, refuse } from '../trigger/delivery.ts';
import { hasSecret } from '../trigger/verification.ts';
import { warnSometimes } from '../trigger/warnSometimes.ts';
import { deadline } from '../time/deadline.ts';

/**
 * Should n8n be killed before it has taken note that the execution goes on, the execution waits on: what
 * VideoSDK tells then is all that wakes it.
 */
const RELEASE_AFTER_MS = 2000;
const RELEASE_WITHIN_MS = 10_000;

/**
 * Takes what is sent to an execution that rests: a genuine event of one of its calls, or the node's
 * own request to look. Whatever the sender says, the outcomes are read from VideoSDK.
 */
export async function receiveParked(
	context: IWebhookFunctions,
	operations: readonly AnyOperation[],
): Promise<IWebhookResponseData> {
	const outcome = await outcomeOf(receive(context, operations));
	if (outcome.ok) return outcome.value;
	// n8n would go on with the execution, and without its calls, if this went further.
	warnSometimes(context, `a delivery could not be taken: ${outcome.failure.message}`);
	return answer(context, 503, 'It could not be taken. The execution goes on waiting');
}

async function receive(
	context: IWebhookFunctions,
	operations: readonly AnyOperation[],
): Promise<IWebhookResponseData> {
	const memory = recall(context);
	if (!memory) return answer(context, 409, 'This execution does not wait for calls');
	const own = context.getHeaderData()[LOOK_HEADER];
	if (own === undefined) {
		const delivery = await readDelivery(context, 'signature');
		if (delivery === undefined) return { noWebhookResponse: true };
		if ('status' in delivery) return refuse(context, delivery, 'The execution goes on waiting');
		// After a restart of n8n nobody looks after the execution any more: any event shows that it waits.
		keepLooking(context.logger, memory.parked);
		const event = readCallEvent(delivery.body);
		if (!isOfOwnCall(event, memory)) {
			return answer(context, 200, 'Received, and ignored: of a call of somebody else');
		}
	} else if (!hasSecret(own, memory.parked.token)) {
		return answer(context, 401, 'This is not a request of the node');
	}
	if (goesOnAlready(memory)) return answer(context, 200, 'Received, and known already');
	// Answered first: a look takes as long as VideoSDK does.
	answer(context, 200, 'Received');
	const look = await lookInTurn(memory.parked.token, async () =>
		lookAtParked(createApi(context), memory, operations),
	);
	return look ? await goOn(context, memory, look) : { noWebhookResponse: true };
}

/** With all items, if nothing is waited for any more. */
async function goOn(
	context: IWebhookFunctions,
	memory: Memory,
	look: Look,
): Promise<IWebhookResponseData> {
	if ('failure' in look) {
		warnSometimes(context, `parked calls could not be looked at: ${look.failure.message}`);
		return { noWebhookResponse: true };
	}
	if (look.unread) {
		warnSometimes(context, `parked calls could not be looked at: ${look.unread.message}`);
	}
	if (look.waiting > 0) return { noWebhookResponse: true };
	noteGoingOn(memory);
	stopLooking(memory.parked.token);
	void release(context, memory, look);
	const items = look.jsons.map((json, item) => ({ json, pairedItem: { item } }));
	return { noWebhookResponse: true, workflowData: [items] };
}

/** Behind the execution's back. A registration that stays is removed later by its mark. */
async function release(
	context: IWebhookFunctions,
	{ parked: { registration } }: Memory,
	look: Seen,
): Promise<void> {
	await sleep(RELEASE_AFTER_MS);
	const api = createApi(context, deadline(RELEASE_WITHIN_MS));
	const released = await outcomeOf(look.release(api));
	if (released.ok) return;
	context.logger.warn(`${registration} was not removed: ${released.failure.message}`);
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
		.map(({ subject }) => lineOf(subject.line as string));
	return lines.length > 0 && (to === undefined || lines.includes(lineOf(to)));
}

/** n8n would send what is returned with HTTP 200, and go on with nothing else than that. */
function answer(context: IWebhookFunctions, status: number, message: string): IWebhookResponseData {
	const response = answerOf(context);
	if (!response.headersSent) response.status(status).json({ message } satisfies IDataObject);
	return { noWebhookResponse: true };
}
