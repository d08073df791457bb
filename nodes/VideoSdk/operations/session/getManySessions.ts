import { toSessionItem } from '../../../../videosdk/session.ts';
import { defineOperation } from '../defineOperation.ts';
import { limitField, mostOf, returnAllField } from '../../fields/limit.ts';
import { rawAnswerOptions } from '../../fields/rawAnswer.ts';
import { roomField } from '../../fields/room.ts';
import { safeText } from '../../fields/safeText.ts';

/** Lists sessions, one output item each. */
export const getManySessions = defineOperation({
	resource: 'session',
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many sessions',
		description: 'List the sessions of one or all rooms, with who was in them',
	},
	fields: [
		{
			...roomField,
			required: false,
			description: 'Only sessions of this room. When empty, those of all rooms.',
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
					description:
						'Only sessions that began since this time; without a zone, in that of the workflow',
				},
				{
					displayName: 'Started Until',
					name: 'startedUntil',
					type: 'dateTime',
					default: '',
					description:
						'Only sessions that began by this time; without a zone, in that of the workflow',
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
		rawAnswerOptions,
	],
	exceptions: { filters: ['roomId'] },
	plan: ({ roomId, filters, options, ...limits }) => ({
		filters: { ...filters, roomId: safeText('Room', roomId) },
		most: mostOf(limits),
		raw: options.rawAnswer,
	}),
	run: async ({ api }, { filters, most, raw }) => {
		const sessions = await api.sessions.list(filters, most);
		return sessions.map((session) => toSessionItem(session, { raw }));
	},
});
