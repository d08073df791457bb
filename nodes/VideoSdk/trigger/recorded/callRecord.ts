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
import type { Api } from '../../api/index.ts';

/** What of a call is waited for. */
export interface RecordWanted {
	recordingType: RecordingType | 'any';
	alsoWaitFor: ReadonlyArray<'transcript' | 'summary'>;
}

/** What there is of a call. */
export interface CallRecord {
	/** Those that are ready; those of which nobody knows yet are left out. */
	recordings: RecordingItem[];
	transcription?: TranscriptionItem;
	/** All is there that is wanted. */
	isComplete: boolean;
	/** VideoSDK has given up on every recording that there was to be. */
	hasFailed: boolean;
}

/** In the order in which they are looked for: the first type that is there is the recording of the call. */
const TYPES: readonly RecordingType[] = ['merge', 'room', 'participant'];
const SOURCES: readonly TranscriptionSource[] = ['recording', 'realtime'];

/** Where the record of a call is looked for; one of the IDs is needed. */
export interface RecordedCall {
	sessionId?: string;
	roomId?: string;
	/** In milliseconds since 1970: a room may be used again, and have recordings of other calls. */
	startedAt: number;
	/** NaN = not known. */
	endedAt: number;
}

/** A recording begins while its call lasts; clocks tell whole seconds. */
const TOLERANCE_MS = 5000;
/** What is made of a recording, merged or written down, begins after the call. */
const MADE_WITHIN_MS = 10 * 60 * 1000;

export async function readCallRecord(
	api: Api,
	call: RecordedCall,
	{ recordingType, alsoWaitFor }: RecordWanted,
): Promise<CallRecord> {
	const types = recordingType === 'any' ? TYPES : [recordingType];
	const recordings: RecordingItem[] = [];
	const seen: RecordingItem[] = [];
	for (const type of types) {
		seen.push(...(await recordingsOf(api, call, type)));
		recordings.push(...seen.filter(({ isReady }) => isReady));
		if (recordings.length > 0) break;
	}
	const isWritten = alsoWaitFor.length > 0;
	const transcription = isWritten ? await transcriptionOf(api, call) : undefined;
	const isThere =
		(!alsoWaitFor.includes('transcript') || transcription?.isReady === true) &&
		(!alsoWaitFor.includes('summary') || transcription?.summaryUrl !== undefined);
	return {
		recordings,
		transcription,
		isComplete: recordings.length > 0 && isThere,
		hasFailed: seen.length > 0 && seen.every(hasFailed),
	};
}

async function recordingsOf(api: Api, call: RecordedCall, type: RecordingType) {
	const rows = await api.recordings.list(type, { filters: whereOf(call) });
	const within = type === 'merge' ? MADE_WITHIN_MS : TOLERANCE_MS;
	return rows.map((row) => toRecordingItem(row, type)).filter((one) => isOf(call, one, within));
}

/** The one with the most to read: a call may be written down as it goes on, and its recording afterwards. */
async function transcriptionOf(
	api: Api,
	call: RecordedCall,
): Promise<TranscriptionItem | undefined> {
	let best: TranscriptionItem | undefined;
	for (const source of SOURCES) {
		const rows = await api.transcriptions.list(source, { filters: whereOf(call) });
		const found = rows.map((row) => toTranscriptionItem(row, source));
		for (const one of found.filter((item) => isOf(call, item, MADE_WITHIN_MS))) {
			if (!best || worth(one) > worth(best)) best = one;
		}
	}
	return best;
}

const worth = ({ isReady, summaryUrl }: TranscriptionItem) =>
	(isReady ? 1 : 0) + (summaryUrl === undefined ? 0 : 2);

const whereOf = ({ sessionId, roomId }: RecordedCall) => ({ sessionId, roomId });

/**
 * Where VideoSDK tells no session, the time tells one call in a room from the next.
 *
 * @param withinMs how long after the end of the call it may begin
 */
function isOf(
	call: RecordedCall,
	one: Pick<RecordingItem, 'sessionId' | 'roomId' | 'startedAt'>,
	withinMs: number,
): boolean {
	if (call.sessionId !== undefined && one.sessionId !== undefined) {
		return call.sessionId === one.sessionId;
	}
	const startedAt = Date.parse(one.startedAt ?? '');
	const isInRoom = one.roomId === undefined || one.roomId === call.roomId;
	const isEarlier = startedAt < call.startedAt - TOLERANCE_MS;
	return isInRoom && !isEarlier && !(startedAt > call.endedAt + withinMs);
}
