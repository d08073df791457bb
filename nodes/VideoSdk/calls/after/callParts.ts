import type { IDataObject } from 'n8n-workflow';
import {
	hasFailed,
	toRecordingItem,
	type RecordingItem,
	type RecordingType,
} from '../../../../videosdk/recording.ts';
import {
	toTranscriptionItem,
	type TranscriptionItem,
	type TranscriptionSource,
} from '../../../../videosdk/transcription.ts';
import { moment, text, withoutAbsent } from '../../../../videosdk/wire.ts';
import type { Api } from '../../api/index.ts';
import type { Failure } from '../../errors/failure.ts';
import { failureOf, settled } from '../../errors/failureOf.ts';
import type { CallPart } from '../fields/afterTheCall.ts';

/** Which call it is, as its item tells it. */
export interface CallLookUp {
	sessionId?: string;
	roomId?: string;
	participantId?: string;
	/** In milliseconds since 1970, by VideoSDK's clock, as the next. */
	startedAt?: number;
	endedAt?: number;
}

/** Why a part is not there. These words are stored: never rename them. */
export type PartMissing = 'notAnswered' | 'notReady' | 'failed';

/** A part of a call: with its link and more about it, or why it is not there. */
export type PartFound = IDataObject & { isReady: boolean; reason?: PartMissing };

/** VideoSDK does not say which of them holds the sound of a call: the best sound first. */
const RECORDING_TYPES = ['merge', 'room', 'participant'] as const;
const TRANSCRIPTION_SOURCES = ['recording', 'realtime'] as const;
/** More than one call makes. */
const MOST_ROWS = 20;
/** A room may be recorded from a little before a call has begun. */
const EARLIER_MS = 60_000;
/** A recording begins while its call lasts; clocks tell whole seconds. */
const LATER_MS = 5_000;
/** What is made of recordings, merged or written down, begins after the call. */
const MADE_LATER_MS = 10 * 60_000;

const NO_RECORDING =
	'VideoSDK lists no finished recording of this call. Was it recorded? See the description of After the Call. Or it takes longer: raise After the Call Limit, or fetch it later with Recording > Get Many by its session.';
const NO_TRANSCRIPTION =
	'VideoSDK lists no finished text of this call. Was it written down, and summed up? See the description of After the Call. Or it takes longer: raise After the Call Limit, or fetch it later with Transcription > Get Many by its session.';

/** @param item of the call, as it comes out */
export function callLookUpOf(item: IDataObject): CallLookUp {
	return {
		sessionId: text(item.sessionId),
		roomId: text(item.roomId),
		participantId: text(item.participantId),
		startedAt: moment(item.startedAt),
		endedAt: moment(item.endedAt),
	};
}

/**
 * Looks once for what VideoSDK has of a call. That it cannot be asked is a reason like any other.
 *
 * @param types of recordings, the best first
 */
export async function findParts(
	api: Api,
	parts: readonly CallPart[],
	call: CallLookUp,
	types: readonly RecordingType[] = RECORDING_TYPES,
): Promise<Map<CallPart, PartFound>> {
	const found = new Map<CallPart, PartFound>();
	const transcription = parts.some((part) => part !== 'recording')
		? await orWhy(findTranscription(api, call), NO_TRANSCRIPTION)
		: undefined;
	for (const part of parts) {
		if (part === 'recording') {
			const recording = await orWhy(findRecording(api, call, types), NO_RECORDING);
			found.set(part, 'hint' in recording ? recording : recordingPart(recording));
		} else if (transcription) {
			const isMissing = 'hint' in transcription;
			found.set(part, isMissing ? transcription : textPart(part, transcription));
		}
	}
	return found;
}

/** What was looked for; or why there is none. */
async function orWhy<T extends { isReady: boolean }>(
	looking: Promise<T | undefined>,
	hint: string,
): Promise<T | (PartFound & { hint: string })> {
	try {
		return (await looking) ?? { isReady: false, reason: 'notReady', hint };
	} catch (error) {
		const { message } = failureOf(error);
		return { isReady: false, reason: 'notReady', hint: `VideoSDK could not be asked: ${message}` };
	}
}

/** A list that cannot be had hides nothing that stands in another. */
async function findRecording(
	api: Api,
	call: CallLookUp,
	types: readonly RecordingType[],
): Promise<RecordingItem | undefined> {
	let failed: RecordingItem | undefined;
	let problem: Failure | undefined;
	for (const type of types) {
		const own = await settled(recordingsOf(api, call, type));
		if (own.ok) {
			const ready = own.value.find(({ isReady }) => isReady);
			if (ready) return ready;
			failed ??= own.value.find(hasFailed);
		} else problem ??= own.failure;
	}
	if (problem) throw problem;
	return failed;
}

async function recordingsOf(
	api: Api,
	call: CallLookUp,
	type: RecordingType,
): Promise<RecordingItem[]> {
	const rows = await listed(call, async (filters) => {
		const all = await api.recordings.list(type, { filters, most: MOST_ROWS });
		return all.map((row) => toRecordingItem(row, type));
	});
	const laterMs = type === 'merge' ? MADE_LATER_MS : LATER_MS;
	return rows.filter((row) => isOf(call, row, laterMs) && isOfParticipant(call, row));
}

/**
 * One with a summary before one without: there may be both a live one and one of the recording. A list
 * that cannot be had hides nothing here either.
 */
async function findTranscription(
	api: Api,
	call: CallLookUp,
): Promise<TranscriptionItem | undefined> {
	const ready: TranscriptionItem[] = [];
	let problem: Failure | undefined;
	for (const source of TRANSCRIPTION_SOURCES) {
		const own = await settled(transcriptionsOf(api, call, source));
		if (own.ok) ready.push(...own.value.filter(({ isReady }) => isReady));
		else problem ??= own.failure;
	}
	if (problem && ready.length === 0) throw problem;
	return ready.find(({ summaryUrl }) => summaryUrl !== undefined) ?? ready[0];
}

async function transcriptionsOf(
	api: Api,
	call: CallLookUp,
	source: TranscriptionSource,
): Promise<TranscriptionItem[]> {
	const rows = await listed(call, async (filters) => {
		const all = await api.transcriptions.list(source, { filters, most: MOST_ROWS });
		return all.map((row) => toTranscriptionItem(row, source));
	});
	return rows.filter((row) => isOf(call, row, MADE_LATER_MS));
}

/** What a list has of the session of a call; of a call whose session is not known, of its room. */
async function listed<T>(
	{ sessionId, roomId }: CallLookUp,
	list: (filters: { sessionId?: string; roomId?: string }) => Promise<T[]>,
): Promise<T[]> {
	if (sessionId !== undefined) return await list({ sessionId });
	return roomId === undefined ? [] : await list({ roomId });
}

/**
 * In a room that is used again and again, what began before the call or after it is of another.
 *
 * @param laterMs how long after the end of the call it may have begun
 */
function isOf(
	{ sessionId, startedAt = -Infinity, endedAt = Infinity }: CallLookUp,
	row: { sessionId?: string; startedAt?: string },
	laterMs: number,
): boolean {
	if (sessionId !== undefined) return (row.sessionId ?? sessionId) === sessionId;
	const began = moment(row.startedAt);
	if (began === undefined) return true;
	return began >= startedAt - EARLIER_MS && began <= endedAt + laterMs;
}

/** The sound of one person is that of the person called, where it is known who that is. */
function isOfParticipant({ participantId }: CallLookUp, { type, ...row }: RecordingItem): boolean {
	if (type !== 'participant' || participantId === undefined) return true;
	return (row.participantId ?? participantId) === participantId;
}

/** Room and session are those of the call, which tells them itself. */
function recordingPart(recording: RecordingItem): PartFound {
	const { isReady, recordingId, type, url, path, media, sizeBytes, durationSeconds } = recording;
	if (isReady) {
		const file = withoutAbsent({ url, path, media, sizeBytes, durationSeconds });
		return { isReady, recordingId, type, ...file };
	}
	const hint = 'VideoSDK has failed to make the recording. Its dashboard may know why.';
	return { isReady, reason: 'failed', hint };
}

function textPart(part: CallPart, transcription: TranscriptionItem): PartFound {
	const { transcriptionId, source, transcriptUrl, transcriptUrls = {}, summaryUrl } = transcription;
	const url = part === 'summary' ? summaryUrl : (transcriptUrl ?? Object.values(transcriptUrls)[0]);
	if (url === undefined) return { isReady: false, reason: 'notReady', hint: NO_TRANSCRIPTION };
	return { isReady: true, transcriptionId, source, url };
}
