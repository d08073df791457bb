import { toCallItem } from '../../../../videosdk/call.ts';
import { orderToken, TOKEN_KEY } from '../../../../videosdk/participantToken.ts';
import { defineOperation } from '../../engine/defineOperation.ts';
import { missingInput } from '../../errors/failure.ts';
import { callIdField, callIdOf } from '../../fields/callId.ts';
import { meetingField } from '../../fields/meeting.ts';
import { rawAnswerOptions } from '../../fields/rawAnswer.ts';
import { safeText } from '../../fields/safeText.ts';
import type { ApiRequest } from '../../api/exchange.ts';
import { aboutCall } from './readCall.ts';

const ADVICE =
	'The call stays in its room. It must be answered and not over yet, and somebody must be in the new room already: VideoSDK moves a call only into a room with a live session.';

/**
 * Moves a call into another room. To move it twice does no harm, so a lost answer is asked for again.
 */
export const switchRoom = defineOperation({
	resource: 'call',
	option: {
		name: 'Switch Room',
		value: 'switchRoom',
		action: 'Move a call to another room',
		description: 'Move a call that is going on, with the person on the phone, into another room',
	},
	effect: 'safe',
	fields: [
		callIdField,
		{
			...meetingField,
			displayName: 'Room',
			name: 'roomId',
			description:
				'The room (meeting) that the call is moved into. Somebody must be in it already.',
		},
		{
			displayName: 'Participant ID',
			name: 'participantId',
			type: 'string',
			default: '',
			placeholder: 'customer_4711',
			description:
				'The ID that the person on the phone gets in the new room. When empty, VideoSDK makes one.',
		},
		rawAnswerOptions,
	],
	check: (params) => void switchRoomRequest(params),
	run: async (api, params) => {
		const callId = callIdOf(params.callId);
		const sending = api.send(switchRoomRequest(params));
		const { body } = await aboutCall(callId, ADVICE, sending);
		return { callId, ...toCallItem(body, { raw: params.options.rawAnswer }) };
	},
});

interface SwitchRoomParams {
	callId: string;
	roomId: string;
	participantId: string;
}

/** Whoever joins a room needs a token for it: the credential puts it in when it signs the request. */
export function switchRoomRequest(params: SwitchRoomParams): ApiRequest {
	const callId = callIdOf(params.callId);
	const roomId = safeText('Room', params.roomId);
	if (roomId === '') throw missingInput('Room');
	const participantId = safeText('Participant ID', params.participantId);
	const who = participantId === '' ? {} : { participantId };
	return {
		method: 'POST',
		path: '/v2/sip/call/switch-room',
		// In the order of the server SDK, `sip.ts`.
		body: { callId, roomId, ...who, [TOKEN_KEY]: orderToken({ roomId, ...who }) },
	};
}
