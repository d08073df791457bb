import type { SandboxRecording, SandboxTranscription } from '../state/recordingStore.mts';
import type { SandboxState } from '../state/sandboxState.mts';
import { linkTo } from '../files/links.mts';
import { SANDBOX_USER_ID } from './roomWire.mts';

const isoOf = (state: SandboxState) => (at: number) => new Date(state.stated(at)).toISOString();

/** A file as docs page "Fetch Recording Using RecordingId" shows it; the size is that of what is served. */
export function fileOf(state: SandboxState, { id, fileFormat, start, end }: SandboxRecording) {
	const isSound = fileFormat === 'mp3';
	const name = `${id}.${fileFormat}`;
	return {
		meta: { format: fileFormat, duration: ((end ?? start) - start) / 1000 },
		filePath: `uploads/videos/${name}`,
		size: state.settings.recordingBytes,
		type: isSound ? 'audio' : 'video',
		userStorage: null,
		fileUrl: linkTo(state, name),
		id: `file-${id}`,
	};
}

/** Docs pages "Fetch Recording Using RecordingId", "Fetch a Participant Recording", "Fetch a Merge Recording". */
export function toRecording(recording: SandboxRecording, state: SandboxState) {
	const iso = isoOf(state);
	const { id, type, roomId, sessionId, participantId, start, end, isReady } = recording;
	const file = isReady ? fileOf(state, recording) : undefined;
	if (type === 'room') {
		const [createdAt, updatedAt] = [iso(start), iso(end ?? start)];
		const fileFields = file ? { fileId: file.id, file } : {};
		return { userId: SANDBOX_USER_ID, roomId, sessionId, createdAt, updatedAt, ...fileFields, id };
	}
	const times = { start: iso(start), end: end === null ? null : iso(end) };
	if (type === 'merge') {
		return { ...toMergeJob(recording, state), ...times, ...(file ? { file } : {}) };
	}
	return {
		...{ sessionId, participantId },
		kind: recording.kind ?? 'audio_video',
		fileFormat: recording.fileFormat,
		...times,
		mode: type,
		region: 'us002',
		files: file ? [file] : [],
		roomId,
		webhook: { totalCount: 0, successCount: 0, data: [] },
		id,
	};
}

/** The job as starting it answers: docs page "Merge Recording". */
export function toMergeJob(recording: SandboxRecording, state: SandboxState) {
	const { id, channel1 = [], channel2 = [], start, roomId, sessionId } = recording;
	const status = recording.hasFailed ? 'failed' : recording.isReady ? 'completed' : 'running';
	return {
		...{ id, channel1, channel2, status, sessionId },
		start: isoOf(state)(start),
		meetingId: roomId,
	};
}

/** Docs pages "Start Realtime Transcription" and "Fetch a Post Transcription & Summary". */
export function toTranscription(one: SandboxTranscription, state: SandboxState) {
	const iso = isoOf(state);
	const { id, source, roomId, sessionId, recordingId, webhookUrl, isReady, end } = one;
	const formats = source === 'realtime' ? ['txt'] : ['json', 'srt', 'txt', 'tsv', 'vtt'];
	const links = formats.map((format) => [format, linkTo(state, `${id}.${format}`)]);
	const summary = { txt: linkTo(state, `${id}-summary.txt`) };
	const where =
		source === 'realtime'
			? {
					extension: {
						enabled: true,
						provider: 'videosdk',
						extensionConfig: { roomId, sessionId },
					},
				}
			: { roomId, sessionId, recordingId, userStorage: null };
	return {
		id,
		status: isReady ? 'completed' : 'running',
		...where,
		...(webhookUrl === undefined ? {} : { webhookUrl }),
		...(isReady ? { transcriptionFilePaths: Object.fromEntries(links) } : {}),
		...(isReady && one.summaryPrompt !== undefined ? { summarizedFilePaths: summary } : {}),
		start: iso(one.start),
		...(end === null ? {} : { end: iso(end) }),
	};
}
