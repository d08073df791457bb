import { randomUUID } from 'node:crypto';
import { createCallChanges } from './callChanges.mts';
import type { CallChanges } from './callChanges.mts';
import { callAt, planned, replanned } from './callPlan.mts';
import type { CallLeg, NextStep, PlanStep, StoredCall } from './callPlan.mts';
import { DEFAULT_WALK, isFinal, limitedWalk } from './callWalk.mts';
import type { CallLimits, CallStatus, WalkStep } from './callWalk.mts';
import type { Clock } from './clock.mts';
import { newObjectId, newParticipantId } from './newId.mts';
import { createNotice } from './notice.mts';
import type { Notice } from './notice.mts';
import type { Direction } from './sipAccount.mts';

/** What is needed to place a call, whichever route it came in by. */
export interface NewCall {
	/** A new one when left out. */
	callId?: string;
	via: 'trunk' | 'gateway';
	/** Outbound when left out. */
	type?: Direction;
	to: string;
	from?: string;
	roomId: string;
	displayName?: string;
	participantId?: string;
	trunkId?: string;
	gatewayId?: string;
	gatewayName?: string;
	ruleId?: string;
	ruleName?: string;
	metadata?: Record<string, unknown>;
	/** Whatever else the request said about the call, such as `recordAudio`. */
	options?: CallLimits & Record<string, unknown>;
	walk?: readonly WalkStep[];
	/** When its phone rang, in epoch milliseconds; now when left out. */
	placedAt?: number;
}

export interface TimelogEntry {
	status: CallStatus;
	at: number;
}

/** A call as it stands at one moment of the sandbox's clock. Times are epoch milliseconds. */
export interface SandboxCall extends Omit<NewCall, 'callId' | 'walk'> {
	callId: string;
	type: Direction;
	/** Whether it is over at some time though nobody intervenes. */
	endsByItself: boolean;
	objectId: string;
	sessionId: string;
	participantId: string;
	placedAt: number;
	status: CallStatus;
	timelog: TimelogEntry[];
	/** Its stays in sessions, oldest first; the first begins when the callee answers. */
	legs: CallLeg[];
	/** Who has answered, which VideoSDK itself does not tell. */
	answeredBy?: 'person' | 'voicemail';
	/** Whom it was last transferred to, successfully or not. */
	transferTo?: string;
	start: number;
	end: number | null;
}

export interface Revision {
	next: readonly NextStep[];
	/** Whether what was planned so far still happens after it, such as the callee's hanging up. */
	keepsRest?: boolean;
	transferTo?: string;
}

export interface CallStore {
	place(call: NewCall): SandboxCall;
	get(callId: string): SandboxCall | undefined;
	/** Newest first. */
	all(): SandboxCall[];
	/** Changes what happens to a known call from now on. */
	revise(callId: string, revision: Revision): SandboxCall;
	/** The session that a call joins in this room: the one that is going on there, or a new one. */
	sessionIn(roomId: string): string;
	/** When the status changes next, if nobody intervenes. */
	nextChangeAt(callId: string): number | undefined;
	/** Counts a phone that rings. */
	ring(to: string): void;
	rings(): Record<string, number>;
	ringsOf(to: string): number;
	/** A call was placed or changed by hand. */
	changes: Notice;
	/** What has happened to the calls, by hand or by the clock. */
	untold: CallChanges;
	reset(): void;
}

export function createCallStore(clock: Clock): CallStore {
	const calls = new Map<string, StoredCall>();
	const rings = new Map<string, number>();
	const changes = createNotice();
	const untold = createCallChanges(clock);

	/** How each plan stands: it is worked out anew only when it has got a step further. */
	const standing = new WeakMap<PlanStep[], { steps: number; call: SandboxCall }>();
	function current(call: StoredCall): SandboxCall {
		const now = clock.now();
		const ahead = call.plan.findIndex((step) => step.at > now);
		const steps = ahead < 0 ? call.plan.length : ahead;
		const known = standing.get(call.plan);
		if (known?.steps === steps) return known.call;
		const stands = callAt(call, now);
		standing.set(call.plan, { steps, call: stands });
		return stands;
	}
	const all = () => [...calls.values()].reverse().map(current);
	const ring = (to: string) => void rings.set(to, (rings.get(to) ?? 0) + 1);
	/** Rooms that calls were ever put into: most calls have one of their own, and a list of calls may be long. */
	const usedRooms = new Set<string>();
	function sessionIn(roomId: string): string {
		const isOngoing = (call: SandboxCall) => call.roomId === roomId && call.end === null;
		const ongoing = usedRooms.has(roomId) ? all().find(isOngoing) : undefined;
		usedRooms.add(roomId);
		return ongoing?.sessionId ?? newObjectId();
	}

	return {
		place({ walk = DEFAULT_WALK, placedAt = clock.now(), type = 'outbound', ...call }) {
			const stored: StoredCall = {
				...call,
				type,
				endsByItself: walk.some(({ status }) => isFinal(status)),
				callId: call.callId ?? randomUUID(),
				objectId: newObjectId(),
				sessionId: sessionIn(call.roomId),
				participantId: call.participantId ?? newParticipantId(),
				placedAt,
				plan: planned(limitedWalk(walk, call.options ?? {}), placedAt),
			};
			calls.set(stored.callId, stored);
			untold.watch(stored);
			// This is the moment the phone rings: every test about "rings once" counts here.
			if (type === 'outbound') ring(call.to);
			changes.tell();
			return callAt(stored, placedAt);
		},
		get(callId) {
			const call = calls.get(callId);
			return call && current(call);
		},
		all,
		revise(callId, { next, keepsRest = false, transferTo }) {
			const call = calls.get(callId);
			if (!call) throw new Error(`There is no call ${callId}.`);
			const now = clock.now();
			call.plan = replanned(call.plan, now, planned(next, now), keepsRest);
			if (transferTo !== undefined) call.transferTo = transferTo;
			changes.tell();
			return callAt(call, now);
		},
		sessionIn,
		nextChangeAt: (callId) => calls.get(callId)?.plan.find((step) => step.at > clock.now())?.at,
		ring,
		rings: () => Object.fromEntries(rings),
		ringsOf: (to) => rings.get(to) ?? 0,
		changes,
		untold,
		reset() {
			calls.clear();
			usedRooms.clear();
			untold.reset();
			rings.clear();
			changes.tell();
		},
	};
}
