import type { INodeProperties } from 'n8n-workflow';
import { whoseCallsFields } from '../trigger/whoseCallsFields.ts';

export const recordingTriggerFields: INodeProperties[] = [
	{
		displayName: 'Looks once a minute, or at the Poll Times. VideoSDK need not reach this n8n.',
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
				description: 'Whichever is there first',
			},
			{
				name: 'Merged Participants',
				value: 'merge',
				description: 'Two sides of a talk, one on each channel',
			},
			{
				name: 'Participant',
				value: 'participant',
			},
			{
				name: 'Room',
				value: 'room',
			},
			{
				name: 'Track',
				value: 'track',
				description: 'Only sound, picture or screen of one',
			},
		],
		default: 'any',
		description: 'VideoSDK does not say which a call with Record on has',
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
			},
			{ name: 'Transcript', value: 'transcript' },
		],
		default: [],
		description: 'It must have been asked for at the start',
	},
	{
		displayName: 'Wait at Most (Minutes)',
		name: 'waitMinutes',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 1440 },
		default: 30,
		description: 'From the end of the call. Then the item says "isComplete": false.',
	},
	{
		displayName: 'Unanswered Calls, Too',
		name: 'unanswered',
		type: 'boolean',
		noDataExpression: true,
		default: true,
		description: 'Whether calls that nobody answered start the workflow, too',
	},
	...whoseCallsFields,
];
