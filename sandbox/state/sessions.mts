import type { SandboxCall } from './callStore.mts';
import type { CallLeg } from './callPlan.mts';

export interface SessionParticipant {
	participantId: string;
	name?: string;
	start: number;
	end: number | null;
	/** The call whose callee this is. */
	callId: string;
}

/** A time during which a room is in use. Here that is by calls only: nobody joins in a browser. */
export interface SandboxSession {
	sessionId: string;
	roomId: string;
	start: number;
	/** null = it is going on. */
	end: number | null;
	participants: SessionParticipant[];
}

interface Stay {
	call: SandboxCall;
	leg: CallLeg;
}

/** All sessions, newest first. One begins when its first callee answers. */
export function sessionsOf(calls: readonly SandboxCall[]): SandboxSession[] {
	const bySession = new Map<string, Stay[]>();
	for (const call of calls) {
		for (const leg of call.legs) {
			bySession.set(leg.sessionId, [...(bySession.get(leg.sessionId) ?? []), { call, leg }]);
		}
	}
	return [...bySession.values()].map(toSession).sort((a, b) => b.start - a.start);
}

function toSession(stays: Stay[]): SandboxSession {
	const participants = stays
		.map(({ call, leg: { participantId, start, end } }) => ({
			participantId,
			name: call.displayName,
			start,
			end,
			callId: call.callId,
		}))
		.sort((a, b) => a.start - b.start);
	const [first] = stays;
	if (!first) throw new Error('A session without any participant.');
	const ends = participants.map(({ end }) => end ?? Infinity);
	return {
		sessionId: first.leg.sessionId,
		roomId: first.leg.roomId,
		start: Math.min(...participants.map(({ start }) => start)),
		end: ends.includes(Infinity) ? null : Math.max(...ends),
		participants,
	};
}
