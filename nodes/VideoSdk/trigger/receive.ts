import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { isBatchEvent } from '../../../videosdk/batchCall.ts';
import {
	isCallFinished,
	isSummaryAlone,
	readCallEvent,
	tellsOfCall,
	type CallEvent,
} from '../../../videosdk/callEvent.ts';
import { callRow } from '../../../videosdk/callRow.ts';
import { AGENT_SECRET_PARAMETER } from '../../../videosdk/webhook.ts';
import { isRecord } from '../../../videosdk/wire.ts';
import { withoutSecrets } from '../../../videosdk/withoutSecrets.ts';
import { answerOf, readDelivery, refuse, type Refusal } from '../webhooks/delivery.ts';
import { isTooOld } from './eventAge.ts';
import { withCall } from './callOfRoom.ts';
import { isPlacedBy, passesFilters } from './eventFilters.ts';
import { placedByFilter } from './placedByFilter.ts';
import { readTriggerFields, type TriggerParams } from './readTriggerFields.ts';
import {
	allowRedelivery,
	deduplicationKeyOf,
	isFirstDelivery,
	saveDeliveredKeys,
} from './eventDeduplication.ts';
import { readSecurity } from './triggerFields.ts';
import { CALL_FINISHED, type ListenFor } from './wantedEvents.ts';
import { registeredWebhook, type RegisteredWebhook, type TriggerData } from './triggerData.ts';
import { warnThrottled } from '../webhooks/warnThrottled.ts';

const ADVICE =
	'It started nothing. If VideoSDK sent it because its deliveries to this account carry no signature, set Security > Verify By to "Secret in URL"';

const callUnknown: Refusal = {
	status: 503,
	message: 'The call of this room cannot be looked up at the moment. Send it again',
	retryAfterSeconds: 60,
};
const LOOK_UP_ADVICE =
	'A filter of the trigger asks for what only the call tells. It started nothing; whether VideoSDK sends it again is not documented';

/** Takes one delivery: a genuine one that is wanted, new and not too old becomes an item. */
export async function receive(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const security = readSecurity(context.getNodeParameter('security', {}));
	const { maxAgeHours, verifyBy, agentSecret } = security;
	const { secret }: TriggerData = context.getWorkflowStaticData('node');
	const isByAgent = agentSecret !== '' && isAgentPost(context);
	const delivery = isByAgent
		? await readDelivery(context, 'secretInUrl', agentSecret, AGENT_SECRET_PARAMETER)
		: await readDelivery(context, verifyBy, secret);
	if (delivery === undefined) return { noWebhookResponse: true };
	if ('status' in delivery) return refuse(context, delivery, ADVICE);

	const { body, rawBody } = delivery;
	if (isByAgent && !isSummaryAlone(body)) return refuse(context, onlySummaries, ADVICE);
	const told = readCallEvent(body);
	const params = paramsOf(context);
	if (params === undefined) return ignore(context, 'what is listened for cannot be read');
	const listenedFor = listenedForIn(params, body, told);
	if (listenedFor === undefined) return ignore(context, 'not what is listened for');
	if (isTooOld(told, maxAgeHours, Date.now())) return ignore(context, 'too old');
	const event = await withCall(context, params, told);
	if (event === 'unknown') return refuse(context, callUnknown, LOOK_UP_ADVICE);
	if (!isWanted(context, params, event)) return ignore(context, 'kept out by a filter');
	if (isDuplicate(context, deduplicationKeyOf(body, rawBody, listenedFor))) {
		return ignore(context, 'told already');
	}
	const limited = currentWebhook(context)?.isLimited ? { eventsLimited: true } : {};
	// Saved and shown, as every item. An agent may post with its body what it was told in confidence: the
	// address that it posts to has the secret of this trigger in it.
	const verified = isByAgent ? { verifiedBy: 'agentSecret' } : {};
	const item: IDataObject = { ...event, ...verified, ...limited, body: withoutSecrets(body) };
	const json: IDataObject = tellsOfCall(event) ? callRow(item) : item;
	return { workflowData: [[{ json }]] };
}

/** Whoever knows the Agent Secret must not be able to say how a call stands. */
const onlySummaries: Refusal = {
	status: 401,
	message: 'With an Agent Secret only the summary of a voice agent is taken',
};

function isAgentPost(context: IWebhookFunctions): boolean {
	const query: unknown = context.getQueryData();
	return isRecord(query) && AGENT_SECRET_PARAMETER in query;
}

/** Answered like a delivery that starts something, so that VideoSDK does not send it again. */
function ignore(context: IWebhookFunctions, reason: string): IWebhookResponseData {
	if (!isTest(context)) saveDeliveredKeys(ownerOf(context), context.getWorkflowStaticData('node'));
	return { webhookResponse: { message: `Received, and ignored: ${reason}` } };
}

/** Undefined where an expression gives what no event can be compared with: then none is wanted. */
function paramsOf(context: IWebhookFunctions): TriggerParams | undefined {
	try {
		return readTriggerFields(context);
	} catch (error) {
		warnThrottled(
			context,
			`an event was ignored: ${error instanceof Error ? error.message : String(error)}`,
		);
		return undefined;
	}
}

/** As what an event is told, undefined = it is not: the end of a call is told once, whatever tells of it. */
function listenedForIn(
	{ listenFor, events, roomEvents, batchEvents }: TriggerParams,
	body: unknown,
	{ event }: CallEvent,
): ListenFor | undefined {
	if (listenFor === 'everyChange') return listenFor;
	// A transferred call has left VideoSDK. Its event does not always say so by a status.
	const isFinished = isCallFinished(body) || event === 'call-transferred';
	if (listenFor === 'callFinished') return isFinished ? listenFor : undefined;
	// What is registered may still be what was selected before the last change.
	const isSelected = [...events, ...roomEvents, ...batchEvents].some((one) => one === event);
	if (isSelected) return listenFor;
	return isFinished && events.includes(CALL_FINISHED) ? 'callFinished' : undefined;
}

function isWanted(
	context: IWebhookFunctions,
	{ filters, placedBy }: TriggerParams,
	event: CallEvent,
): boolean {
	// Only of a batch that was given the URL of this trigger is it told: no call has to be looked for.
	if (isBatchEvent(event)) return true;
	return passesFilters(event, filters) && isPlacedBy(event, placedByFilter(context, placedBy));
}

function isDuplicate(context: IWebhookFunctions, key: string): boolean {
	const owner = ownerOf(context);
	// A test run ends with its first event. Until n8n has ended it, more may arrive.
	if (isTest(context))
		return !isFirstDelivery('first', `${owner}/${currentWebhook(context)?.webhookId}`, {});
	if (!isFirstDelivery(key, owner, context.getWorkflowStaticData('node'))) return true;
	const answer = answerOf(context);
	// n8n could not start the workflow: when VideoSDK sends the event again, it is the first time.
	answer.once('finish', () => {
		if (answer.statusCode >= 500) allowRedelivery(key, owner);
	});
	return false;
}

function ownerOf(context: IWebhookFunctions): string {
	return `${context.getWorkflow().id}/${context.getNode().id}`;
}

function currentWebhook(context: IWebhookFunctions): RegisteredWebhook | undefined {
	const data: TriggerData = context.getWorkflowStaticData('node');
	return registeredWebhook(data, isTest(context) ? 'test' : 'production');
}

function isTest(context: IWebhookFunctions): boolean {
	return context.getMode() === 'manual';
}
