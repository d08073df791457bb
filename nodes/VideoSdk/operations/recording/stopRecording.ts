import { messageIn } from '../../../../videosdk/messageIn.ts';
import { advised } from '../../api/advised.ts';
import type { RecordingStop } from '../../api/recordings.ts';
import { missingInput } from '../../errors/failure.ts';
import { recordedParticipantField, recordedTrackField } from '../../fields/recording.ts';
import { roomField, roomIdOf } from '../../fields/room.ts';
import { safeText } from '../../fields/safeText.ts';
import { defineOperation } from '../defineOperation.ts';

const ADVICE =
	'Look with Get Many whether it is still recorded: a recording ends by itself with the session, and one that has ended cannot be stopped. Recording Type, Room and Participant ID must be those that it was started with.';

/** Stops a recording. To stop it twice does no harm, so a lost answer is asked for again. */
export const stopRecording = defineOperation({
	resource: 'recording',
	option: {
		name: 'Stop',
		value: 'stop',
		action: 'Stop a recording',
		description: 'Stop a recording. The file comes a while later.',
	},
	fields: [
		{
			displayName: 'Recording Type',
			name: 'recordingType',
			type: 'options',
			noDataExpression: true,
			options: [
				{ name: 'Participant', value: 'participant', description: 'Of one participant' },
				{ name: 'Room', value: 'room', description: 'Of all that is heard and seen in a room' },
				{ name: 'Track', value: 'track', description: 'Of one track of one participant' },
			],
			default: 'room',
			description: 'What is being recorded',
		},
		roomField,
		recordedParticipantField,
		recordedTrackField,
	],
	plan: ({ recordingType: type, kind, ...params }) => {
		const roomId = roomIdOf(params.roomId);
		let order: RecordingStop = { roomId };
		if (type === 'room') return { type, order };
		const participantId = safeText('Participant ID', params.participantId);
		if (participantId === '') throw missingInput('Participant ID');
		order = { roomId, participantId };
		return { type, order: type === 'track' ? { ...order, kind } : order };
	},
	run: async ({ api }, { type, order }) => {
		const given = { Room: order.roomId, 'Participant ID': order.participantId };
		const answer = await advised(given, ADVICE, api.recordings.stop(type, order));
		return { type, ...order, stopped: true, ...messageIn(answer) };
	},
});
