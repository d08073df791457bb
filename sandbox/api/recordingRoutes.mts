import type { Hono } from 'hono';
import { z } from 'zod';
import type { NewRecording, RecordingType } from '../state/recordingStore.mts';
import type { SandboxState } from '../state/sandboxState.mts';
import { sessionsOf, type SandboxSession } from '../state/sessions.mts';
import { pageQuery, ROOMS_PER_PAGE, toPage } from '../wire/page.mts';
import { toMergeJob, toRecording } from '../wire/recordingWire.mts';
import type { ApiContext, ApiEnv } from './apiEnv.mts';
import { jsonBody } from './readBody.mts';
import { checked, Refusal } from './refusal.mts';
import { sentence } from './sentence.mts';

const text = z.string().min(1).optional();
const needed = z.string().min(1);

export const transcriptionSchema = z
	.object({
		enabled: z.boolean().optional(),
		summary: z.object({ enabled: z.boolean().optional(), prompt: text }).strict().optional(),
	})
	.strict();

/** What `RecordingsResource.start` of the vendor's SDK sends (src/resources/recordings.ts). */
const roomSchema = z
	.object({
		roomId: needed,
		config: z
			.object({
				layout: z
					.object({
						type: z.enum(['SPOTLIGHT', 'SIDEBAR', 'GRID']),
						priority: z.enum(['SPEAKER', 'PIN']).optional(),
						gridSize: z.number().int().min(0).max(25).optional(),
					})
					.strict(),
				orientation: z.enum(['portrait', 'landscape']).optional(),
				theme: z.enum(['DARK', 'LIGHT', 'DEFAULT']).optional(),
				quality: z.enum(['low', 'med', 'high', 'ultra']).optional(),
				// In the docs only, page "Start Recording".
				mode: z.enum(['video-and-audio', 'audio']).optional(),
			})
			.strict()
			.optional(),
		templateUrl: text,
		awsDirPath: text,
		transcription: transcriptionSchema.optional(),
		onFailure: z.record(z.unknown()).optional(),
		fileFormat: z.enum(['mp4', 'webm']).optional(),
		webhookUrl: text,
		resourceId: text,
		preSignedUrl: text,
	})
	.strict();

const individual = {
	roomId: needed,
	participantId: needed,
	bucketDirPath: text,
	webhookUrl: text,
	metadata: z.record(z.unknown()).optional(),
};
const participantSchema = z
	.object({ ...individual, fileFormat: z.enum(['mp4', 'webm', 'm3u8']).optional() })
	.strict();
const kind = z.enum(['audio', 'video', 'screen_audio', 'screen_video']);
const trackSchema = z
	.object({ ...individual, kind, fileFormat: z.enum(['mp4', 'webm', 'm3u8', 'mp3']).optional() })
	.strict();
const channel = z
	.array(
		z
			.object({
				participantId: needed,
				recordingId: text,
				type: z.enum(['participant', 'track']).optional(),
			})
			.strict(),
	)
	.min(1);
const mergeSchema = z
	.object({
		sessionId: needed,
		channel1: channel,
		channel2: channel,
		type: z.enum(['participant', 'track']).optional(),
		webhookUrl: text,
		dirPath: text,
	})
	.strict();

const stopSchemas = {
	room: z.object({ roomId: needed, id: text }).strict(),
	participant: z.object({ roomId: needed, participantId: needed }).strict(),
	track: z.object({ roomId: needed, participantId: needed, kind }).strict(),
};

const where = { ...pageQuery, roomId: text, sessionId: text };
const listQueries = {
	room: z.object({
		...where,
		query: text,
		withTranscription: z.enum(['true', 'false']).optional(),
	}),
	participant: z.object({ ...where, participantId: text }),
	track: z.object({ ...where, participantId: text }),
	merge: z.object({ ...where, status: text, id: text }),
};

const FOLDERS = {
	merge: '/v2/recordings/participant/merge',
	track: '/v2/recordings/participant/track',
	participant: '/v2/recordings/participant',
	room: '/v2/recordings',
} as const satisfies Record<RecordingType, string>;

/** The sentences are those of the docs pages "Start Recording" and "Stop Recording". */
export function recordingRoutes(app: Hono<ApiEnv>, state: SandboxState): void {
	const start = (c: ApiContext, recording: Omit<NewRecording, 'sessionId'>) => {
		const { sessionId } = liveSession(state, recording.roomId);
		const runs = state.recordings
			.all()
			.some(
				(one) =>
					one.end === null &&
					one.type === recording.type &&
					one.sessionId === sessionId &&
					one.participantId === recording.participantId &&
					one.kind === recording.kind,
			);
		// How the real service words it is not known.
		if (runs) throw new Refusal(400, 'The recording has been started already.');
		state.recordings.start({ ...recording, sessionId });
		const what = recording.type === 'room' ? 'Recording' : `${recording.type} recording`;
		return sentence(c, state, `${what} started successfully`);
	};

	app.post('/v2/recordings/start', (c) => {
		const { roomId, transcription, fileFormat, webhookUrl } = jsonBody(c, roomSchema);
		return start(c, { type: 'room', roomId, transcription, fileFormat, webhookUrl });
	});
	app.post('/v2/recordings/participant/start', (c) => {
		const { roomId, participantId, fileFormat, webhookUrl } = jsonBody(c, participantSchema);
		return start(c, { type: 'participant', roomId, participantId, fileFormat, webhookUrl });
	});
	app.post('/v2/recordings/participant/track/start', (c) => {
		const body = jsonBody(c, trackSchema);
		const { roomId, participantId, fileFormat, webhookUrl } = body;
		return start(c, {
			...{ type: 'track', roomId, participantId, kind: body.kind, fileFormat, webhookUrl },
		});
	});
	app.post('/v2/recordings/participant/merge', (c) => {
		const { sessionId, channel1, channel2, webhookUrl } = jsonBody(c, mergeSchema);
		const session = sessionsOf(state.calls.all()).find((one) => one.sessionId === sessionId);
		if (!session) throw new Refusal(404, 'Session not found.');
		const { roomId } = session;
		const job = { type: 'merge', roomId, sessionId, channel1, channel2, webhookUrl } as const;
		const recording = toMergeJob(state.recordings.start(job), state);
		return c.json({ message: 'Merge recording job started successfully.', recording });
	});

	for (const type of ['room', 'participant', 'track'] as const) {
		app.post(`${FOLDERS[type]}/${type === 'room' ? 'end' : 'stop'}`, (c) => {
			const stop = jsonBody(c, stopSchemas[type]);
			if (!state.recordings.stop({ type, ...stop })) {
				throw new Refusal(400, 'There is no recording that could be stopped.');
			}
			return sentence(c, state, 'Recording ended successfully');
		});
	}

	// The longer paths first: the last part of a shorter one is an id.
	for (const type of ['merge', 'track', 'participant', 'room'] as const) {
		app.get(FOLDERS[type], (c) => {
			const { page, perPage, ...filters } = checked(listQueries[type].strict(), c.req.query());
			const found = state.recordings
				.all()
				.filter((one) => one.type === type && passes(toRow(one), filters));
			const rule = { defaultPerPage: ROOMS_PER_PAGE, limit: state.settings.pageSizeLimit };
			const wire = toPage(found, { page, perPage }, rule, (one) => toRecording(one, state));
			// Server SDK, `MergeRecordingResource.list`: the rows lie under another key.
			if (type !== 'merge') return c.json(wire);
			return c.json({ pageInfo: wire.pageInfo, recordings: wire.data });
		});
		app.get(`${FOLDERS[type]}/:id`, (c) => {
			const id = c.req.param('id');
			const found = state.recordings.all().find((one) => one.type === type && one.id === id);
			if (!found) throw new Refusal(404, 'Recording not found.');
			return c.json(toRecording(found, state));
		});
	}

	function toRow(one: ReturnType<typeof state.recordings.all>[number]): Record<string, unknown> {
		const status = one.hasFailed ? 'failed' : one.isReady ? 'completed' : 'running';
		return { ...one, status, query: one.roomId };
	}
}

function passes(row: Record<string, unknown>, filters: Record<string, unknown>): boolean {
	return Object.entries(filters).every(
		([key, wanted]) => key === 'withTranscription' || wanted === undefined || row[key] === wanted,
	);
}

/** Nothing can be recorded where nobody is (server SDK: "Requires a live session"). */
export function liveSession(state: SandboxState, anyRoomId: string): SandboxSession {
	const roomId = state.rooms.find(anyRoomId)?.roomId ?? anyRoomId;
	const session = sessionsOf(state.calls.all()).find(
		(one) => one.roomId === roomId && one.end === null,
	);
	if (!session) throw new Refusal(400, 'There is no active session in this room.');
	return session;
}
