import type { NewCall, SandboxCall } from '../state/callStore.mts';
import type { SandboxState } from '../state/sandboxState.mts';
import { scenarioOfNext } from '../state/scripts.mts';
import type { ApiContext } from './apiEnv.mts';

/** The one way for a request to make a phone ring; the journal keeps which call it was. */
export function placeCall(c: ApiContext, state: SandboxState, call: NewCall): SandboxCall {
	const placed = state.calls.place({ walk: scenarioOfNext(state, call.to)?.walk, ...call });
	c.get('entry').placedCallId = placed.callId;
	return placed;
}

/** Where the requests that make a phone ring name it. */
const DIALED_FIELD: Readonly<Record<string, string>> = {
	'/v2/sip/outbound-call': 'to',
	'/v2/sip/call': 'sipCallTo',
	'/v2/sip/call/transfer': 'transferTo',
};

/** The number or URI that a request dials: it may be struck by a fault meant for that number. */
export function dialedNumber(method: string, path: string, body: unknown): string | undefined {
	const field = method === 'POST' ? DIALED_FIELD[path] : undefined;
	if (field === undefined || !body || typeof body !== 'object') return undefined;
	const to: unknown = Reflect.get(body, field);
	return typeof to === 'string' ? to : undefined;
}
