import type { IDataObject } from 'n8n-workflow';
import { toCall } from '../../../../videosdk/call.ts';
import {
	CORRELATION_FIELD,
	findPlacedCall,
	type PlacingRequest,
} from '../../../../videosdk/correlation.ts';
import type { SentRequest } from '../../once/ledgerEntry.ts';
import { settled } from '../../errors/failureOf.ts';
import { fieldText } from '../../fields/fieldText.ts';
import type { ListedCall } from '../../api/calls.ts';
import type { Api } from '../../api/index.ts';

/**
 * How far VideoSDK's clock and ours may still differ after its `Date` header was taken into account:
 * the header leaves out the fraction of its second and the answer was on its way for a while, so
 * VideoSDK's clock is rather further ahead than it seems.
 */
const KNOWN_CLOCK_MARGIN_MS = { tooLarge: 1_500, tooSmall: 5_000 };
/** The same when no answer told VideoSDK's time. */
const UNKNOWN_CLOCK_MARGIN_MS = { tooLarge: 60_000, tooSmall: 60_000 };

/** What a call is told apart by; kept in the ledger. */
export type CallLookupKey = {
	/** See `canonicalAddress`. */
	line: string;
	/** Empty = a new room, or one that VideoSDK chooses. */
	roomId: string;
	gatewayId?: string;
	ruleId?: string;
};

/** The same, out of the ledger. */
export function callLookupKey({ line, roomId, gatewayId, ruleId }: IDataObject): CallLookupKey {
	return {
		line: fieldText(line),
		roomId: fieldText(roomId),
		gatewayId: typeof gatewayId === 'string' ? gatewayId : undefined,
		ruleId: typeof ruleId === 'string' ? ruleId : undefined,
	};
}

/** The call that a request has placed, as the call list shows it now. */
export async function lookUpCall(api: Api, sent: SentRequest): Promise<ListedCall | undefined> {
	const { gatewayId, ruleId } = callLookupKey(sent.lookupKey);
	const { calls, clockOffset } = await api.calls.listBetween({
		roomId: roomOf(sent),
		gatewayId,
		ruleId,
		since: sent.sentAt,
		lastSentAt: sent.lastSentAt,
		clockOffset: sent.clockOffset,
	});
	const found = pickCall(calls, sent, clockOffset);
	return found && (await isSomebodyElses(api, found, sent)) ? undefined : found;
}

/**
 * Whether a call that was found by number and time carries another key than ours. The list may leave
 * out what the endpoint for a single call tells.
 */
async function isSomebodyElses(api: Api, found: ListedCall, sent: SentRequest): Promise<boolean> {
	if (!isKeyed(sent) || found.metadata !== undefined) return false;
	const read = await settled(api.calls.get(found.callId));
	const call = read.ok ? toCall(read.value) : undefined;
	return call?.metadata !== undefined && call.metadata[CORRELATION_FIELD] !== sent.correlationKey;
}

/** Calls through a trunk carry no key: their endpoint takes no metadata. */
function isKeyed({ lookupKey }: SentRequest): boolean {
	const { gatewayId, ruleId } = callLookupKey(lookupKey);
	return gatewayId !== undefined || ruleId !== undefined;
}

/** Which of these calls a request has placed; undefined when that is not certain. */
export function pickCall(
	calls: readonly ListedCall[],
	sent: SentRequest,
	clockOffset: number | undefined,
): ListedCall | undefined {
	const { line } = callLookupKey(sent.lookupKey);
	const request: PlacingRequest = {
		line,
		roomId: roomOf(sent),
		correlationKey: isKeyed(sent) ? sent.correlationKey : undefined,
		sentAt: sent.sentAt,
		lastSentAt: sent.lastSentAt,
		answeredAt: sent.answeredAt,
	};
	// Best by VideoSDK's clock as it was when it placed the call.
	const offset = sent.clockOffset ?? clockOffset;
	return findPlacedCall(calls, request, {
		clockOffset: offset ?? 0,
		clockMargin: offset === undefined ? UNKNOWN_CLOCK_MARGIN_MS : KNOWN_CLOCK_MARGIN_MS,
		takenCallIds: sent.takenIds,
		namelessSiblings: sent.namelessSiblings,
	});
}

/** The room that was made for the call, or the one that the item names. */
export function roomOf({ lookupKey, prepared }: SentRequest): string | undefined {
	return fieldText(prepared.roomId) || callLookupKey(lookupKey).roomId || undefined;
}
