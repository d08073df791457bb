import type { INodeProperties } from 'n8n-workflow';
import { daysField, descriptionField, hoursField, retryField } from './planFields.ts';

const WHEN_SCHEDULED = { show: { '/launchWhen': ['scheduled'] } };

/** The options of "Launch From Items", in the order of the alphabet. */
export const launchOptions = [
	{ ...daysField, displayOptions: WHEN_SCHEDULED },
	{
		displayName: 'Deduplication Key',
		name: 'deduplicationKey',
		type: 'string',
		default: '',
		placeholder: 'reminders-2027-05',
		description:
			'A name for this launch, that of the first item: the same key launches once for good, across executions. An empty one fails.',
	},
	{
		...descriptionField,
		description:
			'For whoever looks at the batch in the VideoSDK dashboard. The node adds a key by which it finds the batch.',
	},
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
	{
		displayName: 'When Unknown',
		name: 'whenUnknown',
		type: 'options',
		options: [
			{
				name: 'Fail',
				value: 'fail',
				description:
					'The items fail and say that the batch may be running. Nobody is called twice.',
			},
			{
				name: 'Launch Again If Not Found',
				value: 'dialAgainIfNotFound',
				description:
					'It is launched once more, never a third time. Should the first have gone through unseen, phones may ring twice.',
			},
		],
		default: 'fail',
		description: "When VideoSDK's answer was lost and the batch does not show that it was launched",
	},
] as const satisfies INodeProperties[];
