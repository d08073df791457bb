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

/** An item that owns one call of the list at most, and nobody can tell by its name which. */
export interface Sibling {
	sentAt: number;
	lastSentAt: number;
	/** Its call began before this. Undefined = its answer was lost as well. */
	answeredAt?: number;
}

export interface Surroundings {
	/** VideoSDK's clock minus ours, in milliseconds. */
	clockOffset: number;
	/** How far `clockOffset` can be wrong, in milliseconds. */
	clockMargin: number;
	/** Calls that other items of this node are known to be. */
	takenCallIds: ReadonlySet<string>;
	/** Other items that may have placed a call to the same line in the same room, by our clock. */
	namelessSiblings: readonly Sibling[];
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
	const mayBe = spanOf(request, around);
	const candidates = calls
		.filter(({ callId, to, roomId }) => {
			const isFree = !around.takenCallIds.has(callId);
			return isFree && roomId === request.roomId && lineOf(to) === request.line;
		})
		.filter((call) => isIn(mayBe, call))
		.sort((one, other) => startOf(one) - startOf(other));
	const leftOver = withoutOwners(
		candidates,
		around.namelessSiblings.map((sibling) => spanOf(sibling, around)),
	);
	const middle = request.sentAt + around.clockOffset;
	const distance = (call: Call) => Math.abs(startOf(call) - middle);
	return leftOver.sort((one, other) => distance(one) - distance(other))[0];
}

/** When a request's call can have begun, by VideoSDK's clock. */
interface Span {
	from: number;
	until: number;
}

function spanOf(
	{ sentAt, lastSentAt, answeredAt }: Sibling,
	{ clockOffset, clockMargin }: Surroundings,
): Span {
	return {
		from: sentAt + clockOffset - clockMargin,
		until: (answeredAt ?? lastSentAt + PLACING_WINDOW_MS) + clockOffset + clockMargin,
	};
}

/** The calls, in order of their start, that remain when as many as possible belong to the owners. */
function withoutOwners(calls: readonly Call[], owners: readonly Span[]): Call[] {
	const waiting = [...owners].sort((one, other) => one.until - other.until);
	return calls.filter((call) => {
		const owner = waiting.findIndex((span) => isIn(span, call));
		if (owner === -1) return true;
		waiting.splice(owner, 1);
		return false;
	});
}

function isIn({ from, until }: Span, call: Call): boolean {
	return startOf(call) >= from && startOf(call) <= until;
}

/** Not a number when nobody knows it: then the call is in no span. */
function startOf({ startedAt }: Call): number {
	return startedAt ?? Number.NaN;
}
