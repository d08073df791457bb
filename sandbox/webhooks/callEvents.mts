import type { CallStatus } from '../state/callWalk.mts';

/** Docs page "Create Webhook", older revision. */
export const SEVEN_EVENTS = [
	'call-started',
	'call-ringing',
	'call-answered',
	'call-missed',
	'call-hangup',
	'call-update',
	'call-transferred',
] as const;

/** SipWebhookEvent of the vendor's SDK (src/resources/sip.ts). */
export const ALL_EVENTS = [
	...SEVEN_EVENTS,
	'call-transfer-initiated',
	'call-transfer-accepted',
	'call-transferring',
	'call-transfer-ringing',
	'call-transfer-failed',
	'switch-room-initiated',
	'switch-room-completed',
	'switch-room-failed',
] as const;

type CallEvent = (typeof ALL_EVENTS)[number];

/**
 * Which event a change of status raises. The names suggest most of it; nobody knows what the real
 * service raises for a call that is rejected, abandoned or fails: there is no name but call-update.
 */
const EVENT_OF_STATUS: Readonly<Record<CallStatus, CallEvent>> = {
	initiated: 'call-started',
	incoming: 'call-started',
	verified: 'call-update',
	ringing: 'call-ringing',
	answered: 'call-answered',
	ended: 'call-hangup',
	'not-answered': 'call-missed',
	missed: 'call-missed',
	rejected: 'call-update',
	abandoned: 'call-update',
	failed: 'call-update',
	'transfer-initiated': 'call-transfer-initiated',
	transferring: 'call-transferring',
	'transfer-ringing': 'call-transfer-ringing',
	transferred: 'call-transferred',
	'transfer-failed': 'call-transfer-failed',
	'switch-room-initiated': 'switch-room-initiated',
	'switch-room-completed': 'switch-room-completed',
};

/** With `callUpdates`, a call-update follows every change that has an event of its own. */
export function eventsOf(status: CallStatus, callUpdates: boolean): readonly CallEvent[] {
	const event = EVENT_OF_STATUS[status];
	return callUpdates && event !== 'call-update' ? [event, 'call-update'] : [event];
}
