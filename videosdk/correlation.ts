import { canonicalAddress } from '../telephony/canonicalAddress.ts';
import type { Call } from './call.ts';

/**
 * How long after the request was sent VideoSDK may still have placed the call, in milliseconds.
 * A call that began later was placed by somebody else.
 */
export const PLACING_WINDOW_MS = 120_000;

/**
 * Where a call that this package placed says so, among the metadata that VideoSDK keeps with it. The
 * endpoint for trunks takes no metadata.
 */
export const CORRELATION_FIELD = 'n8nCorrelationKey';

/** What is known of a request whose call is looked for. Moments are in milliseconds since 1970. */
export interface PlacingRequest {
	/** The line it went to, see `canonicalAddress`. */
	line: string;
	/** Undefined = VideoSDK chose the room. */
	roomId?: string;
	/** What stands under `CORRELATION_FIELD`, if the request carried it. */
	correlationKey?: string;
	sentAt: number;
	/** When it was sent for the last time, if more than once. */
	lastSentAt: number;
	/** When it was answered: the call began before. Undefined = the answer was lost. */
	answeredAt?: number;
}

/** An item that owns one call of the list at most, and nobody can tell by its name which. */
interface Sibling {
	sentAt: number;
	lastSentAt: number;
	/** Its call began before this. Undefined = its answer was lost as well. */
	answeredAt?: number;
}

export interface Surroundings {
	/** VideoSDK's clock minus ours, in milliseconds. */
	clockOffset: number;
	/** How far `clockOffset` can be wrong, in milliseconds: too large by so much, or too small. */
	clockMargin: { tooLarge: number; tooSmall: number };
	/** Calls that other items of this node are known to be. */
	takenCallIds: ReadonlySet<string>;
	/** Other items that may have placed a call to the same line in the same room, by our clock. */
	namelessSiblings: readonly Sibling[];
}

/**
 * Finds the call that a request has placed, among the calls of the account: by its correlation key.
 * Trunk calls carry none, and a list may not show it. Then the room, the line and the moment must
 * agree, and one call must be left over after every other item that may own one has had its own.
 *
 * @returns the call, or undefined when none is certain to be this request's
 */
export function findPlacedCall<C extends Call>(
	calls: readonly C[],
	request: PlacingRequest,
	around: Surroundings,
): C | undefined {
	const keyed = calls.find(
		(call) => keyOf(call) !== undefined && keyOf(call) === request.correlationKey,
	);
	if (keyed) return keyed;
	const mayBe = spanOf(request, around);
	// A request of an earlier version has told it in another spelling.
	const line = canonicalAddress(request.line);
	const candidates = calls
		.filter((call) => {
			const isFree = !around.takenCallIds.has(call.callId) && !isKnownToBeAnothers(call, request);
			const isThere = request.roomId === undefined || call.roomId === request.roomId;
			return isFree && isThere && canonicalAddress(call.to) === line;
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

function keyOf({ metadata }: Call): unknown {
	return metadata?.[CORRELATION_FIELD];
}

/** A call that has a key has another one, and one that shows its metadata would show ours. */
function isKnownToBeAnothers(call: Call, { correlationKey }: PlacingRequest): boolean {
	return keyOf(call) !== undefined || (correlationKey !== undefined && call.metadata !== undefined);
}

/** When a request's call can have begun, by VideoSDK's clock. */
interface PlacingSpan {
	from: number;
	until: number;
}

function spanOf(
	{ sentAt, lastSentAt, answeredAt }: Sibling,
	{ clockOffset, clockMargin }: Surroundings,
): PlacingSpan {
	return {
		from: sentAt + clockOffset - clockMargin.tooLarge,
		until: (answeredAt ?? lastSentAt + PLACING_WINDOW_MS) + clockOffset + clockMargin.tooSmall,
	};
}

/** The calls, in order of their start, that remain when as many as possible belong to the owners. */
function withoutOwners<C extends Call>(calls: readonly C[], owners: readonly PlacingSpan[]): C[] {
	const waiting = [...owners].sort((one, other) => one.until - other.until);
	return calls.filter((call) => {
		const owner = waiting.findIndex((span) => isIn(span, call));
		if (owner === -1) return true;
		waiting.splice(owner, 1);
		return false;
	});
}

function isIn({ from, until }: PlacingSpan, call: Call): boolean {
	return startOf(call) >= from && startOf(call) <= until;
}

/** Not a number when nobody knows it: then the call is in no span. */
function startOf({ startedAt }: Call): number {
	return startedAt ?? Number.NaN;
}
