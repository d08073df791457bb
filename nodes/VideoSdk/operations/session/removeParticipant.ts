import { defineOperation } from '../defineOperation.ts';
import { missingInput } from '../../errors/failure.ts';
import { roomField, roomIdOf } from '../../fields/room.ts';
import { safeText } from '../../fields/safeText.ts';

/** Sends somebody out of a room. Who is not there (any more) is no error: the answer may have been lost. */
export const removeParticipant = defineOperation({
	resource: 'session',
	option: {
		name: 'Remove Participant',
		value: 'removeParticipant',
		action: 'Remove a participant from a session',
		description: 'Send a person or voice agent out of a room',
	},
	fields: [
		roomField,
		{
			displayName: 'Participant',
			name: 'participant',
			type: 'resourceLocator',
			required: true,
			default: { mode: 'list', value: '' },
			description: '"participantId" in the output of a call or of Get Participants',
			modes: [
				{
					displayName: 'From List',
					name: 'list',
					type: 'list',
					typeOptions: { searchListMethod: 'searchParticipants', searchable: true },
				},
				{
					displayName: 'By ID',
					name: 'id',
					type: 'string',
					placeholder: 'customer_4711',
				},
			],
		},
	],
	plan: ({ roomId, participant }) => ({
		roomId: roomIdOf(roomId),
		participantId: participantIdOf(participant),
	}),
	run: async ({ api }, one) => ({ ...one, removed: await api.sessions.removeParticipant(one) }),
});

function participantIdOf(value: unknown): string {
	const participantId = safeText('Participant', value);
	if (participantId !== '') return participantId;
	throw missingInput('Participant');
}
