import type { INodeProperties } from 'n8n-workflow';
import { BATCH_EVENTS, type BatchEvent } from '../../../videosdk/batchCall.ts';
import { missingInput } from '../errors/failure.ts';
import { fieldText } from './fieldText.ts';
import { roomWebhookOf } from './roomWebhook.ts';
import { safeText } from './safeText.ts';

/** The batch that an operation is about: a list of people whom VideoSDK calls by itself. */
export const batchField = {
	displayName: 'Batch',
	name: 'batchId',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'list', value: '' },
	description: 'The batch: "batchId" in the output of a launch or of Get Many',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod: 'searchBatchCalls', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: '66b1f0a2c4d3e5f6a7b8c9d0',
		},
	],
} as const satisfies INodeProperties;

/** What a batch may tell of, for a field to choose from. */
export const batchEventChoices = [
	{
		name: 'Batch Finished',
		value: 'batchcall-completed',
		description: 'Everybody was called, retries among them',
	},
	{
		name: 'Batch Started',
		value: 'batchcall-started',
	},
] as const satisfies Array<{ name: string; value: BatchEvent; description?: string }>;

const EVENTS_TO = 'Batch Events To';

/** Among the options of what launches. */
export const batchEventsToField = {
	displayName: 'Batch Events To',
	name: 'batchEventsTo',
	type: 'string',
	default: '',
	placeholder: 'https://n8n.example.com/webhook/1f2e3d4c/webhook',
	description:
		'The Production URL of a VideoSDK Trigger with Batch Events. <a href="https://github.com/n8n-nodes-videosdk/n8n-nodes-videosdk/blob/main/docs/trigger.md#batches">More</a>.',
} as const satisfies INodeProperties;

/**
 * Who is told of a batch.
 *
 * @returns undefined when the field is empty
 * @throws Failure for what is no URL
 */
export function batchWebhookOf(
	value: unknown,
): { endpoint: string; events: BatchEvent[] } | undefined {
	const webhook = roomWebhookOf(EVENTS_TO, value, BATCH_EVENTS);
	return webhook && { endpoint: webhook.url, events: [...BATCH_EVENTS] };
}

/** @throws Failure when the field is empty */
export function batchIdOf(value: unknown): string {
	const batchId = safeText('Batch', value);
	if (batchId !== '') return batchId;
	throw missingInput('Batch');
}

/** What to do when VideoSDK does not know a batch. */
export const NO_SUCH_BATCH =
	'Check the Batch of this item, and that the credential is of the account that the batch belongs to.';

/** Filters of the records of a batch, in the order of the alphabet. */
export const recordFilters = [
	{
		displayName: 'Search',
		name: 'search',
		type: 'string',
		default: '',
		placeholder: '+1415555',
		description: 'In number, status, reason or ID',
	},
	{
		displayName: 'Status',
		name: 'status',
		type: 'string',
		default: '',
		placeholder: 'not connected, failed',
		description: "In VideoSDK's own words, as Get Stats shows them; commas between",
	},
] as const satisfies INodeProperties[];

/** Blanks around a comma are the user's; VideoSDK's labels have none. */
export function recordFiltersOf({ status, search }: { status?: string; search?: string }) {
	const labels = fieldText(status)
		.split(',')
		.map((label) => label.trim());
	return { status: labels.filter(Boolean).join(','), search: fieldText(search) };
}
