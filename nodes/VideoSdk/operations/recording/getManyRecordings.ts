import { toRecordingItem } from '../../../../videosdk/recording.ts';
import { limitField, mostOf, returnAllField } from '../../fields/limit.ts';
import { rawAnswerField } from '../../fields/rawAnswer.ts';
import { recordingTypeField } from '../../fields/recording.ts';
import { defineOperation } from '../defineOperation.ts';

/** Lists recordings of one type, one output item each. */
export const getManyRecordings = defineOperation({
	resource: 'recording',
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many recordings',
		description: 'List recordings of one type',
	},
	fields: [
		recordingTypeField,
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
					displayName: 'Participant ID',
					name: 'participantId',
					type: 'string',
					displayOptions: { show: { '/recordingType': ['participant', 'track'] } },
					default: '',
					placeholder: 'customer_4711',
					description: 'Only recordings of this participant',
				},
				{
					displayName: 'Room ID',
					name: 'roomId',
					type: 'string',
					default: '',
					placeholder: 'abcd-efgh-ijkl',
					description: 'Only recordings in this room',
				},
				{
					displayName: 'Session ID',
					name: 'sessionId',
					type: 'string',
					default: '',
					placeholder: '61d6e823783d6b03a026ac05',
					description: 'Only recordings of it',
				},
				{
					displayName: 'Status',
					name: 'status',
					type: 'string',
					displayOptions: { show: { '/recordingType': ['merge'] } },
					default: '',
					placeholder: 'completed',
					description: 'Of merged ones, such as completed or failed',
				},
			],
		},
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add option',
			default: {},
			options: [
				rawAnswerField,
				{
					displayName: 'With Transcription',
					name: 'withTranscription',
					type: 'boolean',
					displayOptions: { show: { '/recordingType': ['room'] } },
					default: true,
					description: 'Whether to add what was written down',
				},
			],
		},
	],
	plan: ({ recordingType: type, filters, options, ...limits }) => ({
		...{ type, most: mostOf(limits), raw: options.rawAnswer },
		filters: { ...filters, withTranscription: options.withTranscription },
	}),
	run: async ({ api }, { type, filters, most, raw }) => {
		const recordings = await api.recordings.list(type, { filters, most });
		return recordings.map((recording) => ({ ...toRecordingItem(recording, type, { raw }) }));
	},
});
