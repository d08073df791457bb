import { lineOf } from './phoneNumber.ts';
import type { Call } from './call.ts';

/**
 * How long after the request was sent VideoSDK may still have placed the call, in milliseconds.
 * A call that began later was placed by somebody else.
 */
export const PLACING_WINDOW_MS = 120_000;

/** What is known of a request whose answer was lost. Moments are in milliseconds since 1970. */
export interface LostRequest {
	/** The line it went to, see `lineOf`. */
	line: string;
	roomId: string;
	sentAt: number;
	/** When it was sent for the last time, if more than once. */
	lastSentAt: number;
}

export interface Surroundings {
	/** VideoSDK's clock minus ours, in milliseconds. */
	clockOffset: number;
	/** How far `clockOffset` can be wrong, in milliseconds. */
	clockMargin: number;
	/** Calls that other items of this node are known to be. */
	takenCallIds: ReadonlySet<string>;
	/**
	 * When other items placed a call to the same line in the same room without learning its id, by
	 * our clock. Each of them stands for one call in the list, and nobody can tell which.
	 */
	namelessSiblings: ReadonlyArray<{ from: number; until: number }>;
}

/**
 * Finds the call that a lost request has placed, among the calls of the account. Trunk calls carry
 * no key of ours, so the room, the line and the moment must agree, and one call must be left over
 * after every other item that may own one has had its own.
 *
 * @returns the call, or undefined when none is certain to be this request's
 */
export function findPlacedCall(
	calls: readonly Call[],
	request: LostRequest,
	around: Surroundings,
): Call | undefined {
	const earliest = request.sentAt + around.clockOffset - around.clockMargin;
	const latest = request.lastSentAt + around.clockOffset + PLACING_WINDOW_MS + around.clockMargin;
	const candidates = calls.filter(
		({ callId, to, roomId, startedAt }) =>
			!around.takenCallIds.has(callId) &&
			roomId === request.roomId &&
			lineOf(to) === request.line &&
			startedAt !== undefined &&
			startedAt >= earliest &&
			startedAt <= latest,
	);
	const siblings = around.namelessSiblings.filter(
		({ from, until }) =>
			from + around.clockOffset <= latest &&
			until + around.clockOffset + PLACING_WINDOW_MS >= earliest,
	);
	if (candidates.length <= siblings.length) return undefined;
	const distance = ({ startedAt }: Call) =>
		Math.abs((startedAt ?? 0) - request.sentAt - around.clockOffset);
	return candidates.sort((one, other) => distance(one) - distance(other))[0];
}
