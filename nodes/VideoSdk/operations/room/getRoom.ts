import { toRoomItem } from '../../../../videosdk/room.ts';
import { defineOperation } from '../defineOperation.ts';
import { advised } from '../../api/advised.ts';
import { isRawWanted, rawAnswerFields } from '../../fields/rawAnswer.ts';
import { roomField, roomIdOf } from '../../fields/room.ts';

const ADVICE =
	'Check the Room of this item: it is the "roomId" or "customRoomId" of a room. Check also that the credential is of the account that the room belongs to.';

/** Tells what VideoSDK keeps of a room. */
export const getRoom = defineOperation({
	resource: 'room',
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get a room',
		description: 'Look up a room',
	},
	fields: [roomField, ...rawAnswerFields],
	plan: ({ roomId, ...others }) => ({ roomId: roomIdOf(roomId), raw: isRawWanted(others) }),
	run: async ({ api }, { roomId, raw }) =>
		toRoomItem(await advised({ Room: roomId }, ADVICE, api.rooms.get(roomId)), { raw }),
});
