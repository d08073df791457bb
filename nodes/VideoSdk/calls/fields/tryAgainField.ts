import type { INodeProperties } from 'n8n-workflow';

/** Whom nobody has reached is called again. In the order of the alphabet, as n8n wants it. */
export const tryAgainField = {
	displayName: 'Try Again',
	name: 'tryAgain',
	type: 'fixedCollection',
	displayOptions: { show: { '/waitFor': ['answer', 'end'] } },
	// Without it n8n shows no field before one more click, and forgets the option when nobody does it.
	default: { tries: {} },
	placeholder: 'Add tries',
	options: [
		{
			displayName: 'Tries',
			name: 'tries',
			values: [
				{
					displayName: 'When',
					name: 'when',
					type: 'multiOptions',
					options: [
						{
							name: 'Abandoned',
							value: 'abandoned',
						},
						{ name: 'Failed', value: 'failed' },
						{
							name: 'Hung Up at the Limit',
							value: 'timedOut',
						},
						{ name: 'Not Answered', value: 'notAnswered' },
						{
							name: 'Rejected',
							value: 'rejected',
							description: 'Or busy',
						},
					],
					default: ['failed', 'notAnswered', 'rejected'],
					description: 'After which outcomes the person is called again',
				},
				{
					displayName: 'Maximum Tries',
					name: 'mostTries',
					type: 'number',
					typeOptions: { minValue: 1, maxValue: 10, numberPrecision: 0 },
					default: 3,
					description: 'The first call included',
				},
				{
					displayName: 'Pauses',
					name: 'pauses',
					type: 'string',
					default: '2 min, 1 h',
					placeholder: '2 min, 1 h',
					description:
						'After each call, such as 30 s or 2 min. The last counts for all further ones.',
				},
				{
					displayName: 'Within (Hours)',
					name: 'within',
					type: 'number',
					typeOptions: { minValue: 1, maxValue: 720, numberPrecision: 0 },
					default: 24,
					description: 'No call begins later than this after the first',
				},
			],
		},
	],
	description:
		'Whoever was not reached. To may have several numbers. <a href="https://github.com/n8n-nodes-videosdk/n8n-nodes-videosdk/blob/main/docs/calls.md#calling-again-who-was-not-reached">More</a>.',
} as const satisfies INodeProperties;
