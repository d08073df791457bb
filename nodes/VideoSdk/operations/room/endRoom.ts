import { toRoomItem } from '../../../../videosdk/room.ts';
import { defineOperation } from '../defineOperation.ts';
import { advised } from '../../api/advised.ts';
import { isRawWanted, rawAnswerFields } from '../../fields/rawAnswer.ts';
import { roomField, roomIdOf } from '../../fields/room.ts';

const ADVICE =
	'Nothing was ended. Check the Room of this item, and that the credential is of the account that the room belongs to.';

/** Ends a room for good. To end it twice does no harm, so a lost answer is asked for again. */
export const endRoom = defineOperation({
	resource: 'room',
	option: {
		name: 'End',
		value: 'end',
		action: 'End a room',
		description: 'End a room, which cannot be undone. To only send everybody out, end its session.',
	},
	fields: [roomField, ...rawAnswerFields],
	plan: ({ roomId, ...others }) => ({ roomId: roomIdOf(roomId), raw: isRawWanted(others) }),
	run: async ({ api }, { roomId, raw }) =>
		toRoomItem(await advised({ Room: roomId }, ADVICE, api.rooms.end(roomId)), { raw }),
});
