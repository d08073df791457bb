import type { Hono } from 'hono';
import { z } from 'zod';
import type { SandboxState } from '../state/sandboxState.mts';
import { sessionsOf } from '../state/sessions.mts';
import type { SandboxSession, SessionParticipant } from '../state/sessions.mts';
import { pageQuery, ROOMS_PER_PAGE, toPage } from '../wire/page.mts';
import { toEndedSession, toParticipant, toSession } from '../wire/sessionWire.mts';
import type { ApiEnv } from './apiEnv.mts';
import { epochMs } from './epochMs.mts';
import { jsonBody } from './readBody.mts';
import { checked, Refusal } from './refusal.mts';
import { sentence } from './sentence.mts';

const text = z.string().min(1).optional();

/** ListSessionsParams of the vendor's SDK (src/resources/sessions.ts). */
const listQuery = z
	.object({
		...pageQuery,
		query: text,
		roomId: text,
		customRoomId: text,
		startDate: epochMs,
		endDate: epochMs,
		status: z.enum(['ongoing', 'ended']).optional(),
	})
	.strict();
const participantsQuery = z.object(pageQuery).strict();

/** What `SessionsResource.end` and `.removeParticipant` of the vendor's SDK send. */
const endSchema = z
	.object({
		roomId: z.string().min(1),
		sessionId: text,
		ignoreClosed: z.boolean().optional(),
		vsdkForceKill: z.boolean().optional(),
	})
	.strict();
const removeSchema = z
	.object({ participantId: z.string().min(1), roomId: text, sessionId: text })
	.strict();

export function sessionRoutes(app: Hono<ApiEnv>, state: SandboxState): void {
	const all = () => sessionsOf(state.calls.all());
	const customRoomId = (roomId: string) => state.rooms.find(roomId)?.customRoomId;
	const pageRule = () => ({
		defaultPerPage: ROOMS_PER_PAGE,
		limit: state.settings.pageSizeLimit,
	});
	const style = (session: SandboxSession) => ({
		baseUrl: state.baseUrl,
		customRoomId: customRoomId(session.roomId),
		stated: state.stated,
	});
	const wire = (session: SandboxSession) => toSession(session, style(session));
	const wireParticipant = (one: SessionParticipant) => toParticipant(one, state.stated);

	app.get('/v2/sessions', (c) => {
		const { page, perPage, ...filters } = checked(listQuery, c.req.query());
		const found = all().filter((session) => passes(session, filters));
		return c.json(toPage(found, { page, perPage }, pageRule(), wire));
	});

	app.get('/v2/sessions/:sessionId', (c) => c.json(wire(known(c.req.param('sessionId')))));

	// Both lists wrap a session; the active one in an array, as `fetchParticipants` of the SDK allows.
	app.get('/v2/sessions/:sessionId/participants', (c) => {
		const session = known(c.req.param('sessionId'));
		const page = checked(participantsQuery, c.req.query());
		const { pageInfo, data } = toPage(session.participants, page, pageRule(), wireParticipant);
		return c.json({ pageInfo, data: { ...wire(session), participants: data } });
	});
	app.get('/v2/sessions/:sessionId/participants/active', (c) => {
		const session = known(c.req.param('sessionId'));
		const page = checked(participantsQuery, c.req.query());
		const active = session.participants.filter(({ end }) => end === null);
		const { pageInfo, data } = toPage(active, page, pageRule(), wireParticipant);
		return c.json({ pageInfo, data: [{ ...wire(session), participants: data }] });
	});
	app.get('/v2/sessions/:sessionId/participants/:participantId', (c) => {
		const session = known(c.req.param('sessionId'));
		return c.json(wireParticipant(participantOf(session, c.req.param('participantId'))));
	});

	// Nothing is known of what statistics contain: the SDK types them as any record.
	app.get('/v2/sessions/:sessionId/stats', (c) => {
		const { sessionId } = known(c.req.param('sessionId'));
		return c.json({ sessionId });
	});
	app.get('/v2/sessions/:sessionId/participant/:participantId/stats', (c) => {
		const session = known(c.req.param('sessionId'));
		const { participantId } = participantOf(session, c.req.param('participantId'));
		return c.json({ sessionId: session.sessionId, participantId });
	});

	app.post('/v2/sessions/end', (c) => {
		const { roomId, sessionId, ignoreClosed } = jsonBody(c, endSchema);
		const found = all().filter(
			(one) => one.roomId === roomId && (sessionId ?? one.sessionId) === one.sessionId,
		);
		const session = found.find(({ end }) => end === null) ?? found[0];
		if (!session) throw new Refusal(404, 'Session not found.');
		if (session.end !== null && !ignoreClosed) throw new Refusal(400, 'The session is closed.');
		session.participants.forEach(hangUp);
		const ended = known(session.sessionId);
		return c.json(toEndedSession(ended, style(ended)));
	});

	// A message: SessionsResource.removeParticipant of the vendor's SDK.
	app.post('/v2/sessions/participants/remove', (c) => {
		const { participantId, roomId, sessionId } = jsonBody(c, removeSchema);
		const session = all().find(
			(one) => one.end === null && (one.sessionId === sessionId || one.roomId === roomId),
		);
		if (!session) throw new Refusal(404, 'Session not found.');
		hangUp(participantOf(session, participantId));
		return sentence(c, state, 'Participant removed successfully.');
	});

	function known(sessionId: string): SandboxSession {
		const session = all().find((one) => one.sessionId === sessionId);
		if (!session) throw new Refusal(404, 'Session not found.');
		return session;
	}

	/** Whoever is thrown out of a session hears the line go dead. */
	function hangUp({ callId, end }: SessionParticipant): void {
		if (end === null) state.calls.revise(callId, { next: [{ status: 'ended', afterSeconds: 0 }] });
	}

	function passes(session: SandboxSession, filters: z.output<typeof listQuery>): boolean {
		const { query, roomId, customRoomId: custom, startDate = 0, endDate = Infinity } = filters;
		const customId = customRoomId(session.roomId);
		const status = session.end === null ? 'ongoing' : 'ended';
		const start = state.stated(session.start);
		return (
			(query === undefined || query === session.roomId || query === customId) &&
			(roomId ?? session.roomId) === session.roomId &&
			(custom === undefined || custom === customId) &&
			(filters.status ?? status) === status &&
			start >= startDate &&
			start <= endDate
		);
	}
}

function participantOf(session: SandboxSession, participantId: string): SessionParticipant {
	const participant = session.participants.findLast((one) => one.participantId === participantId);
	if (!participant) throw new Refusal(404, 'Participant not found.');
	return participant;
}
