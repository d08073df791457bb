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
							description: 'The call was given up before anybody answered',
						},
						{ name: 'Failed', value: 'failed', description: 'The call did not get through' },
						{
							name: 'Hung Up at the Limit',
							value: 'timedOut',
							description:
								'Wait Limit was reached, and the option Hang Up at the Limit has ended the call. One that may still go on is never followed by another.',
						},
						{ name: 'Not Answered', value: 'notAnswered', description: 'Nobody picked up' },
						{
							name: 'Rejected',
							value: 'rejected',
							description: 'The called person, or a busy line, turned the call down',
						},
					],
					default: ['failed', 'notAnswered', 'rejected'],
					description: 'After which outcomes the person is called again',
				},
				{
					displayName: 'Most Tries',
					name: 'mostTries',
					type: 'number',
					typeOptions: { minValue: 1, maxValue: 10, numberPrecision: 0 },
					default: 3,
					description: 'How often the person is called at most, the first call included',
				},
				{
					displayName: 'Pauses',
					name: 'pauses',
					type: 'string',
					default: '2 min, 1 h',
					placeholder: '2 min, 1 h',
					description:
						'How long to wait after each call, such as 30 s, 2 min, 1 h or 1 d. The last one counts for all further calls. None may be longer than Within.',
				},
				{
					displayName: 'Within (Hours)',
					name: 'within',
					type: 'number',
					typeOptions: { minValue: 1, maxValue: 720, numberPrecision: 0 },
					default: 24,
					description:
						'A call that would begin later than this after the first one is not placed, also when it is the Calling Window that puts it off',
				},
			],
		},
	],
	description:
		'Calls a person again who was not reached, each time in the Calling Window only and by all other rules. To may then be a list of numbers of the person, or a text with commas: each call takes the next number, and the first answer ends it. The output has all calls in "attempts". Where Wait How says so, the execution is parked between the tries; they are made as long as n8n is not restarted. After that, the item goes on at the limit with the calls so far. For an AI agent the option does nothing.',
} as const satisfies INodeProperties;
