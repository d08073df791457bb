import { toRoomItem } from '../../../../videosdk/room.ts';
import { defineOperation } from '../defineOperation.ts';
import { limitField, mostOf, returnAllField } from '../../fields/limit.ts';
import { isRawWanted, rawAnswerFields } from '../../fields/rawAnswer.ts';

/** Lists rooms, one output item each. */
export const getManyRooms = defineOperation({
	resource: 'room',
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many rooms',
		description: 'List the rooms of the account',
	},
	fields: [returnAllField, limitField, ...rawAnswerFields],
	plan: ({ ...limits }) => ({ most: mostOf(limits), raw: isRawWanted(limits) }),
	run: async ({ api }, { most, raw }) => {
		const rooms = await api.rooms.list(most);
		return rooms.map((room) => toRoomItem(room, { raw }));
	},
});
