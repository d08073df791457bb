import { OUTBOUND_EXCEPTIONS, outboundFields } from '../../calls/fields/outboundFields.ts';
import { placeCalls } from '../../calls/placeCalls.ts';
import type { Operation } from '../../node/runOperation.ts';

/**
 * Places a call: through a trunk (the older API, whose answer names no call), or through a gateway or
 * routing rule (today's). The item is VideoSDK's answer, or what became of the call.
 */
export const outboundSipCall: Operation = {
	resource: 'call',
	option: {
		name: 'Outbound SIP Call',
		value: 'outboundSipCall',
		action: 'Make a call',
		description: 'Phone somebody, and tell the outcome if wanted',
	},
	fields: outboundFields,
	exceptions: OUTBOUND_EXCEPTIONS,
	execute: placeCalls,
};
