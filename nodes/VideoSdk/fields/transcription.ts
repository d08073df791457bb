import type { INodeProperties } from 'n8n-workflow';
import { missingInput } from '../errors/failure.ts';
import { safeText } from './safeText.ts';

/** VideoSDK keeps the two in lists of their own. */
export const transcriptionSourceField = {
	displayName: 'Transcription Of',
	name: 'transcriptionSource',
	type: 'options',
	options: [
		{
			name: 'Live Talk',
			value: 'realtime',
			description: 'Begun with Start',
		},
		{
			name: 'Recording',
			value: 'recording',
			description: 'Of a recording started with Transcribe',
		},
	],
	default: 'realtime',
	description: 'Of what the transcription was made',
} as const satisfies INodeProperties;

export const transcriptionIdField = {
	displayName: 'Transcription ID',
	name: 'transcriptionId',
	type: 'string',
	required: true,
	default: '',
	placeholder: '82feea14-6783-4e63-84fc-17c5666bfd5c',
	description: '"transcriptionId" in the output of Start and Get Many',
} as const satisfies INodeProperties;

/** @throws Failure when the field is empty */
export function transcriptionIdOf(value: unknown): string {
	const transcriptionId = safeText('Transcription ID', value);
	if (transcriptionId !== '') return transcriptionId;
	throw missingInput('Transcription ID');
}

/** Among the fields of what can sum up. */
export const summarizeField = {
	displayName: 'Summarize',
	name: 'summarize',
	type: 'boolean',
	default: false,
	description: 'Whether to add a summary',
} as const satisfies INodeProperties;

export const summaryPromptField = {
	displayName: 'Summary Prompt',
	name: 'summaryPrompt',
	type: 'string',
	typeOptions: { rows: 3 },
	default: '',
	placeholder: 'What did the customer ask for, and what was promised? In three sentences.',
	description: 'What the summary shall tell',
} as const satisfies INodeProperties;

/** What VideoSDK is told of a summary; undefined = none is wanted. A prompt may have several lines. */
export function summaryOf({
	summarize,
	summaryPrompt,
}: {
	summarize: boolean;
	summaryPrompt: string;
}): { enabled: boolean; prompt?: string } | undefined {
	if (!summarize) return undefined;
	const prompt = summaryPrompt.trim();
	return { enabled: true, ...(prompt === '' ? {} : { prompt }) };
}
