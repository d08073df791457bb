import { toSessionItem } from '../../../../videosdk/session.ts';
import { defineOperation } from '../defineOperation.ts';
import { advised } from '../../api/advised.ts';
import { rawAnswerField } from '../../fields/rawAnswer.ts';
import { roomField, roomIdOf } from '../../fields/room.ts';
import { safeText } from '../../fields/safeText.ts';
import { sessionField } from '../../fields/session.ts';

const ADVICE =
	'Nothing was ended. Check the Room of this item, and that somebody has been in it: a room without a session has nothing to end.';

/** Sends everybody out of a room. To end a session twice does no harm, so a lost answer is asked for again. */
export const endSession = defineOperation({
	resource: 'session',
	option: {
		name: 'End',
		value: 'end',
		action: 'End a session',
		description: 'Send everybody out of a room, those on the phone too',
	},
	fields: [
		roomField,
		{
			...sessionField,
			required: false,
			description: 'Empty: the one that goes on',
		},
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add option',
			default: {},
			options: [
				{
					displayName: 'Force',
					name: 'force',
					type: 'boolean',
					default: true,
					description: "Whether to end it by force: VideoSDK's word, not explained by it",
				},
				rawAnswerField,
			],
		},
	],
	// Ended for nothing, it would be the talk of others that goes on in the room.
	exceptions: { filters: ['sessionId'] },
	plan: ({ roomId, sessionId, options }) => ({
		order: {
			roomId: roomIdOf(roomId),
			sessionId: safeText('Session', sessionId) || undefined,
			force: options.force,
		},
		raw: options.rawAnswer,
	}),
	run: async ({ api }, { order, raw }) => {
		const given = { Room: order.roomId, Session: order.sessionId };
		return toSessionItem(await advised(given, ADVICE, api.sessions.end(order)), { raw });
	},
});
