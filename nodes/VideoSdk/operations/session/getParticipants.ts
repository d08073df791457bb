import { roomIdIn } from '../../../../videosdk/room.ts';
import { sessionIdIn, toParticipantItem } from '../../../../videosdk/session.ts';
import { defineOperation } from '../defineOperation.ts';
import { advised } from '../../api/advised.ts';
import { limitField, mostOf, returnAllField } from '../../fields/limit.ts';
import { roomField, roomIdOf } from '../../fields/room.ts';
import { sessionField, sessionIdOf } from '../../fields/session.ts';

const ADVICE =
	'Check the Session of this item: it is the "sessionId" of a call, or one that Get Many lists, and not a room or call ID.';

/** Lists who is or was in a session, one output item each. Nobody is in a room that is not in use. */
export const getParticipants = defineOperation({
	resource: 'session',
	option: {
		name: 'Get Participants',
		value: 'getParticipants',
		action: 'Get the participants of a session',
		description: 'List who is or was in a session',
	},
	fields: [
		{
			displayName: 'Participants Of',
			name: 'participantsOf',
			type: 'options',
			noDataExpression: true,
			options: [
				{
					name: 'Room, Now',
					value: 'room',
					description: 'Nothing comes out when none goes on',
				},
				{
					name: 'Session',
					value: 'session',
					description: 'A certain session, which may be over',
				},
			],
			default: 'room',
			description: 'Whose participants are listed',
		},
		{ ...roomField, displayOptions: { show: { participantsOf: ['room'] } } },
		{ ...sessionField, displayOptions: { show: { participantsOf: ['session'] } } },
		{
			displayName: 'Who',
			name: 'who',
			type: 'options',
			options: [
				{
					name: 'All',
					value: 'all',
					description: 'Those who have left, too',
				},
				{
					name: 'Present',
					value: 'active',
					description: 'Only those who are there now',
				},
			],
			default: 'all',
			description: 'Whether those who have left are listed as well',
		},
		returnAllField,
		limitField,
	],
	plan: ({ participantsOf, who, ...params }) => {
		const isOfSession = participantsOf === 'session';
		return {
			roomId: isOfSession ? undefined : roomIdOf(params.roomId),
			sessionId: isOfSession ? sessionIdOf(params.sessionId) : undefined,
			who,
			most: mostOf(params),
		};
	},
	run: async ({ api }, { roomId, sessionId: chosen, who, most }) => {
		const session = roomId === undefined ? undefined : await api.sessions.ongoing(roomId);
		const sessionId = chosen ?? sessionIdIn(session ?? {});
		if (sessionId === undefined) return [];
		const given = { Room: roomId, Session: chosen };
		const reading = api.sessions.participants(sessionId, who, most);
		const found = await advised(given, ADVICE, reading);
		const where = { sessionId, ...(session && { roomId: roomIdIn(session) ?? roomId }) };
		return found.map((participant) => ({ ...where, ...toParticipantItem(participant) }));
	},
});
