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
							description: 'Given up before anybody answered',
						},
						{ name: 'Failed', value: 'failed', description: 'It did not get through' },
						{
							name: 'Hung Up at the Limit',
							value: 'timedOut',
							description:
								'Hang Up at the Limit has ended the call. One that may still go on is never followed by another.',
						},
						{ name: 'Not Answered', value: 'notAnswered', description: 'Nobody picked up' },
						{
							name: 'Rejected',
							value: 'rejected',
							description: 'Declined, or busy',
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
					description: 'Calls at most, the first one included',
				},
				{
					displayName: 'Pauses',
					name: 'pauses',
					type: 'string',
					default: '2 min, 1 h',
					placeholder: '2 min, 1 h',
					description:
						'The waits after each call, such as 30 s, 2 min or 1 h. The last counts for all further calls.',
				},
				{
					displayName: 'Within (Hours)',
					name: 'within',
					type: 'number',
					typeOptions: { minValue: 1, maxValue: 720, numberPrecision: 0 },
					default: 24,
					description:
						'No call begins later than this after the first, even if the Calling Hours puts it off',
				},
			],
		},
	],
	description:
		'Calls again who was not reached, by all rules and in the Calling Hours. To may have several numbers. Not for AI agents. <a href="https://github.com/n8n-nodes-videosdk/n8n-nodes-videosdk/blob/main/docs/calls.md#calling-again-who-was-not-reached">More</a>.',
} as const satisfies INodeProperties;
