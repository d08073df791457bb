import type { Failure } from '../../errors/failure.ts';
import type { ListedCall } from './listCalls.ts';

/** One call that is waited for. Moments in milliseconds since 1970. */
export interface Watched {
	/** When its request was sent. */
	sentAt: number;
	/** VideoSDK's clock minus ours at that time, if known. */
	clockOffset?: number;
	/** Until when to look. */
	deadline: number;
	/** Undefined as long as the call has no name: then `find` looks for it. */
	callId(): string | undefined;
	roomId?: string;
	/** The call among those listed; it has a name from then on. */
	find(calls: readonly ListedCall[], clockOffset: number | undefined): ListedCall | undefined;
	/** Takes note of how the call stands. True = it need not be watched any more. */
	see(call: ListedCall): boolean;
	/** Takes note of a look at which the call was not listed, or which failed. True = give up. */
	miss(failure?: Failure): boolean;
}
