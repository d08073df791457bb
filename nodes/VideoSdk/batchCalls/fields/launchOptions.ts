import type { INodeProperties } from 'n8n-workflow';
import { weekdays } from '../../calls/fields/safetyFields.ts';

const WHEN_SCHEDULED = { show: { '/launchWhen': ['scheduled'] } };

/** The options of "Launch From Items", in the order of the alphabet. */
export const launchOptions = [
	{
		displayName: 'Days',
		name: 'daysOfWeek',
		type: 'multiOptions',
		displayOptions: WHEN_SCHEDULED,
		options: weekdays,
		default: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
		description: 'On which days VideoSDK calls. All days without this option.',
	},
	{
		displayName: 'Deduplication Key',
		name: 'deduplicationKey',
		type: 'string',
		default: '',
		placeholder: 'reminders-2027-05',
		description:
			'A name for this launch, that of the first item: the same key launches once for good, across executions. An empty one fails.',
	},
	{
		displayName: 'Description',
		name: 'batchDescription',
		type: 'string',
		default: '',
		description:
			'For whoever looks at the batch in the VideoSDK dashboard. The node adds a key by which it finds the batch.',
	},
	{
		displayName: 'Hours',
		name: 'allowedHours',
		type: 'fixedCollection',
		displayOptions: WHEN_SCHEDULED,
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
	},
	{
		displayName: 'Include Input Fields',
		name: 'includeInputFields',
		type: 'boolean',
		default: true,
		description:
			"Whether the item that came in comes out beside what became of it, not masked. The node's fields win.",
	},
	{
		displayName: 'Mask Numbers',
		name: 'maskNumbers',
		type: 'boolean',
		default: true,
		description:
			'Whether to hide all but the last digits of numbers in output and errors. VideoSDK gets them in full.',
	},
	{
		displayName: 'Phone Number Column',
		name: 'phoneNumberColumn',
		type: 'string',
		default: 'phoneNumber',
		description:
			'How the column with the numbers is named in the file, where VideoSDK asks for another name than "phoneNumber"',
	},
	{
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
	},
	{
		displayName: 'Rows per Batch',
		name: 'rowsPerBatch',
		type: 'number',
		typeOptions: { minValue: 1, numberPrecision: 0 },
		default: 10000,
		description:
			'How many rows one file has at most. Without this option only the 5 MB that VideoSDK takes count.',
	},
	{
		displayName: 'When Unknown',
		name: 'whenUnknown',
		type: 'options',
		options: [
			{
				name: 'Fail',
				value: 'fail',
				description:
					'The items fail and say that the batch may be running. Nobody is called twice.',
			},
			{
				name: 'Launch Again If Not Found',
				value: 'dialAgainIfNotFound',
				description:
					'It is launched once more, never a third time. Should the first have gone through unseen, phones may ring twice.',
			},
		],
		default: 'fail',
		description: "When VideoSDK's answer was lost and the batch does not show that it was launched",
	},
] as const satisfies INodeProperties[];
