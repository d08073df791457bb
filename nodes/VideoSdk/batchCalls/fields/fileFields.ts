import type { INodeProperties } from 'n8n-workflow';
import { batchEventsToField } from '../../fields/batchCall.ts';
import { phoneNumberIdField } from '../../fields/phoneNumberId.ts';
import type { FieldExceptions } from '../../node/readFields.ts';
import type { ParamsOf } from '../../node/paramsOf.ts';
import {
	batchNameField,
	batchRuleField,
	batchTimeZoneFields,
	daysField,
	hoursField,
	launchDescriptionField,
	launchKeyField,
	launchWhenField,
	retryField,
	startAtField,
	whenUnknownField,
} from './planFields.ts';

const WHEN_SCHEDULED = { show: { '/launchWhen': ['scheduled'] } };

/** The fields of "Launch From File". Each item has a file, and becomes a batch of its own. */
export const fileFields = [
	{
		displayName:
			'Nobody looks into the file: no rule, such as a do-not-call list, is asked about its numbers. Launch From Items asks about each person.',
		name: 'noRulesNotice',
		type: 'notice',
		default: '',
	},
	{ ...batchNameField, description: 'The name in the VideoSDK dashboard' },
	{
		displayName: 'Input Data Field Name',
		name: 'inputDataFieldName',
		type: 'string',
		required: true,
		default: 'data',
		hint: 'The name of the input field that has the file',
		description: 'CSV, XLS or XLSX, of 5 MB at most',
	},
	phoneNumberIdField,
	batchRuleField,
	launchWhenField,
	startAtField,
	...batchTimeZoneFields,
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			batchEventsToField,
			{ ...daysField, displayOptions: WHEN_SCHEDULED },
			{
				...launchKeyField,
				description: 'The same key launches once for good, in later executions too',
			},
			launchDescriptionField,
			{ ...hoursField, displayOptions: WHEN_SCHEDULED },
			retryField,
			{
				...whenUnknownField,
				options: [
					{
						name: 'Fail',
						value: 'fail',
						description: 'Nobody is called twice',
					},
					whenUnknownField.options[1],
				],
			},
		],
	},
] as const satisfies INodeProperties[];

/** What one item of "Launch From File" says. */
export type FileParams = ParamsOf<typeof fileFields>;

/** Which of the fields take more than their type says. */
export const FILE_EXCEPTIONS: FieldExceptions = { asGiven: ['deduplicationKey'] };
