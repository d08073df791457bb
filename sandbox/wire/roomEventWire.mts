import type { SandboxRecording, SandboxTranscription } from '../state/recordingStore.mts';
import type { SandboxState } from '../state/sandboxState.mts';
import type { SandboxSession, SessionParticipant } from '../state/sessions.mts';
import { fileOf } from './recordingWire.mts';

/** Those of docs page "Webhooks List" that come of what the sandbox can do. */
export type RoomEvent =
	| `session-${'started' | 'ended'}`
	| `participant-${'joined' | 'left'}`
	| `${'' | 'participant-' | 'participant-track-'}recording-${'started' | 'stopped' | 'failed'}`
	| `merge-recording-${'completed' | 'failed'}`
	| `transcription-${'started' | 'stopped' | 'completed'}`;

/** The bodies of room events, as docs page "Webhooks List" prints them. Only those of sessions tell a time. */
export function roomEventWire(state: SandboxState) {
	const iso = (at: number) => new Date(state.stated(at)).toISOString();
	const body = (event: RoomEvent, where: { roomId: string; sessionId: string }, data: object) =>
		JSON.stringify({
			webhookType: event,
			data: { meetingId: where.roomId, sessionId: where.sessionId, ...data },
		});

	return {
		session: (event: RoomEvent, session: SandboxSession) => {
			const end = event === 'session-ended' && session.end !== null ? iso(session.end) : undefined;
			return body(event, session, { start: iso(session.start), end });
		},
		participant: (event: RoomEvent, session: SandboxSession, one: SessionParticipant) =>
			body(event, session, { participantId: one.participantId, participantName: one.name }),
		recording: (event: RoomEvent, recording: SandboxRecording) => {
			const { id, type, participantId, kind } = recording;
			if (type === 'merge') return body(event, recording, { id });
			if (!event.endsWith('-stopped')) return body(event, recording, { participantId, kind });
			const { filePath, fileUrl } = fileOf(state, recording);
			const file = { filePath, fileUrl };
			if (type === 'room') return body(event, recording, file);
			return body(event, recording, { participantId, kind, fileDetails: [file] });
		},
		transcription: (event: RoomEvent, { id, source, ...where }: SandboxTranscription) =>
			body(event, where, { id, type: source === 'realtime' ? 'realtime' : 'post' }),
	};
}
