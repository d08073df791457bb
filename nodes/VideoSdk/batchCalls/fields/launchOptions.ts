import type { INodeProperties } from 'n8n-workflow';
import { batchEventsToField } from '../../fields/batchCall.ts';
import {
	daysField,
	hoursField,
	launchDescriptionField,
	launchKeyField,
	retryField,
	whenUnknownField,
} from './planFields.ts';

const WHEN_SCHEDULED = { show: { '/launchWhen': ['scheduled'] } };

/** The options of "Launch From Items", in the order of the alphabet. */
export const launchOptions = [
	batchEventsToField,
	{ ...daysField, displayOptions: WHEN_SCHEDULED },
	launchKeyField,
	launchDescriptionField,
	{ ...hoursField, displayOptions: WHEN_SCHEDULED },
	{
		displayName: 'Include Input Fields',
		name: 'includeInputFields',
		type: 'boolean',
		default: true,
		description: 'Whether what came in comes out, too',
	},
	{
		displayName: 'Mask Numbers',
		name: 'maskNumbers',
		type: 'boolean',
		default: true,
		description: 'Whether output and errors show only the last digits of numbers',
	},
	{
		displayName: 'Phone Number Column',
		name: 'phoneNumberColumn',
		type: 'string',
		default: 'phoneNumber',
		description: 'Where VideoSDK asks for another name than "phoneNumber"',
	},
	retryField,
	{
		displayName: 'Rows per Batch',
		name: 'rowsPerBatch',
		type: 'number',
		typeOptions: { minValue: 1, numberPrecision: 0 },
		default: 10000,
		description: 'Of one file. Without this option its 5 MB count.',
	},
	whenUnknownField,
] as const satisfies INodeProperties[];
