import type { SandboxCall } from '../state/callStore.mts';
import type { SandboxSettings } from '../state/settings.mts';
import { SANDBOX_USER_ID } from './roomWire.mts';

/** How calls are written depends on what the sandbox is set to imitate. */
export type CallStyle = Pick<
	SandboxSettings,
	'upperCaseStatuses' | 'unknownStatus' | 'clockSkewSeconds' | 'listMetadata'
>;

const isoIn = (style: CallStyle) => (at: number) =>
	new Date(at + style.clockSkewSeconds * 1000).toISOString();

function statusIn({ upperCaseStatuses, unknownStatus }: CallStyle) {
	return (status: string) => {
		const shown = status === 'ringing' ? (unknownStatus ?? status) : status;
		return upperCaseStatuses ? shown.toUpperCase() : shown;
	};
}

function progressOf(call: SandboxCall, style: CallStyle) {
	const status = statusIn(style);
	const iso = isoIn(style);
	return {
		status: status(call.status),
		timelog: call.timelog.map((step) => ({ status: status(step.status), timestamp: iso(step.at) })),
	};
}

/**
 * A call in a list: field names of the docs page "Fetch All Calls". Statuses are in lower case like
 * SipCallStatus of the vendor's SDK (src/resources/sip.ts), though the samples of the docs shout.
 */
export function toListedCall(call: SandboxCall, style: CallStyle) {
	const iso = isoIn(style);
	return {
		_id: call.objectId,
		callId: call.callId,
		type: call.type,
		// Whether a trunk shows as a gateway in the real list is not known, so it does not show here.
		gatewayId: call.gatewayId,
		gatewayName: call.gatewayName,
		ruleId: call.ruleId,
		ruleName: call.ruleName,
		roomId: call.roomId,
		sessionId: call.sessionId,
		to: call.to,
		from: call.from,
		...progressOf(call, style),
		// Both are fields of SipCall in the vendor's SDK; what `transfer` contains is not known.
		metadata: style.listMetadata ? call.metadata : undefined,
		transfer: call.transferTo === undefined ? undefined : { to: call.transferTo },
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
export function toSingleCall(call: SandboxCall, style: CallStyle) {
	return { id: call.callId, ...toListedCall(call, { ...style, listMetadata: true }) };
}

/** The `data` of placing and changing a call: docs pages "Call End" and "Switch Room within Call". */
export function toCallAnswer(call: SandboxCall, style: CallStyle) {
	const { status, timelog } = progressOf(call, style);
	return {
		callId: call.callId,
		status,
		roomId: call.roomId,
		sipCallTo: call.to,
		sipCallFrom: call.from,
		gatewayId: call.gatewayId,
		metadata: call.metadata,
		timelog,
	};
}
