import { createHash } from 'node:crypto';
import { fingerprintParts, readCallEvent } from '../../../videosdk/callEvent.ts';
import type { TriggerData } from './triggerData.ts';
import type { ListenFor } from './wantedEvents.ts';

/** Of each trigger. Saved with the workflow each time, so they are few and short: 13 KB. */
const MOST_MARKS = 1000;
const MARK_BYTES = 9;
/** Triggers whose marks are held in this process; of others, only what is saved is known. */
const MOST_OWNERS = 100;

/**
 * The marks of each trigger, oldest first. n8n reads what it saves with a workflow anew for each
 * delivery, and of deliveries at the same moment none sees the other there.
 */
const told = new Map<string, Set<string>>();

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
	const marks = told.get(owner) ?? new Set<string>();
	if (marks.has(mark) || savedMarks(data).includes(mark)) return false;
	// The one that was last in use comes last.
	told.delete(owner);
	told.set(owner, marks.add(mark));
	if (marks.size > MOST_MARKS) marks.delete(marks.values().next().value ?? mark);
	if (told.size > MOST_OWNERS) told.delete(told.keys().next().value ?? owner);
	saveMarks(owner, data);
	return true;
}

/** Takes `isFirst` back, for an event that could not be told after all. */
export function forget(mark: string, owner: string): void {
	told.get(owner)?.delete(mark);
}

/**
 * Hands n8n what it may save. n8n 2.41 saves it only of deliveries that start nothing: it begins an
 * execution by wrapping the same object again, which makes it look unchanged.
 */
export function saveMarks(owner: string, data: TriggerData): void {
	const marks = new Set([...savedMarks(data), ...(told.get(owner) ?? [])]);
	const text = [...marks].slice(-MOST_MARKS).join(' ');
	if (text !== (data.told ?? '')) data.told = text;
}

function savedMarks(data: TriggerData): string[] {
	return (data.told ?? '').split(' ').filter((mark) => mark !== '');
}
