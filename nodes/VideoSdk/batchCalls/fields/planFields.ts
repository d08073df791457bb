import type { INodeProperties } from 'n8n-workflow';
import { weekdays } from '../../calls/fields/safetyFields.ts';

// When and how VideoSDK calls the people of a batch.

export const daysField = {
	displayName: 'Days',
	name: 'daysOfWeek',
	type: 'multiOptions',
	options: weekdays,
	default: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
	description: 'On which days VideoSDK calls. All days without this option.',
} as const satisfies INodeProperties;

export const descriptionField = {
	displayName: 'Description',
	name: 'batchDescription',
	type: 'string',
	default: '',
	description: 'For whoever looks at the batch in the VideoSDK dashboard',
} as const satisfies INodeProperties;

export const hoursField = {
	displayName: 'Hours',
	name: 'allowedHours',
	type: 'fixedCollection',
	default: { hours: {} },
	placeholder: 'Add hours',
	options: [
		{
			displayName: 'Hours',
			name: 'hours',
			values: [
				{
					displayName: 'From',
					name: 'from',
					type: 'string',
					default: '09:00',
					placeholder: '09:00',
					description: 'From what time on VideoSDK calls',
				},
				{
					displayName: 'Until',
					name: 'until',
					type: 'string',
					default: '18:00',
					placeholder: '18:00',
					description: 'The first minute that is too late',
				},
			],
		},
	],
	description:
		"Between which hours VideoSDK calls, by the clock of Time Zone above and not by each called person's",
} as const satisfies INodeProperties;

export const retryField = {
	displayName: 'Retry',
	name: 'batchRetry',
	type: 'fixedCollection',
	default: { retry: {} },
	placeholder: 'Add retry',
	options: [
		{
			displayName: 'Retry',
			name: 'retry',
			values: [
				{
					displayName: 'When the Call Was',
					name: 'retryOn',
					type: 'multiOptions',
					options: [
						{ name: 'Abandoned', value: 'abandoned' },
						{ name: 'Failed', value: 'failed' },
						{ name: 'Missed', value: 'missed' },
						{ name: 'Not Answered', value: 'not-answered' },
						{ name: 'Rejected', value: 'rejected' },
					],
					default: ['missed', 'not-answered'],
					description: 'After which endings VideoSDK calls the person again',
				},
				{
					displayName: 'Attempts',
					name: 'maxAttempts',
					type: 'number',
					typeOptions: { minValue: 1, maxValue: 3, numberPrecision: 0 },
					default: 2,
					description: 'How often a person is called at most, 3 times at the outside',
				},
			],
		},
	],
	description:
		'Whom VideoSDK calls again. The pause between two calls is its own: its API has no word for it.',
} as const satisfies INodeProperties;
