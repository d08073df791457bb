import type {
	IDataObject,
	INodeParameterResourceLocator,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { isCallFinished, readCallEvent, type CallEvent } from '../../../protocol/callEvent.ts';
import { SECRET_PARAMETER } from '../../../protocol/webhook.ts';
import { SIGNATURE_HEADER } from '../../../protocol/webhookSignature.ts';
import { originOf } from '../engine/mark.ts';
import { fieldText } from '../fields/fieldText.ts';
import { isTooOld } from './eventAge.ts';
import { isPlacedBy, passesFilters, type EventFilters, type Placer } from './eventFilters.ts';
import { parseBody, readRawBody, type DeliveryRequest } from './rawDelivery.ts';
import { forget, isFirst, markOf, saveMarks } from './repeats.ts';
import { readSecurity } from './triggerFields.ts';
import { slotOf, type Slot, type TriggerData } from './triggerData.ts';
import { checkSignature, hasSecret } from './verification.ts';
import { warnSometimes } from './warnSometimes.ts';
import type { ListenFor } from './wantedEvents.ts';

/** What is used of n8n's answer. */
interface DeliveryAnswer {
	statusCode: number;
	once(event: 'finish', listener: () => void): unknown;
	status(code: number): { json(body: object): unknown };
}

/** A delivery that is not to start anything, and what its sender is answered. */
interface Refusal {
	status: 400 | 401 | 413 | 415 | 503;
	message: string;
}

/** Takes one delivery: a genuine one that is wanted, new and not too old becomes an item. */
export async function receive(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const delivery = await readDelivery(context);
	if (delivery === undefined) return { noWebhookResponse: true };
	if ('status' in delivery) return refuse(context, delivery);

	const { body, rawBody } = delivery;
	const event = readCallEvent(body);
	const listenFor = context.getNodeParameter('listenFor') as ListenFor;
	const { maxAgeHours } = readSecurity(context.getNodeParameter('security', {}));
	if (!isListenedFor(context, listenFor, body, event)) {
		return ignore(context, 'not what is listened for');
	}
	if (isTooOld(event, maxAgeHours, Date.now())) return ignore(context, 'too old');
	if (isToldAlready(context, markOf(body, rawBody, listenFor))) {
		return ignore(context, 'told already');
	}
	const limited = slotNow(context)?.isLimited ? { eventsLimited: true } : {};
	const json = { ...event, ...limited, body } as IDataObject;
	return { workflowData: [[{ json }]] };
}

/** The genuine body, why it is refused, or undefined when the sender has gone. */
async function readDelivery(
	context: IWebhookFunctions,
): Promise<{ body: Record<string, unknown>; rawBody: Uint8Array } | Refusal | undefined> {
	const { verifyBy } = readSecurity(context.getNodeParameter('security', {}));
	const request = context.getRequestObject() as unknown as DeliveryRequest;
	if (verifyBy === 'secretInUrl') {
		const { secret }: TriggerData = context.getWorkflowStaticData('node');
		const query = context.getQueryData() as Record<string, unknown>;
		if (!hasSecret(query[SECRET_PARAMETER], secret)) return wrongSecret;
	} else if (request.headers[SIGNATURE_HEADER] === undefined) {
		return unsigned;
	}
	if (request.headers['content-encoding'] !== undefined) return encoded;
	const rawBody = await readRawBody(request);
	if (rawBody === 'brokenOff') return undefined;
	if (rawBody === 'tooLarge') return tooLarge;
	const verdict = verifyBy === 'signature' ? await checkSignature(context, rawBody) : 'genuine';
	if (verdict !== 'genuine') return verdict === 'forged' ? forged : unchecked;
	const body = parseBody(rawBody);
	return body ? { body, rawBody } : absurd;
}

const unsigned: Refusal = {
	status: 401,
	message: `The header ${SIGNATURE_HEADER} is missing`,
};
const forged: Refusal = {
	status: 401,
	message: `The header ${SIGNATURE_HEADER} is no signature of VideoSDK's over this body`,
};
const wrongSecret: Refusal = { status: 401, message: 'The URL lacks the secret' };
const unchecked: Refusal = {
	status: 503,
	message: 'The key to check the signature with is missing',
};
const tooLarge: Refusal = { status: 413, message: 'The body is too large for a call event' };
const encoded: Refusal = { status: 415, message: 'The body is compressed' };
const absurd: Refusal = { status: 400, message: 'The body is no JSON object of bearable depth' };

function refuse(context: IWebhookFunctions, { status, message }: Refusal): IWebhookResponseData {
	warnSometimes(
		context,
		`a delivery was refused with HTTP ${status}: ${message}. It started nothing. If VideoSDK sent it because its deliveries to this account carry no signature, set Security > Verify By to "Secret in URL"`,
	);
	// n8n would send what is returned here with HTTP 200.
	answerOf(context).status(status).json({ message });
	return { noWebhookResponse: true };
}

/** Answered like a delivery that starts something, so that VideoSDK does not send it again. */
function ignore(context: IWebhookFunctions, reason: string): IWebhookResponseData {
	if (!isTest(context)) saveMarks(ownerOf(context), context.getWorkflowStaticData('node'));
	return { webhookResponse: { message: `Received, and ignored: ${reason}` } };
}

function isListenedFor(
	context: IWebhookFunctions,
	listenFor: ListenFor,
	body: unknown,
	event: CallEvent,
): boolean {
	// A transferred call has left VideoSDK. Its event does not always say so by a status.
	const isOver = isCallFinished(body) || event.event === 'call-transferred';
	if (listenFor === 'callFinished' && !isOver) return false;
	if (listenFor === 'selectedEvents') {
		// What is registered may still be what was selected before the last change.
		const selected = context.getNodeParameter('events', []) as unknown[];
		if (event.event === undefined || !selected.includes(event.event)) return false;
	}
	const filters = context.getNodeParameter('filters', {}) as EventFilters;
	return passesFilters(event, filters) && isPlacedBy(event, placerOf(context));
}

function placerOf(context: IWebhookFunctions): Placer {
	const placedBy = context.getNodeParameter('placedBy', 'anybody') as Placer['placedBy'];
	const { instance } = originOf(context);
	if (placedBy !== 'workflow') return { placedBy, origin: { instance, workflow: '' } };
	const chosen = context.getNodeParameter('workflowId', '') as
		| string
		| INodeParameterResourceLocator;
	const workflow = fieldText(typeof chosen === 'object' ? chosen?.value : chosen);
	return { placedBy, origin: { instance, workflow } };
}

function isToldAlready(context: IWebhookFunctions, mark: string): boolean {
	const owner = ownerOf(context);
	// A test run ends with its first event. Until n8n has ended it, more may arrive.
	if (isTest(context)) return !isFirst('first', `${owner}/${slotNow(context)?.webhookId}`, {});
	if (!isFirst(mark, owner, context.getWorkflowStaticData('node'))) return true;
	const answer = answerOf(context);
	// n8n could not start the workflow: when VideoSDK sends the event again, it is the first time.
	answer.once('finish', () => {
		if (answer.statusCode >= 500) forget(mark, owner);
	});
	return false;
}

function ownerOf(context: IWebhookFunctions): string {
	return `${context.getWorkflow().id}/${context.getNode().id}`;
}

function slotNow(context: IWebhookFunctions): Slot | undefined {
	const data: TriggerData = context.getWorkflowStaticData('node');
	return slotOf(data, isTest(context) ? 'test' : 'production');
}

function isTest(context: IWebhookFunctions): boolean {
	return context.getMode() === 'manual';
}

function answerOf(context: IWebhookFunctions): DeliveryAnswer {
	return context.getResponseObject() as unknown as DeliveryAnswer;
}
