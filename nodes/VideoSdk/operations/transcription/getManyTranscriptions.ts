import { toTranscriptionItem } from '../../../../videosdk/transcription.ts';
import { limitField, mostOf, returnAllField } from '../../fields/limit.ts';
import { isRawWanted, rawAnswerFields } from '../../fields/rawAnswer.ts';
import { transcriptionSourceField } from '../../fields/transcription.ts';
import { defineOperation } from '../defineOperation.ts';

/** Lists transcriptions, one output item each. */
export const getManyTranscriptions = defineOperation({
	resource: 'transcription',
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many transcriptions',
		description: 'List transcriptions',
	},
	fields: [
		transcriptionSourceField,
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
					displayName: 'Room ID',
					name: 'roomId',
					type: 'string',
					default: '',
					placeholder: 'abcd-efgh-ijkl',
					description: 'Only transcriptions of this room',
				},
				{
					displayName: 'Session ID',
					name: 'sessionId',
					type: 'string',
					default: '',
					placeholder: '61d6e823783d6b03a026ac05',
					description: 'Only transcriptions of it',
				},
				{
					displayName: 'Status',
					name: 'status',
					type: 'string',
					displayOptions: { show: { '/transcriptionSource': ['realtime'] } },
					default: '',
					description: 'As VideoSDK names it',
				},
			],
		},
		...rawAnswerFields,
	],
	plan: ({ transcriptionSource: source, filters, ...limits }) => ({
		...{ source, filters, most: mostOf(limits), raw: isRawWanted(limits) },
	}),
	run: async ({ api }, { source, filters, most, raw }) => {
		const transcriptions = await api.transcriptions.list(source, { filters, most });
		return transcriptions.map((one) => ({ ...toTranscriptionItem(one, source, { raw }) }));
	},
});
