import type { INodeProperties } from 'n8n-workflow';
import { weekdays } from '../../calls/fields/safetyFields.ts';
import { listSince11 } from '../../fields/listSince11.ts';
import { routingRuleField } from '../../fields/routingRule.ts';

// When and how VideoSDK calls the people of a batch: what launches, and changes of a plan, say in the same words.

const WHEN_SCHEDULED = { show: { launchWhen: ['scheduled'] } };

export const daysField = {
	displayName: 'Days',
	name: 'daysOfWeek',
	type: 'multiOptions',
	options: weekdays,
	default: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
	description: 'All days without this option',
} as const satisfies INodeProperties;

export const descriptionField = {
	displayName: 'Description',
	name: 'batchDescription',
	type: 'string',
	default: '',
	description: 'For the VideoSDK dashboard',
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
					description: 'The first minute',
				},
				{
					displayName: 'Until',
					name: 'until',
					type: 'string',
					default: '18:00',
					placeholder: '18:00',
					description: 'The first minute that is too late. Before From: over midnight.',
				},
			],
		},
	],
	description: "By the clock of Time Zone, not by each called person's",
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
					description: 'After which endings the person is called again',
				},
				{
					displayName: 'Attempts',
					name: 'maxAttempts',
					type: 'number',
					typeOptions: { minValue: 1, maxValue: 3, numberPrecision: 0 },
					default: 2,
					description: 'The first call included',
				},
			],
		},
	],
	description: 'VideoSDK itself decides the pause between two calls',
} as const satisfies INodeProperties;

export const batchNameField = {
	displayName: 'Batch Name',
	name: 'batchName',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'Reminders for May',
	description: 'As in the VideoSDK dashboard; that of the first item',
} as const satisfies INodeProperties;

export const launchWhenField = {
	displayName: 'Launch',
	name: 'launchWhen',
	type: 'options',
	options: [
		{ name: 'Immediately', value: 'immediate' },
		{
			name: 'Scheduled',
			value: 'scheduled',
			description: 'At a time, by hours and days',
		},
	],
	default: 'immediate',
	description: 'When VideoSDK begins to call',
} as const satisfies INodeProperties;

export const startAtField = {
	displayName: 'Start At',
	name: 'startAt',
	type: 'dateTime',
	required: true,
	displayOptions: WHEN_SCHEDULED,
	default: '',
	description: 'Without a zone in it, by the clock of the workflow, whatever Time Zone says',
} as const satisfies INodeProperties;

export const batchTimeZoneFields = listSince11(
	{
		displayName: 'Time Zone',
		name: 'batchTimeZone',
		placeholder: 'Europe/Oslo',
		description: 'Of Hours and Days. Empty: that of the workflow.',
	},
	{
		searchListMethod: 'searchTimeZones',
		entered: { displayName: 'Name', name: 'name' },
		show: WHEN_SCHEDULED.show,
	},
);

export const batchRuleField = {
	...routingRuleField,
	description: 'An outbound rule that the Caller ID belongs to',
} as const satisfies INodeProperties;

export const launchKeyField = {
	displayName: 'Deduplication Key',
	name: 'deduplicationKey',
	type: 'string',
	default: '',
	placeholder: 'reminders-2027-05',
	description:
		'The same key launches once for good, in later executions too. That of the first item counts.',
} as const satisfies INodeProperties;

export const whenUnknownField = {
	displayName: 'If the Result Is Unknown',
	name: 'whenUnknown',
	type: 'options',
	options: [
		{
			name: 'Fail',
			value: 'fail',
			description: 'Nobody is called twice',
		},
		{
			name: 'Launch Again If Not Found',
			value: 'dialAgainIfNotFound',
			description: 'Phones may ring twice',
		},
	],
	default: 'fail',
	description: 'When the answer was lost, and the batch does not show that it was launched',
} as const satisfies INodeProperties;

export const launchDescriptionField = {
	...descriptionField,
	description: 'For the VideoSDK dashboard. The node adds a key to find the batch by.',
} as const satisfies INodeProperties;
