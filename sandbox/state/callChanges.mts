import { callAfter } from './callPlan.mts';
import type { StoredCall } from './callPlan.mts';
import type { SandboxCall } from './callStore.mts';
import { isFinal } from './callWalk.mts';
import type { Clock } from './clock.mts';

/** The changes of calls, for whoever tells others of them. */
export interface CallChanges {
	/** Watches one more call, from its first step on. */
	watch(call: StoredCall): void;
	/** Those that have come due since they were last taken, oldest first: the call right after each. */
	take(): SandboxCall[];
	/** When the next one comes due, if nobody intervenes. */
	nextAt(): number | undefined;
	reset(): void;
}

export function createCallChanges(clock: Clock): CallChanges {
	/**
	 * How many steps of a call were taken. What lies in the past of a plan stays there, so a count is
	 * enough. A call that is over has no more steps and leaves the list.
	 */
	const taken = new Map<StoredCall, number>();

	function takeOf(call: StoredCall, now: number): SandboxCall[] {
		const already = taken.get(call) ?? 0;
		const changes: SandboxCall[] = [];
		for (const { at } of call.plan.slice(already)) {
			if (at > now) break;
			changes.push(callAfter(call, already + changes.length + 1));
		}
		const last = changes.at(-1);
		if (last && isFinal(last.status)) taken.delete(call);
		else taken.set(call, already + changes.length);
		return changes;
	}

	return {
		watch: (call) => void taken.set(call, 0),
		take() {
			const now = clock.now();
			const changes = [...taken.keys()].flatMap((call) => takeOf(call, now));
			return changes.sort((one, other) => changedAt(one) - changedAt(other));
		},
		nextAt() {
			let next: number | undefined;
			for (const [{ plan }, steps] of taken) {
				const at = plan[steps]?.at;
				if (at !== undefined && at < (next ?? Infinity)) next = at;
			}
			return next;
		},
		reset: () => taken.clear(),
	};
}

const changedAt = ({ timelog, placedAt }: SandboxCall) => timelog.at(-1)?.at ?? placedAt;
