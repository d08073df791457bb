import { toTranscriptionItem } from '../../../../videosdk/transcription.ts';
import { advised } from '../../api/advised.ts';
import { isRawWanted, rawAnswerFields } from '../../fields/rawAnswer.ts';
import {
	transcriptionIdField,
	transcriptionIdOf,
	transcriptionSourceField,
} from '../../fields/transcription.ts';
import { defineOperation } from '../defineOperation.ts';

export const NO_SUCH_TRANSCRIPTION =
	'Check the Transcription ID of this item, and Transcription Of: VideoSDK keeps those of live talks and of recordings in lists of their own. Check also that the credential is of the account that it belongs to.';

/** Tells how a transcription stands, and where its texts lie. */
export const getTranscription = defineOperation({
	resource: 'transcription',
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get a transcription',
		description: 'Look up a transcription and its links',
	},
	fields: [transcriptionSourceField, transcriptionIdField, ...rawAnswerFields],
	plan: ({ transcriptionSource: source, transcriptionId, ...others }) => ({
		...{ source, id: transcriptionIdOf(transcriptionId), raw: isRawWanted(others) },
	}),
	run: async ({ api }, { source, id, raw }) => {
		const looking = api.transcriptions.get(source, id);
		const answer = await advised({ 'Transcription ID': id }, NO_SUCH_TRANSCRIPTION, looking);
		return { ...toTranscriptionItem(answer, source, { raw }) };
	},
});
