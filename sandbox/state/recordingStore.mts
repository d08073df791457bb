import { randomUUID } from 'node:crypto';
import type { SandboxCall } from './callStore.mts';
import type { Clock } from './clock.mts';
import { newObjectId } from './newId.mts';
import { createNotice, type Notice } from './notice.mts';
import type { RoomStore } from './roomStore.mts';
import { sessionsOf, type SandboxSession } from './sessions.mts';
import type { SandboxSettings } from './settings.mts';

export type RecordingType = 'room' | 'participant' | 'track' | 'merge';

/** What is written down of a talk, and summed up. */
export interface TranscriptionOrder {
	enabled?: boolean;
	summary?: { enabled?: boolean; prompt?: string };
}

export interface Channel {
	participantId: string;
	recordingId?: string;
}

/** What is needed to begin a recording, whichever way it was asked for. */
export interface NewRecording {
	type: RecordingType;
	roomId: string;
	sessionId: string;
	participantId?: string;
	kind?: string;
	fileFormat?: string;
	channel1?: Channel[];
	channel2?: Channel[];
	transcription?: TranscriptionOrder;
	webhookUrl?: string;
}

/** A recording as it stands at one moment of the sandbox's clock. Times are epoch milliseconds. */
export interface SandboxRecording extends NewRecording {
	id: string;
	fileFormat: string;
	start: number;
	/** null = it is going on. */
	end: number | null;
	/** When its file is there; null = not yet known, or never. */
	readyAt: number | null;
	isReady: boolean;
	hasFailed: boolean;
}

/** A transcription as it stands at one moment. */
export interface SandboxTranscription {
	id: string;
	source: 'realtime' | 'recording';
	roomId: string;
	sessionId: string;
	recordingId?: string;
	language?: string;
	webhookUrl?: string;
	/** The prompt of the summary; undefined = none was asked for. */
	summaryPrompt?: string;
	start: number;
	end: number | null;
	readyAt: number | null;
	isReady: boolean;
}

type Stored = NewRecording & { id: string; fileFormat: string; start: number; stopped?: number };
type StoredRealtime = Omit<SandboxTranscription, 'end' | 'readyAt' | 'isReady'> & {
	stopped?: number;
};

/** Which running recordings end. */
export interface Stop {
	type: RecordingType;
	roomId: string;
	participantId?: string;
	kind?: string;
}

export interface RecordingStore {
	start(recording: NewRecording): SandboxRecording;
	/** @returns whether there was one to stop */
	stop(stop: Stop): boolean;
	/** Newest first. */
	all(): SandboxRecording[];
	startTranscription(order: Omit<StoredRealtime, 'id' | 'source' | 'start'>): SandboxTranscription;
	stopTranscription(roomId: string): SandboxTranscription | undefined;
	/** Newest first. */
	transcriptions(): SandboxTranscription[];
	/** Something was begun or ended by hand. */
	changes: Notice;
	reset(): void;
}

interface Sources {
	clock: Clock;
	settings: SandboxSettings;
	rooms: RoomStore;
	calls: () => SandboxCall[];
}

const FORMATS: Record<RecordingType, string> = {
	room: 'mp4',
	participant: 'webm',
	track: 'webm',
	merge: 'mp3',
};

/**
 * What is recorded and written down. A recording ends when it is stopped or its session is over; its file
 * comes a while later. Rooms may be recorded by themselves (`autoStartConfig`), and calls (`recordAudio`).
 */
export function createRecordingStore({ clock, settings, rooms, calls }: Sources): RecordingStore {
	const byHand = new Map<string, Stored>();
	/** By what it is of: found again whenever it is asked for. */
	const byThemselves = new Map<string, Stored>();
	const realtime = new Map<string, StoredRealtime>();
	const changes = createNotice();

	function endOf(one: { sessionId: string; stopped?: number }, sessions: SandboxSession[]) {
		const session = sessions.find(({ sessionId }) => sessionId === one.sessionId);
		const ends = [one.stopped, session?.end ?? undefined].filter((end) => end !== undefined);
		return ends.length === 0 ? null : Math.min(...ends);
	}

	const after = (at: number | null, seconds: number | null) =>
		at === null || seconds === null ? null : at + seconds * 1000;

	function recordingAt(stored: Stored, sessions: SandboxSession[]): SandboxRecording {
		const { stopped: _, ...recording } = stored;
		// A merge is a job over recordings that may be over.
		const end =
			stored.type === 'merge' && byHand.has(stored.id) ? stored.start : endOf(stored, sessions);
		const readyAt = after(end, settings.recordingDelaySeconds);
		const isDue = readyAt !== null && readyAt <= clock.now();
		const hasFailed = isDue && settings.recordingsFail;
		return { ...recording, end, readyAt, isReady: isDue && !hasFailed, hasFailed };
	}

	function stored(): { recordings: Stored[]; sessions: SandboxSession[] } {
		const placed = calls();
		const sessions = sessionsOf(placed);
		for (const session of sessions) {
			const auto = rooms.find(session.roomId)?.autoStartConfig?.recording;
			if (typeof auto === 'object' && auto !== null) {
				const { transcription, webhookUrl } = auto as Pick<
					NewRecording,
					'transcription' | 'webhookUrl'
				>;
				remember(`room ${session.sessionId}`, session, { type: 'room', transcription, webhookUrl });
			}
			const recorded = placed.filter(
				({ options, legs }) =>
					options?.recordAudio === true &&
					legs.some(({ sessionId }) => sessionId === session.sessionId),
			);
			for (const { callId, participantId } of recorded) {
				remember(`call ${callId} ${session.sessionId}`, session, {
					type: settings.recordAudioAs,
					participantId,
				});
			}
		}
		const recordings = [...byThemselves.values(), ...byHand.values()];
		return { recordings: recordings.sort((a, b) => b.start - a.start), sessions };
	}

	function remember(
		key: string,
		{ sessionId, roomId, start }: SandboxSession,
		what: Pick<NewRecording, 'type' | 'participantId' | 'transcription' | 'webhookUrl'>,
	): void {
		if (byThemselves.has(key)) return;
		const own = { id: newObjectId(), fileFormat: FORMATS[what.type], start };
		byThemselves.set(key, { ...what, ...own, roomId, sessionId });
	}

	function realtimeAt(stored: StoredRealtime, sessions: SandboxSession[]): SandboxTranscription {
		const { stopped: _, ...transcription } = stored;
		const end = endOf(stored, sessions);
		const readyAt = after(end, settings.transcriptDelaySeconds);
		return { ...transcription, end, readyAt, isReady: readyAt !== null && readyAt <= clock.now() };
	}

	/** Written down once the recording is there. */
	function postTranscription(recording: SandboxRecording): SandboxTranscription[] {
		const { id, roomId, sessionId, readyAt, transcription, webhookUrl } = recording;
		if (!transcription?.enabled || readyAt === null || !recording.isReady) return [];
		const end = after(readyAt, settings.transcriptDelaySeconds);
		const isReady = end !== null && end <= clock.now();
		const { summary } = transcription;
		return [
			{
				id: `post-${id}`,
				...{ source: 'recording', roomId, sessionId, recordingId: id, webhookUrl },
				summaryPrompt: summary?.enabled ? (summary.prompt ?? '') : undefined,
				...{ start: readyAt, end: isReady ? end : null, readyAt: end, isReady },
			},
		];
	}

	const all = () => {
		const { recordings, sessions } = stored();
		return recordings.map((recording) => recordingAt(recording, sessions));
	};

	return {
		start(recording) {
			const { type, fileFormat = FORMATS[type] } = recording;
			const id = type === 'merge' ? randomUUID() : newObjectId();
			const one: Stored = { ...recording, id, fileFormat, start: clock.now() };
			byHand.set(id, one);
			changes.tell();
			return recordingAt(one, sessionsOf(calls()));
		},
		stop({ type, roomId, participantId, kind }) {
			const running = all().filter(
				(one) =>
					one.end === null &&
					one.type === type &&
					one.roomId === roomId &&
					(participantId ?? one.participantId) === one.participantId &&
					(kind ?? one.kind) === one.kind,
			);
			for (const { id } of running) {
				const one = byHand.get(id) ?? [...byThemselves.values()].find((other) => other.id === id);
				if (one) one.stopped = clock.now();
			}
			changes.tell();
			return running.length > 0;
		},
		all,
		startTranscription(order) {
			const one: StoredRealtime = {
				...{ ...order, id: randomUUID(), source: 'realtime', start: clock.now() },
			};
			realtime.set(one.id, one);
			changes.tell();
			return realtimeAt(one, sessionsOf(calls()));
		},
		stopTranscription(roomId) {
			const sessions = sessionsOf(calls());
			const running = [...realtime.values()].find(
				(one) => one.roomId === roomId && endOf(one, sessions) === null,
			);
			if (!running) return undefined;
			running.stopped = clock.now();
			changes.tell();
			return realtimeAt(running, sessions);
		},
		transcriptions() {
			const sessions = sessionsOf(calls());
			const live = [...realtime.values()].map((one) => realtimeAt(one, sessions));
			return [...live, ...all().flatMap(postTranscription)].sort((a, b) => b.start - a.start);
		},
		changes,
		reset() {
			byHand.clear();
			byThemselves.clear();
			realtime.clear();
			changes.tell();
		},
	};
}
