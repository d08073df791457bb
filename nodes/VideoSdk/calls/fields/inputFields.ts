import type { IDataObject } from 'n8n-workflow';
import { isRecord } from '../../../../videosdk/wire.ts';
import { CALL_PARTS } from './afterTheCall.ts';
import { ACCEPTED } from './placedItem.ts';

/** What an item tells of one call: of the next one it says nothing. */
const OF_ONE_CALL = new Set([
	...['callId', 'status', 'outcome', 'timedOut', 'waitedBy', 'waitNote', 'hungUp', 'hint'],
	...['startedAt', 'answeredAt', 'endedAt', 'ringSeconds', 'talkSeconds', 'timeline'],
	...['adopted', 'attempts', 'noFurtherTry', 'callAt', 'safety', 'details'],
	...['answeredBy', 'agentStatus', 'agentJobId', 'statusCode'],
]);

const OUTCOMES = new Set<unknown>([
	...['answered', 'notAnswered', 'rejected', 'abandoned', 'failed', 'inProgress', 'timedOut'],
	...['skipped', 'deferred', 'unknown', 'placed', 'launched'],
]);

/**
 * What of an item that came in may stand beside the result of its call. A loop leads items back to the
 * node: what the round before has told of its call is left out. `error` always is, as n8n takes any item
 * with it for one that has failed.
 */
export function inputFields({ error, ...input }: IDataObject): IDataObject {
	const { outcome, reason, code, safety, details, statusCode } = input;
	const cameBack = OUTCOMES.has(outcome) || (isRecord(details) && 'callMayExist' in details);
	if (!cameBack) return input;
	const ownReasons = [error, isRecord(safety) ? safety.reason : undefined];
	// A reason, or a code, may be the user's own.
	const isOwnReason =
		outcome === 'skipped' ||
		outcome === 'timedOut' ||
		String(reason).endsWith(ACCEPTED) ||
		ownReasons.includes(reason);
	const isLeft = ([name, value]: [string, unknown]) =>
		!OF_ONE_CALL.has(name) &&
		!isPartOfCall(name, value) &&
		!(name === 'reason' && isOwnReason) &&
		!(name === 'message' && statusCode !== undefined) &&
		!(name === 'code' && outcome === 'skipped' && code !== undefined);
	return Object.fromEntries(Object.entries(input).filter(isLeft));
}

/** Of what came after the call; the user's own fields may have the same names. */
const isPartOfCall = (name: string, value: unknown) =>
	CALL_PARTS.some((part) => part === name) && isRecord(value) && 'isReady' in value;
