import type { INodeProperties } from 'n8n-workflow';
import { countries } from '../../fields/country.ts';

/** In the order of the week, as everybody expects it. */
const WEEK = [
	{ name: 'Monday', value: 'monday' },
	{ name: 'Tuesday', value: 'tuesday' },
	{ name: 'Wednesday', value: 'wednesday' },
	{ name: 'Thursday', value: 'thursday' },
	{ name: 'Friday', value: 'friday' },
	{ name: 'Saturday', value: 'saturday' },
	{ name: 'Sunday', value: 'sunday' },
];

/** What keeps an "Outbound SIP Call" from doing harm, in the order of the alphabet. */
export const safetyFields = [
	{
		displayName: 'Allow Special Numbers',
		name: 'allowNumbers',
		type: 'multiOptions',
		options: [
			{
				name: 'Emergency and Short Numbers',
				value: 'emergency',
				description: '112, 911 and other numbers of up to six digits',
			},
			{
				name: 'Premium Rate',
				value: 'premiumRate',
				description: 'Numbers that cost more than a usual call, shared-cost and personal ones too',
			},
			{
				name: 'Satellite',
				value: 'satellite',
				description: 'Satellite phones and global networks: +870, +881, +882, +883',
			},
		],
		default: [],
		description: 'Which numbers may be called that are refused otherwise',
	},
	{
		displayName: 'Allowed Countries',
		name: 'allowedCountries',
		type: 'multiOptions',
		options: countries,
		default: [],
		description: 'Only numbers of these countries are called',
	},
	{
		displayName: 'Allowed Prefixes',
		name: 'allowedPrefixes',
		type: 'string',
		default: '',
		placeholder: '+1415, +4790',
		description:
			'Only numbers that begin so are called, and those of the allowed countries. Several with commas between.',
	},
	{
		displayName: 'Calling Window',
		name: 'callingWindow',
		type: 'fixedCollection',
		default: {},
		placeholder: 'Add window',
		options: [
			{
				displayName: 'Window',
				name: 'window',
				values: [
					{
						displayName: 'Days',
						name: 'days',
						type: 'multiOptions',
						options: WEEK,
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
						placeholder: 'America/New_York',
						description:
							'Where the called person is. When empty, that of the number’s country, which works where a country has one time zone only: not in the United States or Canada, where people take their numbers along when they move.',
					},
				],
			},
		],
		description: 'When people may be called, by the clock on their wall',
	},
	{
		displayName: 'Default Country',
		name: 'defaultCountry',
		type: 'options',
		options: countries,
		default: 'US',
		description: 'The country of numbers that are written without + and country code',
	},
	{
		displayName: 'Do-Not-Call List',
		name: 'doNotCall',
		type: 'string',
		typeOptions: { rows: 3 },
		default: '',
		placeholder: '+14155550123, +14155550124',
		description:
			'Numbers that are never called, however they are written: with commas or line breaks between, or an expression that gives a list',
	},
	{
		displayName: 'Most Calls',
		name: 'mostCalls',
		type: 'number',
		typeOptions: { minValue: 1, numberPrecision: 0 },
		default: 100,
		description:
			'How many calls this node may place in one execution. Further items are not called.',
	},
	{
		displayName: 'Not Again Within (Hours)',
		name: 'notAgainWithin',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 24,
		description:
			"Nobody is called whom the account has called within this time. The node asks VideoSDK's own call list, so it holds between workflows and machines too, but only for calls that the list shows. Whether it shows calls through a trunk is not known; the output of such a call says so.",
	},
	{
		displayName: 'Outside the Window',
		name: 'outsideWindow',
		type: 'options',
		options: [
			{
				name: 'Defer',
				value: 'defer',
				description:
					'The item comes out with all that came in, the outcome "deferred", and "callAt", which tells when the window opens: ready for a Wait node and the way back to this node',
			},
			{ name: 'Fail', value: 'fail', description: 'The item fails, and nobody is called' },
			{
				name: 'Skip',
				value: 'skip',
				description: 'The item comes out with the outcome "skipped" and the reason',
			},
		],
		default: 'defer',
		description: 'What becomes of an item outside the calling window',
	},
	{
		displayName: 'When Not Allowed',
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
				description:
					'The item comes out with the outcome "skipped" and the reason; the others are called',
			},
		],
		default: 'fail',
		description:
			'What becomes of an item whose number is not allowed: by country or prefix, as a special number, or by the do-not-call list',
	},
] as const satisfies INodeProperties[];
