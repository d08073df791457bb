import type { INodeProperties } from 'n8n-workflow';
import {
	mostCallsField,
	notAgainWithinField,
	whenNotAllowedField,
} from '../../calls/fields/safetyFields.ts';
import { agentVariablesField, AGENT_FIELDS_AS_GIVEN } from '../../fields/agent.ts';
import {
	allowedCountriesField,
	allowedPrefixesField,
	allowNumbersField,
	defaultCountryField,
	doNotCallField,
	NUMBER_RULES_AS_GIVEN,
	NUMBER_RULES_THAT_MAY_BE_EMPTY,
} from '../../fields/numberRuleFields.ts';
import { phoneNumberIdField } from '../../fields/phoneNumberId.ts';
import type { FieldExceptions } from '../../node/readFields.ts';
import { launchOptions } from './launchOptions.ts';
import {
	batchNameField,
	batchRuleField,
	batchTimeZoneFields,
	launchWhenField,
	startAtField,
} from './planFields.ts';

const WHEN_WAITING = { show: { waitFor: ['batchFinished'] } };

/** The fields of "Launch From Items". What is not of a row is read of the first item. */
export const launchFields = [
	batchNameField,
	phoneNumberIdField,
	batchRuleField,
	{
		displayName: 'To',
		name: 'to',
		type: 'string',
		required: true,
		default: '',
		placeholder: '+14155550123',
		description:
			'The number with + and country code. <a href="https://github.com/n8n-nodes-videosdk/n8n-nodes-videosdk/blob/main/docs/numbers.md#how-numbers-are-read">More</a>.',
	},
	{
		displayName: 'Row Key',
		name: 'rowKey',
		type: 'string',
		default: '',
		placeholder: 'customer-4711',
		description: 'Such as the ID in your CRM: each row has its own. Empty: the number of the item.',
	},
	{
		...agentVariablesField,
		description:
			'Kept with the row and told to agents: each is a column of the file. <a href="https://github.com/n8n-nodes-videosdk/n8n-nodes-videosdk/blob/main/docs/batches.md#what-is-in-the-file">More</a>.',
	},
	launchWhenField,
	startAtField,
	...batchTimeZoneFields,
	{
		displayName: 'Wait For',
		name: 'waitFor',
		type: 'options',
		options: [
			{
				name: 'Batch Finished',
				value: 'batchFinished',
			},
			{
				name: 'Nothing',
				value: 'nothing',
				description: 'Goes on once the batch is launched',
			},
		],
		default: 'nothing',
		description:
			'With Batch Finished, each item tells the outcome of its own calls. <a href="https://github.com/n8n-nodes-videosdk/n8n-nodes-videosdk/blob/main/docs/batches.md#waiting-for-one">More</a>.',
	},
	{
		displayName: 'Wait Limit (Days)',
		name: 'batchWaitLimit',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 365, numberPrecision: 4 },
		displayOptions: WHEN_WAITING,
		default: 7,
		description: 'Then who was not called is "timedOut"; the batch goes on',
	},
	{
		displayName: 'While Waiting',
		name: 'waitHow',
		type: 'options',
		noDataExpression: true,
		displayOptions: WHEN_WAITING,
		options: [
			{
				name: 'Automatic',
				value: 'automatic',
				description: 'Saves where n8n has a public https address',
			},
			{
				name: 'Keep in Memory',
				value: 'keepRunning',
				description: 'Is lost when n8n ends; the batch is not',
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
	},
	{
		displayName: 'Safety',
		name: 'safety',
		type: 'collection',
		placeholder: 'Add rule',
		default: {},
		options: [
			doNotCallField,
			mostCallsField,
			notAgainWithinField,
			allowedCountriesField,
			allowedPrefixesField,
			defaultCountryField,
			whenNotAllowedField,
			allowNumbersField,
		],
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: launchOptions,
	},
] as const satisfies INodeProperties[];

/** Which of the fields take more than their type says. */
export const LAUNCH_EXCEPTIONS: FieldExceptions = {
	asGiven: ['to', 'deduplicationKey', ...NUMBER_RULES_AS_GIVEN, ...AGENT_FIELDS_AS_GIVEN],
	mayBeEmpty: [...NUMBER_RULES_THAT_MAY_BE_EMPTY],
};
