import { roomIdIn } from './room.ts';
import { isoText, isRecord, moment, text, withoutAbsent, type JsonObject } from './wire.ts';
import { withoutSecrets } from './withoutSecrets.ts';

/** What was written down: the talk as it went on, or a recording afterwards. */
export type TranscriptionSource = 'realtime' | 'recording';

/** Links to one text in several formats, by the name of the format: txt, json, srt, vtt, tsv. */
export type FormatLinks = Record<string, string>;

/** A transcription as a workflow gets it. What VideoSDK did not tell is left out. */
export type TranscriptionItem = {
	transcriptionId?: string;
	source?: TranscriptionSource;
	roomId?: string;
	sessionId?: string;
	/** Of a recording's. */
	recordingId?: string;
	/** In lower case, such as running, completed or failed. */
	status?: string;
	/** Whether there is a transcript. The summary may take longer. */
	isReady: boolean;
	/** ISO 8601, as the next. */
	startedAt?: string;
	endedAt?: string;
	/** The transcript as plain text, and in all formats that there are. */
	transcriptUrl?: string;
	transcriptUrls?: FormatLinks;
	summaryUrl?: string;
	/** VideoSDK's own object. */
	raw?: JsonObject;
};

export function transcriptionIdIn(wire: JsonObject): string | undefined {
	return text(wire.id) ?? text(wire._id) ?? text(wire.transcriptionId);
}

/** Which room and session it is of: a realtime one tells that in its extension. */
export function whereIn(wire: JsonObject): { roomId?: string; sessionId?: string } {
	const extension = isRecord(wire.extension) ? wire.extension : {};
	const config = isRecord(extension.extensionConfig) ? extension.extensionConfig : {};
	return {
		roomId: roomIdIn(wire) ?? roomIdIn(config),
		sessionId: text(wire.sessionId) ?? text(config.sessionId),
	};
}

/**
 * The item that a workflow gets of a transcription (docs pages "Fetch a Realtime Transcription" and
 * "Fetch a Post Transcription & Summary").
 *
 * @param options `raw`: with VideoSDK's own object beside the fields
 */
export function toTranscriptionItem(
	answer: unknown,
	source: TranscriptionSource,
	{ raw = false } = {},
): TranscriptionItem {
	const wire = transcriptionIn(answer);
	const transcripts = linksIn(wire.transcriptionFilePaths);
	const summaries = linksIn(wire.summarizedFilePaths);
	return {
		...withoutAbsent<Omit<TranscriptionItem, 'isReady'>>({
			transcriptionId: transcriptionIdIn(wire),
			source,
			...whereIn(wire),
			recordingId: text(wire.recordingId),
			status: text(wire.status)?.toLowerCase(),
			startedAt: isoText(moment(wire.start)),
			endedAt: isoText(moment(wire.end)),
		}),
		isReady: Object.keys(transcripts).length > 0,
		...withoutAbsent<Partial<TranscriptionItem>>({
			transcriptUrl: transcripts.txt,
			transcriptUrls: Object.keys(transcripts).length > 1 ? transcripts : undefined,
			summaryUrl: summaries.txt ?? Object.values(summaries)[0],
			raw: raw && Object.keys(wire).length > 0 ? withoutSecrets(wire) : undefined,
		}),
	};
}

function transcriptionIn(answer: unknown): JsonObject {
	if (!isRecord(answer)) return {};
	return isRecord(answer.data) ? answer.data : answer;
}

function linksIn(paths: unknown): FormatLinks {
	if (!isRecord(paths)) return {};
	const links = Object.entries(paths).flatMap(([format, link]): Array<[string, string]> => {
		const url = text(link);
		return url === undefined ? [] : [[format.toLowerCase(), url]];
	});
	return Object.fromEntries(links);
}
