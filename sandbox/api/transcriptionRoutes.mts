import type { Hono } from 'hono';
import { z } from 'zod';
import type { SandboxState } from '../state/sandboxState.mts';
import { pageQuery, ROOMS_PER_PAGE, toPage } from '../wire/page.mts';
import { toTranscription } from '../wire/recordingWire.mts';
import type { ApiEnv } from './apiEnv.mts';
import { jsonBody } from './readBody.mts';
import { liveSession, transcriptionSchema } from './recordingRoutes.mts';
import { checked, Refusal } from './refusal.mts';

const text = z.string().min(1).optional();

/** StartRealtimeTranscriptionInput of the vendor's SDK (src/resources/transcription.ts). */
const startSchema = z
	.object({
		roomId: z.string().min(1),
		webhookUrl: text,
		modelId: text,
		language: text,
		summary: transcriptionSchema.shape.summary,
	})
	.strict();
const stopSchema = z.object({ roomId: z.string().min(1), sessionId: text }).strict();
/** `roomId` and `sessionId`: docs pages only; `status`: SDK only. */
const listQuery = z.object({ ...pageQuery, roomId: text, sessionId: text, status: text }).strict();

export function transcriptionRoutes(app: Hono<ApiEnv>, state: SandboxState): void {
	app.post('/ai/v1/realtime-transcriptions/start', (c) => {
		const { roomId: room, summary, ...order } = jsonBody(c, startSchema);
		const { roomId, sessionId } = liveSession(state, room);
		const summaryPrompt = summary?.enabled ? (summary.prompt ?? '') : undefined;
		const started = { ...order, roomId, sessionId, summaryPrompt };
		return c.json(toTranscription(state.recordings.startTranscription(started), state));
	});
	app.post('/ai/v1/realtime-transcriptions/end', (c) => {
		const stopped = state.recordings.stopTranscription(jsonBody(c, stopSchema).roomId);
		if (!stopped) throw new Refusal(400, 'There is no transcription that could be stopped.');
		return c.json(toTranscription(stopped, state));
	});

	for (const source of ['realtime', 'recording'] as const) {
		const folder = `/ai/v1/${source === 'realtime' ? 'realtime' : 'post'}-transcriptions`;
		const all = () => state.recordings.transcriptions().filter((one) => one.source === source);
		app.get(folder, (c) => {
			const { page, perPage, roomId, sessionId } = checked(listQuery, c.req.query());
			const found = all().filter(
				(one) =>
					(roomId ?? one.roomId) === one.roomId && (sessionId ?? one.sessionId) === one.sessionId,
			);
			const rule = { defaultPerPage: ROOMS_PER_PAGE, limit: state.settings.pageSizeLimit };
			const { pageInfo, data } = toPage(found, { page, perPage }, rule, (one) =>
				toTranscription(one, state),
			);
			return c.json({ pageInfo, transcriptions: data });
		});
		app.get(`${folder}/:id`, (c) => {
			const found = all().find(({ id }) => id === c.req.param('id'));
			if (!found) throw new Refusal(404, 'Transcription not found.');
			return c.json(toTranscription(found, state));
		});
	}
}
