import type { INodeProperties } from 'n8n-workflow';
import {
	allowedCountriesField,
	allowedPrefixesField,
	allowNumbersField,
	defaultCountryField,
	doNotCallField,
} from '../../fields/numberRuleFields.ts';

/** In the order of the week, as everybody expects it. */
export const weekdays = [
	{ name: 'Monday', value: 'monday' },
	{ name: 'Tuesday', value: 'tuesday' },
	{ name: 'Wednesday', value: 'wednesday' },
	{ name: 'Thursday', value: 'thursday' },
	{ name: 'Friday', value: 'friday' },
	{ name: 'Saturday', value: 'saturday' },
	{ name: 'Sunday', value: 'sunday' },
];

export const mostCallsField = {
	displayName: 'Maximum Calls per Run',
	name: 'mostCalls',
	type: 'number',
	// An expression may say that nobody is called today.
	typeOptions: { minValue: 0, numberPrecision: 0 },
	default: 100,
	description: 'In one execution. Further items are not called.',
} as const satisfies INodeProperties;

export const notAgainWithinField = {
	displayName: 'Not Again Within (Hours)',
	name: 'notAgainWithin',
	type: 'number',
	typeOptions: { minValue: 0 },
	default: 24,
	description:
		'Calls nobody again, as far as this execution and VideoSDK\'s call list show. <a href="https://github.com/n8n-nodes-videosdk/n8n-nodes-videosdk/blob/main/docs/safety.md#how-often">More</a>.',
} as const satisfies INodeProperties;

export const whenNotAllowedField = {
	displayName: 'If Not Allowed',
	name: 'whenNotAllowed',
	type: 'options',
	options: [
		{
			name: 'Fail',
			value: 'fail',
			description: 'Then nobody is called, unless On Error says to continue',
		},
		{
			name: 'Skip',
			value: 'skip',
			description: 'It comes out as "skipped"',
		},
	],
	default: 'fail',
	description: 'What becomes of the item. AI agents are always refused.',
} as const satisfies INodeProperties;

/**
 * What keeps an "Outbound SIP Call" from doing harm: what most need first, and last what allows more instead
 * of less.
 */
export const safetyFields = [
	doNotCallField,
	{
		displayName: 'Calling Hours',
		name: 'callingWindow',
		type: 'fixedCollection',
		// Without it n8n shows no field before one more click, and forgets the rule when nobody does it.
		default: { window: {} },
		placeholder: 'Add hours',
		options: [
			{
				displayName: 'Hours',
				name: 'window',
				values: [
					{
						displayName: 'Days',
						name: 'days',
						type: 'multiOptions',
						options: weekdays,
						default: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
						description: 'Where the called person is',
					},
					{
						displayName: 'From',
						name: 'from',
						type: 'string',
						default: '09:00',
						placeholder: '09:00',
						description: 'Where the called person is',
					},
					{
						displayName: 'Until',
						name: 'until',
						type: 'string',
						default: '20:00',
						placeholder: '20:00',
						description: 'The first minute that is too late. Before From: over midnight.',
					},
					{
						displayName: 'Time Zone',
						name: 'timeZone',
						// A list would need a second field of this name, for stored nodes: where one group has two,
						// n8n loses it when it is saved with all values as they were.
						type: 'string',
						default: '',
						placeholder: 'By Number',
						description:
							'Such as Europe/Oslo. Empty: it must be within the hours wherever the number can be.',
					},
				],
			},
		],
		description:
			'By the clock of the called person. <a href="https://github.com/n8n-nodes-videosdk/n8n-nodes-videosdk/blob/main/docs/safety.md#calling-hours">More</a>.',
	},
	{
		displayName: 'Outside Calling Hours',
		name: 'outsideWindow',
		type: 'options',
		options: [
			{
				name: 'Defer',
				value: 'defer',
				description: 'It comes out with "callAt": when they begin',
			},
			{ name: 'Fail', value: 'fail' },
			{
				name: 'Skip',
				value: 'skip',
				description: 'It comes out as "skipped"',
			},
		],
		default: 'defer',
		description: 'What becomes of the item. AI agents are always refused.',
	},
	mostCallsField,
	notAgainWithinField,
	allowedCountriesField,
	allowedPrefixesField,
	defaultCountryField,
	whenNotAllowedField,
	allowNumbersField,
] as const satisfies INodeProperties[];
