import { invalidInput } from '../../errors/failure.ts';
import { fieldText } from '../../fields/fieldText.ts';
import { safeText } from '../../fields/safeText.ts';
import type { ApiRequest } from '../../api/exchange.ts';
import {
	callerId,
	destination,
	optional,
	required,
	type OutboundParams,
} from './outboundParams.ts';

/**
 * A call through a SIP trunk, as the page "Make Outbound SIP Call" of VideoSDK's API reference shows
 * it, field for field. The answer holds no call ID.
 */
export function trunkCallRequest(params: OutboundParams): ApiRequest {
	const { displayName, trunkId, participantId } = params;
	return {
		method: 'POST',
		path: '/v2/sip/outbound-call',
		// In the order of the API's own example.
		body: {
			to: destination(params),
			...optional('from', callerId(params)),
			displayName: required('Display Name', displayName),
			meetingId: meetingOf(params),
			trunkId: required('Trunk ID', trunkId),
			...optional('participantId', safeText('Participant ID', participantId)),
		},
	};
}

/** Of a meeting that is made for the call, the engine puts the ID in. */
function meetingOf({ putInto, meetingId }: OutboundParams): string {
	if (putInto === 'newMeeting') return '';
	if (putInto === 'existingMeeting') return required('Meeting', meetingId);
	const reason = 'a call through a trunk needs a meeting. Choose one, or a new one for this call';
	throw invalidInput('Put Call Into', fieldText(putInto), reason);
}
