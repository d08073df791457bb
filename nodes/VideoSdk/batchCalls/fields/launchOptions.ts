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
		description:
			"Whether the item that came in comes out beside what became of it, not masked. The node's fields win.",
	},
	{
		displayName: 'Mask Numbers',
		name: 'maskNumbers',
		type: 'boolean',
		default: true,
		description:
			'Whether to hide all but the last digits of numbers in output and errors. VideoSDK gets them in full.',
	},
	{
		displayName: 'Phone Number Column',
		name: 'phoneNumberColumn',
		type: 'string',
		default: 'phoneNumber',
		description:
			'How the column with the numbers is named in the file, where VideoSDK asks for another name than "phoneNumber"',
	},
	retryField,
	{
		displayName: 'Rows per Batch',
		name: 'rowsPerBatch',
		type: 'number',
		typeOptions: { minValue: 1, numberPrecision: 0 },
		default: 10000,
		description:
			'How many rows one file has at most. Without this option only the 5 MB that VideoSDK takes count.',
	},
	whenUnknownField,
] as const satisfies INodeProperties[];
