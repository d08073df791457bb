import { roomIdIn } from './room.ts';
import { toTranscriptionItem, type TranscriptionItem } from './transcription.ts';
import { isoText, isRecord, moment, text, withoutAbsent, type JsonObject } from './wire.ts';
import { withoutSecrets } from './withoutSecrets.ts';

/** What a recording is of: the whole room, one participant, one track of one, or two sides merged. */
export type RecordingType = 'room' | 'participant' | 'track' | 'merge';

/** A file of a recording. */
export type RecordingFile = {
	/** Where it lies. Left out when that is a bucket of the customer's own. */
	url?: string;
	/** Where in the storage. */
	path?: string;
	/** `audio` or `video`. */
	media?: string;
	sizeBytes?: number;
	durationSeconds?: number;
};

/** A recording as a workflow gets it, whichever endpoint told of it. What VideoSDK did not tell is left out. */
export type RecordingItem = {
	recordingId?: string;
	type?: RecordingType;
	roomId?: string;
	sessionId?: string;
	participantId?: string;
	participantName?: string;
	/** Of a track: audio, video, screen_audio or screen_video. */
	kind?: string;
	/** In lower case; told of merged recordings: running, completed or failed. */
	status?: string;
	/** Whether there is a file. */
	isReady: boolean;
	/** ISO 8601, as the next. */
	startedAt?: string;
	endedAt?: string;
	/** The first file, which is mostly the only one. */
	url?: string;
	path?: string;
	media?: string;
	sizeBytes?: number;
	durationSeconds?: number;
	/** All files, where there are several. */
	files?: RecordingFile[];
	/** What was made of its sound, where VideoSDK was asked to tell. */
	transcription?: TranscriptionItem;
	/** VideoSDK's own object. */
	raw?: JsonObject;
};

/** The ID of a recording in a row or an answer; of a merge it is that of the job. */
export function recordingIdIn(wire: JsonObject): string | undefined {
	return text(wire.id) ?? text(wire._id) ?? text(wire.recordingId);
}

/**
 * The item that a workflow gets of a recording (docs pages "Fetch Recording Using RecordingId", "Fetch a
 * Participant Recording", "Fetch a Merge Recording").
 *
 * @param answer a recording; what starts a merge has one in its `recording`
 * @param options `raw`: with VideoSDK's own object beside the fields
 */
export function toRecordingItem(
	answer: unknown,
	type: RecordingType,
	{ raw = false } = {},
): RecordingItem {
	const wire = recordingIn(answer);
	const files = filesIn(wire);
	const [first] = files;
	return {
		...withoutAbsent<Omit<RecordingItem, 'isReady'>>({
			recordingId: recordingIdIn(wire),
			type,
			roomId: roomIdIn(wire),
			sessionId: text(wire.sessionId),
			participantId: text(wire.participantId),
			participantName: text(wire.participantName),
			kind: text(wire.kind),
			status: text(wire.status)?.toLowerCase(),
			// A room's recording tells only when it was entered, which is as it starts.
			startedAt: isoText(moment(wire.start) ?? moment(wire.createdAt)),
			endedAt: isoText(moment(wire.end)),
		}),
		isReady: files.length > 0,
		...first,
		...withoutAbsent<Pick<RecordingItem, 'files' | 'transcription' | 'raw'>>({
			files: files.length > 1 ? files : undefined,
			transcription: transcriptionIn(wire),
			raw: raw && Object.keys(wire).length > 0 ? withoutSecrets(wire) : undefined,
		}),
	};
}

/** Whether VideoSDK has given up on it: it never becomes ready. */
export function hasFailed({ status }: Pick<RecordingItem, 'status'>): boolean {
	return status !== undefined && /fail|cancel/.test(status);
}

function recordingIn(answer: unknown): JsonObject {
	if (!isRecord(answer)) return {};
	return [answer.recording, answer.data].find(isRecord) ?? answer;
}

/** Recordings of participants have `files`, the others a `file` (server SDK, `recordings.ts`). */
function filesIn(wire: JsonObject): RecordingFile[] {
	const listed: unknown[] = Array.isArray(wire.files) ? wire.files : [wire.file];
	return listed.filter(isRecord).flatMap((file): RecordingFile[] => {
		const meta = isRecord(file.meta) ? file.meta : {};
		const [url, path] = [text(file.fileUrl), text(file.filePath)];
		// Before it was written, a file may be there by name only.
		if (url === undefined && path === undefined) return [];
		return [
			withoutAbsent<RecordingFile>({
				...{ url, path },
				media: text(file.type),
				sizeBytes: countIn(file.size),
				durationSeconds: countIn(meta.duration),
			}),
		];
	});
}

/** How VideoSDK words it is not documented: whatever has links to a transcript. */
function transcriptionIn(wire: JsonObject): TranscriptionItem | undefined {
	const candidates = [wire.transcription, wire.transcriptions, wire.postTranscription].flat();
	const found = candidates.filter(isRecord).find((one) => 'transcriptionFilePaths' in one);
	return found && toTranscriptionItem(found, 'recording');
}

function countIn(value: unknown): number | undefined {
	return typeof value === 'number' && value >= 0 ? value : undefined;
}
