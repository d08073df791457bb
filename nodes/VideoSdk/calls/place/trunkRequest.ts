import { invalidInput } from '../../errors/failure.ts';
import { fieldText } from '../../fields/fieldText.ts';
import { safeText } from '../../fields/safeText.ts';
import { placeTrunkCallRequest } from '../../api/calls.ts';
import type { ApiRequest } from '../../api/exchange.ts';
import {
	addressOf,
	callerId,
	optional,
	readDestination,
	required,
	type OutboundParams,
	type ReadDestination,
} from '../fields/outboundParams.ts';

/**
 * A call through a SIP trunk, as the page "Make Outbound SIP Call" of VideoSDK's API reference shows
 * it, field for field. The answer holds no call ID.
 */
export function trunkCallRequest(
	params: OutboundParams,
	to: ReadDestination = readDestination(params),
): ApiRequest {
	const { displayName, trunkId, participantId } = params;
	// In the order of the API's own example.
	return placeTrunkCallRequest({
		to: addressOf(to),
		...optional('from', callerId(params)),
		displayName: required('Display Name', displayName),
		meetingId: meetingOf(params),
		trunkId: required('Trunk ID', trunkId),
		...optional('participantId', safeText('Participant ID', participantId)),
	});
}

/** Of a room that is made for the call, its ID is put in when it is there. */
function meetingOf({ putInto, meetingId }: OutboundParams): string {
	if (putInto === 'newMeeting') return '';
	if (putInto === 'existingMeeting') return required('Existing Room', meetingId);
	const reason = 'a call through a trunk needs a room. Choose one, or a new one for this call';
	throw invalidInput('Room', fieldText(putInto), reason);
}
