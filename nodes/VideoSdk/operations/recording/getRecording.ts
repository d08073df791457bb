import { toRecordingItem } from '../../../../videosdk/recording.ts';
import { advised } from '../../api/advised.ts';
import { isRawWanted, rawAnswerFields } from '../../fields/rawAnswer.ts';
import { recordingIdField, recordingIdOf, recordingTypeField } from '../../fields/recording.ts';
import { defineOperation } from '../defineOperation.ts';

export const NO_SUCH_RECORDING =
	'Check the Recording ID and the Recording Type of this item: VideoSDK keeps each type in a list of its own. Check also that the credential is of the account that it belongs to.';

/** Tells how a recording stands, and where its file lies. */
export const getRecording = defineOperation({
	resource: 'recording',
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get a recording',
		description: 'Look up a recording and the link to its file',
	},
	fields: [recordingTypeField, recordingIdField, ...rawAnswerFields],
	plan: ({ recordingType: type, recordingId, ...others }) => ({
		...{ type, recordingId: recordingIdOf(recordingId), raw: isRawWanted(others) },
	}),
	run: async ({ api }, { type, recordingId, raw }) => {
		const given = { 'Recording ID': recordingId };
		const answer = await advised(given, NO_SUCH_RECORDING, api.recordings.get(type, recordingId));
		return { ...toRecordingItem(answer, type, { raw }) };
	},
});
