import { callIn, isRecord } from './call.ts';
import { roomIdIn } from './room.ts';
import { isoText, moment, text, withoutAbsent, type JsonObject } from './wire.ts';
import { withoutSecrets } from './withoutSecrets.ts';

/** Somebody who is or was in a session: the person on the phone, a voice agent, somebody in a browser. */
export type ParticipantItem = {
	participantId?: string;
	name?: string;
	/** ISO 8601, as all moments here: of the first stay. */
	joinedAt?: string;
	/** Of the last stay; left out as long as it lasts. */
	leftAt?: string;
	/** Whether they are in the session now. Left out when VideoSDK tells of no stay. */
	isPresent?: boolean;
	/** Where there were several: each time that they were in the session. */
	stays?: Array<{ joinedAt?: string; leftAt?: string }>;
};

/** A time during which a room is in use, as a workflow gets it. What VideoSDK did not tell is left out. */
export type SessionItem = {
	sessionId?: string;
	roomId?: string;
	customRoomId?: string;
	/** `ongoing` or `ended`. */
	status?: string;
	startedAt?: string;
	endedAt?: string;
	durationSeconds?: number;
	/** The region that its media go through. */
	region?: string;
	participants?: ParticipantItem[];
	/** VideoSDK's own object. */
	raw?: JsonObject;
};

/** The ID of a session in a row or an answer. */
export function sessionIdIn(wire: JsonObject): string | undefined {
	return text(wire.id) ?? text(wire.sessionId) ?? text(wire._id);
}

/** The ID of somebody in a session's list of participants. */
export function participantIdIn(wire: JsonObject): string | undefined {
	return text(wire.participantId) ?? text(wire.id);
}

/**
 * The item that a workflow gets of a session, whichever endpoint told of it.
 *
 * @param answer a session, or an answer with one in its `data`
 * @param options `raw`: with VideoSDK's own object beside the fields
 */
export function toSessionItem(answer: unknown, { raw = false } = {}): SessionItem {
	const wire = callIn(answer);
	const [start, end] = [moment(wire.start), moment(wire.end)];
	const { participants } = wire;
	return withoutAbsent<SessionItem>({
		sessionId: sessionIdIn(wire),
		roomId: roomIdIn(wire),
		customRoomId: text(wire.customRoomId) ?? text(wire.userMeetingId),
		status: sessionStatusOf(wire),
		startedAt: isoText(start),
		endedAt: isoText(end),
		durationSeconds:
			start === undefined || end === undefined ? undefined : Math.round((end - start) / 1000),
		region: text(wire.region),
		participants: Array.isArray(participants) ? participants.map(toParticipantItem) : undefined,
		raw: raw ? withoutSecrets(wire) : undefined,
	});
}

/** Whoever was in a session, out of its list of participants. */
export function toParticipantItem(wire: unknown): ParticipantItem {
	if (!isRecord(wire)) return {};
	const timelog = Array.isArray(wire.timelog) ? wire.timelog.filter(isRecord) : [];
	const stays = timelog.map(({ start, end }) =>
		withoutAbsent({ joinedAt: isoText(moment(start)), leftAt: isoText(moment(end)) }),
	);
	const isPresent = stays.some(({ leftAt }) => leftAt === undefined);
	return withoutAbsent<ParticipantItem>({
		participantId: participantIdIn(wire),
		name: text(wire.name),
		joinedAt: first(stays.flatMap(({ joinedAt = [] }) => joinedAt)),
		leftAt: isPresent ? undefined : last(stays.flatMap(({ leftAt = [] }) => leftAt)),
		isPresent: stays.length > 0 ? isPresent : undefined,
		stays: stays.length > 1 ? stays : undefined,
	});
}

/** The answer to ending a session has no status (docs page "End Session"): its end tells. */
function sessionStatusOf({ status, start, end }: JsonObject): string | undefined {
	const stated = text(status)?.trim().toLowerCase();
	if (stated !== undefined) return stated;
	if (moment(end) !== undefined) return 'ended';
	return moment(start) === undefined ? undefined : 'ongoing';
}

/** Moments as ISO 8601 in UTC: in the order of the alphabet they are in their own. */
const first = (moments: string[]): string | undefined => [...moments].sort().at(0);
const last = (moments: string[]): string | undefined => [...moments].sort().at(-1);
