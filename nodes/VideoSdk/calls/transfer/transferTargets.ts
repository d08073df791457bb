import { canonicalAddress } from '../../../../telephony/canonicalAddress.ts';
import { isRecord, type JsonObject } from '../../../../videosdk/wire.ts';
import { BoundedMap } from '../../time/boundedMap.ts';

/** More transfers than are under way at a time. */
const MOST_TARGETS = 10_000;
/** To whom this process has asked to transfer which call. */
const targets = new BoundedMap<string, string>(MOST_TARGETS);

export function rememberTarget(callId: string, target: string): void {
	targets.set(callId, target);
}

export function forgetTarget(callId: string): void {
	targets.delete(callId);
}

/**
 * To whom the last transfer of a call goes; undefined when nobody knows. What the field `transfer` of
 * a call contains is not documented: a text in it that is the wanted number is taken for the target.
 *
 * @param known whom this execution has asked to transfer it to, in an earlier try
 */
export function targetOf(
	callId: string,
	call: JsonObject,
	wanted: string,
	known?: string,
): string | undefined {
	const texts = isRecord(call.transfer) ? Object.values(call.transfer) : [call.transfer];
	const isWanted = (one: unknown) =>
		typeof one === 'string' && canonicalAddress(one) === canonicalAddress(wanted);
	return targets.get(callId) ?? known ?? (texts.some(isWanted) ? wanted : undefined);
}
