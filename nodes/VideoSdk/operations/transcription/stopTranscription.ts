import { toTranscriptionItem } from '../../../../videosdk/transcription.ts';
import { advised } from '../../api/advised.ts';
import { roomField, roomIdOf } from '../../fields/room.ts';
import { defineOperation } from '../defineOperation.ts';

const ADVICE =
	'Look with Get Many whether the room is still written down: a transcription ends by itself with the session, and one that has ended cannot be stopped.';

/** Ends the transcription of a room. To stop it twice does no harm, so a lost answer is asked for again. */
export const stopTranscription = defineOperation({
	resource: 'transcription',
	option: {
		name: 'Stop',
		value: 'stop',
		action: 'Stop a transcription',
		description: 'Stop a transcription. The text comes a while later.',
	},
	fields: [roomField],
	plan: ({ roomId }) => roomIdOf(roomId),
	run: async ({ api }, roomId) => {
		const answer = await advised({ Room: roomId }, ADVICE, api.transcriptions.stop(roomId));
		return { roomId, ...toTranscriptionItem(answer, 'realtime') };
	},
});
