import type { INodeProperties } from 'n8n-workflow';

export const waitLimitField = {
	displayName: 'Wait Limit (Seconds)',
	name: 'waitLimit',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 2592000, numberPrecision: 0 },
	default: 600,
	description: 'Counts from the placing of each call. Then it is "timedOut", and goes on.',
} as const satisfies INodeProperties;

export const waitHowField = {
	displayName: 'While Waiting',
	name: 'waitHow',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'Automatic',
			value: 'automatic',
			description: 'Saves where n8n has a public https address',
		},
		{
			name: 'Keep in Memory',
			value: 'keepRunning',
			description: 'Is lost when n8n ends',
		},
		{
			name: 'Save to Database',
			value: 'park',
			description: 'Outlives a restart. VideoSDK must reach n8n.',
		},
	],
	default: 'automatic',
	description:
		'Where the execution is meanwhile. <a href="https://github.com/n8n-nodes-videosdk/n8n-nodes-videosdk/blob/main/docs/waiting.md#waits-of-hours">More</a>.',
} as const satisfies INodeProperties;
