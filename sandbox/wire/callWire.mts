import type { SandboxCall } from '../state/callStore.mts';
import { SANDBOX_USER_ID } from './roomWire.mts';

const iso = (at: number) => new Date(at).toISOString();

/**
 * A call in a list: field names of the docs page "Fetch All Calls". Statuses are in lower case like
 * SipCallStatus of the vendor's SDK (src/resources/sip.ts), though the samples of the docs shout.
 */
export function toListedCall(call: SandboxCall) {
	return {
		_id: call.objectId,
		callId: call.callId,
		type: 'outbound',
		// Whether a trunk shows as a gateway in the real list is not known, so it does not show here.
		gatewayId: call.gatewayId,
		ruleId: call.ruleId,
		roomId: call.roomId,
		sessionId: call.sessionId,
		to: call.to,
		from: call.from,
		status: call.status,
		timelog: call.timelog.map(({ status, at }) => ({ status, timestamp: iso(at) })),
		start: iso(call.start),
		end: call.end === null ? null : iso(call.end),
		userId: SANDBOX_USER_ID,
		deleted: false,
	};
}

/**
 * A single call. The SDK says that a list names the id `callId` and reads it as `id` here; both
 * names are given, as no docs page shows this answer.
 */
export function toSingleCall(call: SandboxCall) {
	return { id: call.callId, ...toListedCall(call) };
}
