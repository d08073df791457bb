import { toSessionItem } from '../../../../videosdk/session.ts';
import { defineOperation } from '../defineOperation.ts';
import { limitField, mostOf, returnAllField } from '../../fields/limit.ts';
import { isRawWanted, rawAnswerFields } from '../../fields/rawAnswer.ts';
import { roomField } from '../../fields/room.ts';
import { safeText } from '../../fields/safeText.ts';

/** Lists sessions, one output item each. */
export const getManySessions = defineOperation({
	resource: 'session',
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many sessions',
		description: 'List when rooms were in use, and by whom',
	},
	fields: [
		{
			...roomField,
			required: false,
			description: 'Empty: of all rooms',
		},
		returnAllField,
		limitField,
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add filter',
			default: {},
			options: [
				{
					displayName: 'Started From',
					name: 'startedFrom',
					type: 'dateTime',
					default: '',
					description: 'Only sessions that began since then',
				},
				{
					displayName: 'Started Until',
					name: 'startedUntil',
					type: 'dateTime',
					default: '',
					description: 'Only sessions that began by then',
				},
				{
					displayName: 'Status',
					name: 'sessionStatus',
					type: 'options',
					options: [
						{ name: 'Ended', value: 'ended', description: 'Everybody has left' },
						{ name: 'Ongoing', value: 'ongoing', description: 'Somebody is in the room now' },
					],
					default: 'ongoing',
					description: 'Whether the session goes on',
				},
			],
		},
		...rawAnswerFields,
	],
	exceptions: { filters: ['roomId'] },
	plan: ({ roomId, filters, ...limits }) => ({
		filters: { ...filters, roomId: safeText('Room', roomId) },
		most: mostOf(limits),
		raw: isRawWanted(limits),
	}),
	run: async ({ api }, { filters, most, raw }) => {
		const sessions = await api.sessions.list(filters, most);
		return sessions.map((session) => toSessionItem(session, { raw }));
	},
});
