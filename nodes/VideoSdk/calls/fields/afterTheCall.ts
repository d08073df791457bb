import type { INodeProperties } from 'n8n-workflow';
import type { AutoRecording } from '../../api/rooms.ts';

/** What may come once a call is over, in the order in which it comes out. These words are stored: never rename them. */
export const CALL_PARTS = ['recording', 'transcript', 'summary'] as const;
export type CallPart = (typeof CALL_PARTS)[number];

const DEFAULT_LIMIT_SECONDS = 300;
const WAITED_FOR_THE_END = { show: { '/waitFor': ['end'] } };

export const afterTheCallField = {
	displayName: 'After the Call',
	name: 'afterTheCall',
	type: 'multiOptions',
	displayOptions: WAITED_FOR_THE_END,
	options: [
		{ name: 'Recording', value: 'recording' },
		{ name: 'Summary', value: 'summary' },
		{ name: 'Transcript', value: 'transcript' },
	],
	default: ['recording'],
	description:
		'What of an answered call is waited for. A new room makes it by itself. <a href="https://github.com/n8n-nodes-videosdk/n8n-nodes-videosdk/blob/main/docs/waiting.md#after-the-call">More</a>.',
} as const satisfies INodeProperties;

export const afterLimitField = {
	displayName: 'After the Call Limit (Seconds)',
	name: 'afterLimit',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 86400, numberPrecision: 0 },
	displayOptions: WAITED_FOR_THE_END,
	default: DEFAULT_LIMIT_SECONDS,
	description: 'How long After the Call waits at most. 300 without this option.',
} as const satisfies INodeProperties;

export const callSummaryPromptField = {
	displayName: 'Summary Prompt',
	name: 'summaryPrompt',
	type: 'string',
	typeOptions: { rows: 3 },
	displayOptions: { show: { '/waitFor': ['end'], '/putInto': ['newMeeting'] } },
	default: '',
	placeholder: 'What did the customer ask for, and what was promised? In three sentences.',
	description: 'What the summary shall tell',
} as const satisfies INodeProperties;

/** What an item says of the time after its call. */
export interface AfterParams {
	waitFor: string;
	options: { afterTheCall?: readonly string[]; afterLimit?: number };
}

/** None where the end of the call is not waited for. */
export function partsWanted({ waitFor, options }: AfterParams): CallPart[] {
	if (waitFor !== 'end') return [];
	return CALL_PARTS.filter((part) => options.afterTheCall?.includes(part));
}

/** How long is waited when a call is over; 0 = not at all. */
export function afterSeconds(params: AfterParams): number {
	if (partsWanted(params).length === 0) return 0;
	return params.options.afterLimit ?? DEFAULT_LIMIT_SECONDS;
}

/** How the room of a call has to be made, so that there is what its item waits for. */
export function autoRecordingFor(
	params: AfterParams & { options: { summaryPrompt?: string } },
): AutoRecording | undefined {
	const parts = partsWanted(params);
	if (parts.length === 0) return undefined;
	const prompt = params.options.summaryPrompt?.trim() || undefined;
	const summary = parts.includes('summary') ? { prompt } : undefined;
	return { transcribe: parts.includes('transcript') || summary !== undefined, summary };
}
