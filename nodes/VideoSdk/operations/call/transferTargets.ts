import { lineOf } from '../../../../telephony/line.ts';
import { isRecord } from '../../../../videosdk/wire.ts';

/** To whom this process has asked to transfer which call; the oldest first. */
const targets = new Map<string, string>();
/** More than are under way at a time. */
const MOST_TARGETS = 10_000;

export function rememberTarget(callId: string, target: string): void {
	targets.delete(callId);
	targets.set(callId, target);
	const [oldest] = targets.keys();
	if (targets.size > MOST_TARGETS && oldest !== undefined) targets.delete(oldest);
}

export function forgetTarget(callId: string): void {
	targets.delete(callId);
}

/**
 * To whom the last transfer of a call goes; undefined when nobody knows. What the field `transfer` of
 * a call contains is not documented: a text in it that is the wanted line is taken for the target.
 */
export function targetOf(
	callId: string,
	call: Record<string, unknown>,
	wanted: string,
): string | undefined {
	const told = isRecord(call.transfer) ? Object.values(call.transfer) : [call.transfer];
	const isTold = told.some((one) => typeof one === 'string' && lineOf(one) === lineOf(wanted));
	return targets.get(callId) ?? (isTold ? wanted : undefined);
}
