import type { SandboxSession, SessionParticipant } from '../state/sessions.mts';

/** What a session needs besides itself to be written. */
export interface SessionStyle {
	baseUrl: string;
	customRoomId: string | undefined;
	stated: (at: number) => number;
}

const isoOf = (stated: SessionStyle['stated']) => (at: number) =>
	new Date(stated(at)).toISOString();

/** Docs page "Fetch Session": one entry of the time log for each stay. */
export function toParticipant(one: SessionParticipant, stated: SessionStyle['stated']) {
	const iso = isoOf(stated);
	const end = one.end === null ? null : iso(one.end);
	return {
		participantId: one.participantId,
		name: one.name,
		timelog: [{ start: iso(one.start), end }],
	};
}

/** Docs page "Fetch Session". */
export function toSession(session: SandboxSession, style: SessionStyle) {
	return {
		...withoutIds(session, style),
		roomId: session.roomId,
		customRoomId: style.customRoomId,
		status: session.end === null ? 'ongoing' : 'ended',
		links: {
			get_room: `${style.baseUrl}/v2/rooms/${encodeURIComponent(session.roomId)}`,
			get_session: `${style.baseUrl}/v2/sessions/${session.sessionId}`,
		},
	};
}

/** Ending names the room `meetingId` and gives no status: SessionsResource.end of the vendor's SDK. */
export function toEndedSession(session: SandboxSession, style: SessionStyle) {
	return {
		...withoutIds(session, style),
		meetingId: session.roomId,
		userMeetingId: style.customRoomId,
	};
}

function withoutIds(session: SandboxSession, { stated }: SessionStyle) {
	const iso = isoOf(stated);
	return {
		id: session.sessionId,
		start: iso(session.start),
		end: session.end === null ? null : iso(session.end),
		region: 'us002',
		participants: session.participants.map((one) => toParticipant(one, stated)),
	};
}
