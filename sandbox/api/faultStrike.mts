import { createMiddleware } from 'hono/factory';
import { placesCall } from '../faults/faultOrder.mts';
import { performFault } from '../faults/performFault.mts';
import { isTalking } from '../state/callWalk.mts';
import type { SandboxState } from '../state/sandboxState.mts';
import type { ApiEnv } from './apiEnv.mts';
import { dialedNumber } from './placeCall.mts';

/** Lets an ordered fault, or the fault of a scenario number, take the place of the answer. */
export function faultStrike(state: SandboxState) {
	return createMiddleware<ApiEnv>(async (c, next) => {
		const { method, path, body } = c.get('entry');
		const fault = state.faults.take({ method, path, to: dialedNumber(method, path, body) });
		if (!fault) return await next();
		if (fault.kind === 'endDuring') {
			await next();
			// The answer has been written by now and is sent as it is: out of date.
			return endTalks(state, fault.to);
		}
		// A read makes no phone ring, so it is always carried out: its answer is needed to spoil it.
		const carriedOut = placesCall(fault) || method === 'GET' || method === 'HEAD';
		if (carriedOut) {
			await next();
			// A request that is refused anyway has placed nothing that a fault could hide.
			if (placesCall(fault) && c.res.status >= 400) return;
		}
		const answer = carriedOut ? { status: c.res.status, text: await c.res.text() } : undefined;
		// Assigning twice, because hono merges the headers of an answer that is replaced.
		c.res = undefined;
		c.res = await performFault(fault, answer, c.env, state.stated(state.clock.now()));
	});
}

/** Callees hang up, whoever has not answered is reached no more: all calls, or those to one number. */
function endTalks({ calls }: SandboxState, to: string | undefined): void {
	for (const call of calls.all()) {
		if (call.end === null && (to ?? call.to) === call.to) {
			const status = isTalking(call.status) ? 'ended' : 'not-answered';
			calls.revise(call.callId, { next: [{ status, afterSeconds: 0 }] });
		}
	}
}
