import type { ListedCall } from '../../api/calls.ts';
import type { Failure } from '../../errors/failure.ts';

/** One call that is waited for. Moments in milliseconds since 1970. */
export interface WatchedCall {
	/** When its request was sent. */
	readonly sentAt: number;
	/** VideoSDK's clock minus ours at that time, if known. */
	readonly clockOffset?: number;
	/** Until when it is polled. */
	readonly deadline: number;
	readonly roomId?: string;
	/** Undefined as long as the call's ID is not known: then `find` looks for it. */
	callId(): string | undefined;
	/** The call among those listed; its ID is known from then on. */
	find(calls: readonly ListedCall[], clockOffset: number | undefined): ListedCall | undefined;
	/** Takes note of how the call stands. True = it need not be watched any more. */
	see(call: ListedCall): boolean;
	/** Takes note of a poll that did not list the call, or that failed. True = give up. */
	miss(failure?: Failure): boolean;
}

/** The call, for one poll more: that is enough, whatever it shows. */
export function forOnePoll(call: WatchedCall, deadline: number): WatchedCall {
	const { sentAt, clockOffset, roomId } = call;
	return {
		...{ sentAt, clockOffset, roomId, deadline },
		callId: () => call.callId(),
		find: (calls, offset) => call.find(calls, offset),
		see: (listed) => call.see(listed) || true,
		miss: (failure) => call.miss(failure) || true,
	};
}
