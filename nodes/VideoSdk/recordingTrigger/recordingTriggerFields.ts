import type { INodeProperties } from 'n8n-workflow';
import { whoseCallsFields } from '../trigger/whoseCallsFields.ts';

export const recordingTriggerFields: INodeProperties[] = [
	{
		displayName:
			'Looks once a minute, or at the Poll Times, for calls that are over and whose recording is there. VideoSDK need not reach this n8n.',
		name: 'howItLooks',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Recording Type',
		name: 'recordingType',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Any',
				value: 'any',
				description: 'Whichever is there first: of the room, merged, or of a participant',
			},
			{
				name: 'Merged Participants',
				value: 'merge',
				description: 'Two sides of a talk in one sound file, one on each channel',
			},
			{
				name: 'Participant',
				value: 'participant',
				description: 'Sound and picture of one participant',
			},
			{
				name: 'Room',
				value: 'room',
				description: 'All that is heard and seen in the room of the call',
			},
			{
				name: 'Track',
				value: 'track',
				description: 'Only the sound, the picture or the shared screen of one participant',
			},
		],
		default: 'any',
		description:
			'Which recording is waited for. VideoSDK does not say which a call with Record on has.',
	},
	{
		displayName: 'Also Wait For',
		name: 'alsoWaitFor',
		type: 'multiOptions',
		noDataExpression: true,
		options: [
			{
				name: 'Summary',
				value: 'summary',
				description: 'What VideoSDK has made of the transcript',
			},
			{ name: 'Transcript', value: 'transcript', description: 'What was said, in writing' },
		],
		default: [],
		description:
			'What must be there besides the recording. It must have been asked for at the start.',
	},
	{
		displayName: 'Wait at Most (Minutes)',
		name: 'waitMinutes',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 1440 },
		default: 30,
		description:
			'How long after the end of a call its recording is waited for. Then the item says "isComplete": false.',
	},
	{
		displayName: 'Unanswered Calls, Too',
		name: 'unanswered',
		type: 'boolean',
		noDataExpression: true,
		default: true,
		description: 'Whether calls that nobody answered start the workflow as well, at the next look',
	},
	...whoseCallsFields,
];
