import { toCallItem } from '../../../../videosdk/call.ts';
import { callRow } from '../../../../videosdk/callRow.ts';
import { defineOperation } from '../defineOperation.ts';
import { callIdField, callIdOf } from '../../fields/callId.ts';
import { participantIdField } from '../../fields/participantId.ts';
import { callAnswerOptions } from '../../fields/callAnswer.ts';
import { roomField, roomIdOf } from '../../fields/room.ts';
import { safeText } from '../../fields/safeText.ts';
import { aboutCall } from '../../api/aboutCall.ts';
import type { RoomSwitch } from '../../api/calls.ts';

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
		description: 'Move a call that is going on into another room',
	},
	fields: [
		callIdField,
		{
			...roomField,
			description: 'Somebody must be in it already',
		},
		{
			...participantIdField,
			description: 'Of the person, in the new room. Empty: VideoSDK makes one.',
		},
		callAnswerOptions,
	],
	plan: (params) => ({ order: roomSwitchOf(params), options: params.options }),
	run: async ({ api }, { order, options: { rawAnswer, details } }) => {
		const { callId } = order;
		const answer = await aboutCall(callId, ADVICE, api.calls.switchRoom(order));
		return callRow({ callId, ...toCallItem(answer, { raw: rawAnswer }) }, details);
	},
});

interface SwitchRoomParams {
	callId: string;
	roomId: string;
	participantId: string;
}

/** @throws Failure for what cannot be sent */
export function roomSwitchOf(params: SwitchRoomParams): RoomSwitch {
	const callId = callIdOf(params.callId);
	const roomId = roomIdOf(params.roomId);
	const participantId = safeText('Participant ID', params.participantId) || undefined;
	return { callId, roomId, participantId };
}
