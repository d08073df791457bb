import { scenarioOf } from '../scenarios.mts';
import type { NewCall, SandboxCall } from '../state/callStore.mts';
import type { SandboxState } from '../state/sandboxState.mts';
import type { ApiContext } from './apiEnv.mts';

/** The one way for a request to make a phone ring; the journal keeps which call it was. */
export function placeCall(c: ApiContext, state: SandboxState, call: NewCall): SandboxCall {
	const placed = state.calls.place({ walk: scenarioOf(call.to)?.walk, ...call });
	c.get('entry').placedCallId = placed.callId;
	return placed;
}

/** The number or URI that a request dials: it may be struck by a fault meant for that number. */
export function dialedNumber(method: string, path: string, body: unknown): string | undefined {
	if (method !== 'POST' || path !== '/v2/sip/outbound-call') return undefined;
	const to = body && typeof body === 'object' && 'to' in body ? body.to : undefined;
	return typeof to === 'string' ? to : undefined;
}
