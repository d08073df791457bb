import type { INodeProperties } from 'n8n-workflow';
import { rawAnswerField } from './rawAnswer.ts';

/** Among the options of all operations that tell of calls. */
export const detailsField = {
	displayName: 'Details',
	name: 'details',
	type: 'boolean',
	default: true,
	description:
		'Whether to add what few need: timeline, gateway and rule, the node\'s key in the metadata, how was waited. <a href="https://github.com/n8n-nodes-videosdk/n8n-nodes-videosdk/blob/main/docs/calls.md#what-an-item-says-of-a-call">More</a>.',
} as const satisfies INodeProperties;

/** The options of the operations on calls that have no other option. */
export const callAnswerOptions = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [detailsField, rawAnswerField],
} as const satisfies INodeProperties;
