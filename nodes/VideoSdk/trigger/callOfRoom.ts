import type { IWebhookFunctions } from 'n8n-workflow';
import { toCallItem, type CallItem } from '../../../videosdk/call.ts';
import { isRoomEvent, type CallEvent } from '../../../videosdk/callEvent.ts';
import { createApi } from '../api/index.ts';
import { failureOf } from '../errors/failureOf.ts';
import { abortAfter } from '../time/deadline.ts';
import { warnThrottled } from '../webhooks/warnThrottled.ts';
import { asksForCall } from './eventFilters.ts';
import type { TriggerParams } from './readTriggerFields.ts';

/** A sender waits for its answer meanwhile. */
const LOOK_UP_MS = 10_000;

/**
 * An event of a room together with the call in it: the event itself names the room alone. All other
 * events, and those of a room with no call or with several, come out as they are.
 *
 * @returns `unknown` when it cannot be known now, and a filter asks for what the call tells
 */
export async function withCall(
	context: IWebhookFunctions,
	{ addCall, filters, placedBy }: TriggerParams,
	event: CallEvent,
): Promise<CallEvent | 'unknown'> {
	if (!addCall || !isRoomEvent(event)) return event;
	try {
		const call = await callOfRoom(context, event);
		return call ? { ...event, ...call } : event;
	} catch (error) {
		const { message } = failureOf(error);
		warnThrottled(context, `the call of a room event could not be looked up: ${message}`);
		return placedBy === 'anybody' && !asksForCall(filters) ? event : 'unknown';
	}
}

async function callOfRoom(
	context: IWebhookFunctions,
	{ roomId, sessionId }: CallEvent,
): Promise<CallItem | undefined> {
	if (roomId === undefined && sessionId === undefined) return undefined;
	const api = createApi(context, abortAfter(LOOK_UP_MS));
	const found = await api.calls.list({ filters: { roomId, sessionId }, most: 2 });
	// Of two calls in one session, nobody can say which is meant.
	return found.length === 1 ? toCallItem(found[0]) : undefined;
}
