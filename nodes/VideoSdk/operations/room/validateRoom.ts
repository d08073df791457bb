import { toRoomItem } from '../../../../videosdk/room.ts';
import { defineOperation } from '../defineOperation.ts';
import { isRawWanted, rawAnswerFields } from '../../fields/rawAnswer.ts';
import { roomField, roomIdOf } from '../../fields/room.ts';

/** Tells whether there is such a room; that there is none is no error. */
export const validateRoom = defineOperation({
	resource: 'room',
	option: {
		name: 'Validate',
		value: 'validate',
		action: 'Validate a room',
		description: 'Ask whether a room exists in this account',
	},
	fields: [{ ...roomField, default: { mode: 'id', value: '' } }, ...rawAnswerFields],
	plan: ({ roomId, ...others }) => ({ roomId: roomIdOf(roomId), raw: isRawWanted(others) }),
	run: async ({ api }, { roomId, raw }) => {
		const room = await api.rooms.validate(roomId);
		return { valid: room !== undefined, roomId, ...(room && toRoomItem(room, { raw })) };
	},
});
