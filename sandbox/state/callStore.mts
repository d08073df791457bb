import { randomUUID } from 'node:crypto';
import { DEFAULT_WALK, isFinal, TALK_SECONDS } from './callWalk.mts';
import type { CallStatus, WalkStep } from './callWalk.mts';
import type { Clock } from './clock.mts';
import { newObjectId, newParticipantId } from './newId.mts';

/** What is needed to place a call, whichever route it came in by. */
export interface NewCall {
	via: 'trunk' | 'gateway';
	to: string;
	from?: string;
	roomId: string;
	displayName?: string;
	participantId?: string;
	trunkId?: string;
	gatewayId?: string;
	ruleId?: string;
	walk?: readonly WalkStep[];
}

export interface TimelogEntry {
	status: CallStatus;
	at: number;
}

/** A call as it stands at one moment of the sandbox's clock. Times are epoch milliseconds. */
export interface SandboxCall extends Omit<NewCall, 'walk'> {
	callId: string;
	objectId: string;
	sessionId: string;
	participantId: string;
	placedAt: number;
	status: CallStatus;
	timelog: TimelogEntry[];
	start: number;
	end: number | null;
}

type StoredCall = Omit<SandboxCall, 'status' | 'timelog' | 'start' | 'end'> & {
	plan: TimelogEntry[];
};

export type HandAction = 'answer' | 'hangup' | 'reject';

export interface CallStore {
	place(call: NewCall): SandboxCall;
	get(callId: string): SandboxCall | undefined;
	/** Newest first. */
	all(): SandboxCall[];
	/** Decides by hand what the callee does; a sentence instead of a call says why it cannot. */
	act(callId: string, action: HandAction): SandboxCall | string | undefined;
	rings(): Record<string, number>;
	ringsOf(to: string): number;
	reset(): void;
}

export function createCallStore(clock: Clock): CallStore {
	const calls = new Map<string, StoredCall>();
	const rings = new Map<string, number>();

	function asOfNow({ plan, ...call }: StoredCall): SandboxCall {
		const timelog = plan.filter((step) => step.at <= clock.now()).map((step) => ({ ...step }));
		const last = timelog[timelog.length - 1] ?? { status: 'initiated', at: call.placedAt };
		return {
			...call,
			status: last.status,
			timelog,
			start: call.placedAt,
			end: isFinal(last.status) ? last.at : null,
		};
	}

	function continueBy(call: StoredCall, next: TimelogEntry[]): SandboxCall {
		call.plan = [...call.plan.filter((step) => step.at <= clock.now()), ...next];
		return asOfNow(call);
	}

	return {
		place({ walk = DEFAULT_WALK, ...call }) {
			const placedAt = clock.now();
			const stored: StoredCall = {
				...call,
				callId: randomUUID(),
				objectId: newObjectId(),
				sessionId: newObjectId(),
				participantId: call.participantId ?? newParticipantId(),
				placedAt,
				plan: walk.map(({ status, afterSeconds }) => ({
					status,
					at: placedAt + afterSeconds * 1000,
				})),
			};
			calls.set(stored.callId, stored);
			// This is the moment the phone rings: every test about "rings once" counts here.
			rings.set(call.to, (rings.get(call.to) ?? 0) + 1);
			return asOfNow(stored);
		},
		get(callId) {
			const call = calls.get(callId);
			return call && asOfNow(call);
		},
		all: () => [...calls.values()].reverse().map(asOfNow),
		act(callId, action) {
			const call = calls.get(callId);
			if (!call) return undefined;
			const { status } = asOfNow(call);
			const at = clock.now();
			if (isFinal(status)) return `The call is over (${status}).`;
			if (action === 'hangup') {
				if (status !== 'answered') return `The call is ${status}: nobody has answered yet.`;
				return continueBy(call, [{ status: 'ended', at }]);
			}
			if (status === 'answered') return 'The call has been answered already.';
			if (action === 'reject') return continueBy(call, [{ status: 'rejected', at }]);
			return continueBy(call, [
				{ status: 'answered', at },
				{ status: 'ended', at: at + TALK_SECONDS * 1000 },
			]);
		},
		rings: () => Object.fromEntries(rings),
		ringsOf: (to) => rings.get(to) ?? 0,
		reset() {
			calls.clear();
			rings.clear();
		},
	};
}
