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
	description: 'How many calls this node may place in one execution. Further items are not called.',
} as const satisfies INodeProperties;

export const notAgainWithinField = {
	displayName: 'Not Again Within (Hours)',
	name: 'notAgainWithin',
	type: 'number',
	typeOptions: { minValue: 0 },
	default: 24,
	description:
		'Nobody is called again within this time: neither by this execution nor, as far as VideoSDK\'s call list shows, by others. <a href="https://github.com/n8n-nodes-videosdk/n8n-nodes-videosdk/blob/main/docs/safety.md#how-often">More</a>.',
} as const satisfies INodeProperties;

export const whenNotAllowedField = {
	displayName: 'If Not Allowed',
	name: 'whenNotAllowed',
	type: 'options',
	options: [
		{
			name: 'Fail',
			value: 'fail',
			description: 'The item fails and, unless the node goes on with errors, nobody is called',
		},
		{
			name: 'Skip',
			value: 'skip',
			description: 'The item comes out as "skipped". The others are called.',
		},
	],
	default: 'fail',
	description:
		'What becomes of an item whose number is not allowed. An AI agent is always refused, and told why.',
} as const satisfies INodeProperties;

/** What keeps an "Outbound SIP Call" from doing harm, in the order of the alphabet. */
export const safetyFields = [
	allowNumbersField,
	allowedCountriesField,
	allowedPrefixesField,
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
						description: 'On which days, where the called person is',
					},
					{
						displayName: 'From',
						name: 'from',
						type: 'string',
						default: '09:00',
						placeholder: '09:00',
						description: 'From what time on, where the called person is',
					},
					{
						displayName: 'Until',
						name: 'until',
						type: 'string',
						default: '20:00',
						placeholder: '20:00',
						description:
							'The first minute that is too late. Before From, the window goes over midnight.',
					},
					{
						displayName: 'Time Zone',
						name: 'timeZone',
						type: 'string',
						default: '',
						placeholder: 'By Number',
						description:
							'A name such as Europe/Oslo, UTC or an offset. Empty: the window must be open wherever the number can be.',
					},
				],
			},
		],
		description:
			'When people may be called, by the clock on their wall. <a href="https://github.com/n8n-nodes-videosdk/n8n-nodes-videosdk/blob/main/docs/safety.md#calling-hours">More</a>.',
	},
	defaultCountryField,
	doNotCallField,
	mostCallsField,
	notAgainWithinField,
	{
		displayName: 'Outside Calling Hours',
		name: 'outsideWindow',
		type: 'options',
		options: [
			{
				name: 'Defer',
				value: 'defer',
				description:
					'The item comes out as "deferred", with all that came in and "callAt", when they begin',
			},
			{ name: 'Fail', value: 'fail', description: 'The item fails, and nobody is called' },
			{
				name: 'Skip',
				value: 'skip',
				description: 'The item comes out as "skipped"',
			},
		],
		default: 'defer',
		description:
			'What becomes of an item outside the Calling Hours. An AI agent is always refused, and told when they begin.',
	},
	whenNotAllowedField,
] as const satisfies INodeProperties[];
