import { text, type JsonObject } from './wire.ts';

/** What a batch may be told of (server SDK, `batchcalls.ts`, as all names in this file). */
export const BATCH_EVENTS = ['batchcall-started', 'batchcall-completed'] as const;
export type BatchEvent = (typeof BATCH_EVENTS)[number];

/** For how the call ended, VideoSDK calls a number again. */
export type BatchRetryStatus = 'failed' | 'not-answered' | 'rejected' | 'missed' | 'abandoned';

/** `graceful`: calls that are on go on to their end. `immediate`: they are ended. */
export type BatchCancelMode = 'graceful' | 'immediate';

export function batchIdIn(wire: JsonObject): string | undefined {
	return text(wire.batchId) ?? text(wire.id) ?? text(wire._id);
}

export function batchRecordIdIn(wire: JsonObject): string | undefined {
	return text(wire.recordId) ?? text(wire.id) ?? text(wire._id);
}

/** In lower case: uploaded, parsing, parsed, parse_failed, draft, scheduled, running, completed, ... */
export function batchStatusIn(wire: JsonObject): string | undefined {
	return text(wire.status)?.trim().toLowerCase();
}
