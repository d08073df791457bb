import type { INodeProperties } from 'n8n-workflow';
import { weekdays } from '../../calls/fields/safetyFields.ts';
import { IN_VERSION_1, SINCE_1_1 } from '../../fields/nodeVersions.ts';
import { routingRuleField } from '../../fields/routingRule.ts';

// When and how VideoSDK calls the people of a batch: what launches, and changes of a plan, say in the same words.

const WHEN_SCHEDULED = { show: { launchWhen: ['scheduled'] } };

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
					description: 'The first minute that is too late. Before From: over midnight.',
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

export const batchNameField = {
	displayName: 'Batch Name',
	name: 'batchName',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'Reminders for May',
	description:
		'The name in the VideoSDK dashboard, that of the first item. The parts of a long list are numbered.',
} as const satisfies INodeProperties;

export const launchWhenField = {
	displayName: 'Launch',
	name: 'launchWhen',
	type: 'options',
	options: [
		{ name: 'Immediately', value: 'immediate', description: 'VideoSDK begins to call at once' },
		{
			name: 'Scheduled',
			value: 'scheduled',
			description: 'VideoSDK begins at a time, and keeps to hours and days',
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
	description:
		'When the first people are called. Without a zone in it, by the clock of the workflow, whatever Time Zone says.',
} as const satisfies INodeProperties;

/** Chosen from a list in nodes of today; of two fields with one name, the last reads both. */
export const batchTimeZoneFields = [
	{
		displayName: 'Time Zone',
		name: 'batchTimeZone',
		type: 'string',
		displayOptions: { show: { ...IN_VERSION_1, launchWhen: ['scheduled'] } },
		default: '',
		placeholder: 'Europe/Oslo',
		description: 'Whose clock Hours and Days are about. When empty, that of the workflow.',
	},
	{
		displayName: 'Time Zone',
		name: 'batchTimeZone',
		type: 'resourceLocator',
		displayOptions: { show: { ...SINCE_1_1, launchWhen: ['scheduled'] } },
		default: { mode: 'list', value: '' },
		description: 'Whose clock Hours and Days are about. When empty, that of the workflow.',
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod: 'searchTimeZones', searchable: true },
			},
			{ displayName: 'Name', name: 'name', type: 'string', placeholder: 'Europe/Oslo' },
		],
	},
] as const satisfies INodeProperties[];

export const batchRuleField = {
	...routingRuleField,
	description:
		'The outbound rule that decides how the calls go out, and which voice agent talks. It must be attached to Caller ID (From).',
} as const satisfies INodeProperties;

export const launchKeyField = {
	displayName: 'Deduplication Key',
	name: 'deduplicationKey',
	type: 'string',
	default: '',
	placeholder: 'reminders-2027-05',
	description:
		'A name for this launch, that of the first item: the same key launches once for good, across executions. An empty one fails.',
} as const satisfies INodeProperties;

export const whenUnknownField = {
	displayName: 'If the Result Is Unknown',
	name: 'whenUnknown',
	type: 'options',
	options: [
		{
			name: 'Fail',
			value: 'fail',
			description: 'The items fail and say that the batch may be running. Nobody is called twice.',
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
} as const satisfies INodeProperties;

export const launchDescriptionField = {
	...descriptionField,
	description:
		'For whoever looks at the batch in the VideoSDK dashboard. The node adds a key by which it finds the batch.',
} as const satisfies INodeProperties;
