import type { SandboxCall, TimelogEntry } from './callStore.mts';
import { isFinal } from './callWalk.mts';
import type { WalkStep } from './callWalk.mts';

/** Where in the account's rooms a call is. */
export interface CallPlace {
	roomId: string;
	sessionId: string;
	participantId: string;
}

/** One stay of the call as a participant in a session. */
export interface CallLeg extends CallPlace {
	start: number;
	end: number | null;
}

/** A step may also move the call to another room. */
export interface PlanStep extends TimelogEntry {
	move?: CallPlace;
	voicemail?: true;
}

export interface NextStep extends WalkStep {
	move?: CallPlace;
}

export type StoredCall = Omit<
	SandboxCall,
	'status' | 'timelog' | 'legs' | 'answeredBy' | 'start' | 'end'
> & {
	plan: PlanStep[];
};

export const planned = (walk: readonly NextStep[], from: number): PlanStep[] =>
	walk.map(({ afterSeconds, ...step }) => ({ ...step, at: from + afterSeconds * 1000 }));

/** The past stays; `next` follows, and whatever was planned after it too if it is kept. */
export function replanned(
	plan: PlanStep[],
	now: number,
	next: PlanStep[],
	keepsRest: boolean,
): PlanStep[] {
	const past = plan.filter((step) => step.at <= now);
	const rest = keepsRest ? plan.filter((step) => step.at > now) : [];
	const future = [...next, ...rest].sort((a, b) => a.at - b.at);
	const over = future.findIndex((step) => isFinal(step.status));
	return [...past, ...(over === -1 ? future : future.slice(0, over + 1))];
}

/** The call right after its first so many steps. */
export function callAfter(call: StoredCall, steps: number): SandboxCall {
	const plan = call.plan.slice(0, steps);
	return callAt({ ...call, plan }, plan.at(-1)?.at ?? call.placedAt);
}

/** The call as it stands at one moment. */
export function callAt({ plan, ...call }: StoredCall, now: number): SandboxCall {
	const past = plan.filter((step) => step.at <= now);
	const last = past[past.length - 1] ?? { status: 'initiated', at: call.placedAt };
	const { roomId, sessionId, participantId } = call;
	let place: CallPlace = { roomId, sessionId, participantId };
	const legs: CallLeg[] = [];
	const answer = past.find((step) => step.status === 'answered');
	for (const { status, at, move } of past) {
		const current = legs[legs.length - 1];
		if (current && (move || isFinal(status))) current.end = at;
		place = move ?? place;
		if (move || status === 'answered') legs.push({ ...place, start: at, end: null });
	}
	return {
		...call,
		...place,
		status: last.status,
		timelog: past.map(({ status, at }) => ({ status, at })),
		legs,
		answeredBy: answer && (answer.voicemail ? 'voicemail' : 'person'),
		start: call.placedAt,
		end: isFinal(last.status) ? last.at : null,
	};
}
