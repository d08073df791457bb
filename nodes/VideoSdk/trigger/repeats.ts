import { createHash } from 'node:crypto';
import { fingerprintParts, readCallEvent } from '../../../protocol/callEvent.ts';
import type { TriggerData } from './triggerData.ts';
import type { ListenFor } from './wantedEvents.ts';

/** Saved with the workflow each time, so they are few and short: 13 KB in all. */
const MOST_SAVED = 1000;
const MARK_BYTES = 9;
/** In this process, of all triggers together: about 2 MB. */
const MOST_KEPT = 20_000;

/**
 * What was told since this process began. n8n reads what it saves with a workflow anew for each
 * delivery and writes it when the execution has begun, so of deliveries at the same moment none sees
 * the other there, and the last one's save undoes the others'.
 */
const told = new Set<string>();

/** Under what name an event is told once: for "Call Finished" one name for each call. */
export function markOf(body: unknown, rawBody: Uint8Array, listenFor: ListenFor): string {
	const { callId } = readCallEvent(body);
	const isOfCall = listenFor === 'callFinished' && callId !== undefined;
	const parts = isOfCall ? ['finished', callId] : fingerprintParts(body);
	const hash = createHash('sha256').update(parts ? JSON.stringify(parts) : rawBody);
	return hash.digest().subarray(0, MARK_BYTES).toString('base64url');
}

/**
 * Whether this is the first time; from now on it is not.
 *
 * @param owner the trigger, among all of this n8n
 */
export function isFirst(mark: string, owner: string, data: TriggerData): boolean {
	const saved = (data.told ?? '').split(' ').filter((one) => one !== '');
	const name = `${owner} ${mark}`;
	if (told.has(name) || saved.includes(mark)) return false;
	told.add(name);
	if (told.size > MOST_KEPT) told.delete(told.values().next().value ?? name);
	data.told = [...saved, mark].slice(-MOST_SAVED).join(' ');
	return true;
}

/** Takes `isFirst` back, for an event that could not be told after all. What is saved is n8n's to undo. */
export function forget(mark: string, owner: string): void {
	told.delete(`${owner} ${mark}`);
}
