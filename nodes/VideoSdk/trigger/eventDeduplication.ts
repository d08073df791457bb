import { createHash } from 'node:crypto';
import { fingerprintParts, readCallEvent } from '../../../videosdk/callEvent.ts';
import { BoundedMap } from '../time/boundedMap.ts';
import type { TriggerData } from './triggerData.ts';
import type { ListenFor } from './wantedEvents.ts';

/** Of each trigger. Saved with the workflow each time, so they are few and short: 13 KB. */
const MOST_KEYS = 1000;
const KEY_BYTES = 9;
/** Triggers whose keys are held in this process; of others, only what is saved is known. */
const MOST_OWNERS = 100;

/**
 * The keys of what each trigger has started an execution for, oldest first. n8n reads what it saves with
 * a workflow anew for each delivery, and of deliveries at the same moment none sees the other there.
 */
const deliveredKeys = new BoundedMap<string, Set<string>>(MOST_OWNERS);

/** By what an event is known again: for "Call Finished" one key for each call. */
export function deduplicationKeyOf(
	body: unknown,
	rawBody: Uint8Array,
	listenFor: ListenFor,
): string {
	const { callId } = readCallEvent(body);
	const isOfCall = listenFor === 'callFinished' && callId !== undefined;
	const parts = isOfCall ? ['finished', callId] : fingerprintParts(body);
	const hash = createHash('sha256').update(parts ? JSON.stringify(parts) : rawBody);
	return hash.digest().subarray(0, KEY_BYTES).toString('base64url');
}

/**
 * Whether this is the first time; from now on it is not.
 *
 * @param owner the trigger, among all of this n8n
 */
export function isFirstDelivery(key: string, owner: string, data: TriggerData): boolean {
	const keys = deliveredKeys.get(owner) ?? new Set<string>();
	if (keys.has(key) || savedKeys(data).includes(key)) return false;
	deliveredKeys.set(owner, keys.add(key));
	if (keys.size > MOST_KEYS) keys.delete(keys.values().next().value ?? key);
	saveDeliveredKeys(owner, data);
	return true;
}

/** Takes `isFirstDelivery` back, for an event that could start no execution: its repetition is the first. */
export function allowRedelivery(key: string, owner: string): void {
	deliveredKeys.get(owner)?.delete(key);
}

/**
 * Hands n8n what it may save. n8n 2.41 saves it only of deliveries that start nothing: it begins an
 * execution by wrapping the same object again, which makes it look unchanged.
 */
export function saveDeliveredKeys(owner: string, data: TriggerData): void {
	const keys = new Set([...savedKeys(data), ...(deliveredKeys.get(owner) ?? [])]);
	const text = [...keys].slice(-MOST_KEYS).join(' ');
	if (text !== (data.told ?? '')) data.told = text;
}

function savedKeys(data: TriggerData): string[] {
	return (data.told ?? '').split(' ').filter((key) => key !== '');
}
