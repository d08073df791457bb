import type { IBinaryKeyData, IDataObject, IExecuteFunctions } from 'n8n-workflow';
import {
	toTranscriptionItem,
	type TranscriptionItem,
	type TranscriptionSource,
} from '../../../../videosdk/transcription.ts';
import { isRecord } from '../../../../videosdk/wire.ts';
import { advised } from '../../api/advised.ts';
import { downloadFile, type DownloadLimits } from '../../api/download.ts';
import { untilReady } from '../../api/untilReady.ts';
import { Failure } from '../../errors/failure.ts';
import { downloadLimits, downloadOptions, readySeconds } from '../../fields/download.ts';
import {
	transcriptionIdField,
	transcriptionIdOf,
	transcriptionSourceField,
} from '../../fields/transcription.ts';
import { FileItem } from '../../node/itemResults.ts';
import { defineOperation, type Tools } from '../defineOperation.ts';
import { NO_SUCH_TRANSCRIPTION } from './getTranscription.ts';

/** What of a transcription is downloaded. */
type Part = 'transcript' | 'summary';

const PARTS = { transcript: ['transcript'], summary: ['summary'], both: ['transcript', 'summary'] };

/** Reads the texts of a transcription into the item, or its files into n8n, once VideoSDK has finished them. */
export const downloadTranscription = defineOperation({
	resource: 'transcription',
	option: {
		name: 'Download',
		value: 'download',
		action: 'Download a transcription',
		description: 'Get transcript and summary, as text or as files',
	},
	fields: [
		transcriptionSourceField,
		transcriptionIdField,
		{
			displayName: 'Download',
			name: 'parts',
			type: 'options',
			options: [
				{ name: 'Summary', value: 'summary', description: 'What the talk came to' },
				{ name: 'Transcript', value: 'transcript', description: 'What was said, word by word' },
				{ name: 'Transcript and Summary', value: 'both', description: 'Both' },
			],
			default: 'transcript',
			description: 'There is a summary only where Summarize was on at the start',
		},
		{
			displayName: 'Put Out As',
			name: 'putOutAs',
			type: 'options',
			options: [
				{
					name: 'File',
					value: 'file',
					description: 'In the binary fields "transcript" and "summary"',
				},
				{
					name: 'Text',
					value: 'text',
					description: 'As "transcript" and "summary"',
				},
			],
			default: 'text',
			description: 'As fields or as files',
		},
		{
			displayName: 'Format',
			name: 'format',
			type: 'options',
			displayOptions: { show: { transcriptionSource: ['recording'] } },
			options: [
				{ name: 'JSON', value: 'json', description: 'With times. As text it comes as data.' },
				{ name: 'Plain Text', value: 'txt', description: 'The words alone' },
				{ name: 'SRT', value: 'srt', description: 'Subtitles' },
				{ name: 'TSV', value: 'tsv', description: 'A table' },
				{ name: 'WebVTT', value: 'vtt', description: 'Subtitles for the web' },
			],
			default: 'txt',
			description: 'Live talks and summaries have plain text alone',
		},
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add option',
			default: {},
			options: [...downloadOptions],
		},
	],
	plan: ({ transcriptionSource: source, transcriptionId, parts, ...params }) => ({
		...{ source, transcriptionId: transcriptionIdOf(transcriptionId) },
		parts: PARTS[parts] as Part[],
		asFiles: params.putOutAs === 'file',
		format: source === 'recording' ? params.format : 'txt',
		...{ limits: downloadLimits(params.options), seconds: readySeconds(params.options) },
	}),
	run: async (tools, { source, transcriptionId, parts, asFiles, format, limits, seconds }) => {
		const found = await readyTranscription(tools, { source, transcriptionId, parts }, seconds);
		const links = parts.map((part) => ({ part, link: linkOf(found, part, format) }));
		if (asFiles) return await withFiles(tools.context, found, links, limits);
		const texts: IDataObject = {};
		for (const { part, link } of links) {
			const text = await tools.api.files.text(link, limits);
			texts[part] = part === 'transcript' && format === 'json' ? parsed(text) : text;
		}
		return { ...found, ...texts };
	},
});

interface Wanted {
	source: TranscriptionSource;
	transcriptionId: string;
	parts: readonly Part[];
}

async function readyTranscription(
	{ api, signal }: Tools,
	{ source, transcriptionId, parts }: Wanted,
	seconds: number,
): Promise<TranscriptionItem> {
	const look = async () =>
		toTranscriptionItem(await api.transcriptions.get(source, transcriptionId), source);
	const isReady = ({ isReady: hasTranscript, summaryUrl }: TranscriptionItem) =>
		hasTranscript && (!parts.includes('summary') || summaryUrl !== undefined);
	const hasFailed = ({ status = '' }: TranscriptionItem) => status.includes('fail');
	const what = parts.includes('summary') ? 'The summary of the transcription' : 'The transcription';
	const inWords = `${what} "${transcriptionId}"`;
	const waiting = untilReady({ look, isReady, hasFailed, inWords }, seconds, signal);
	return await advised({ 'Transcription ID': transcriptionId }, NO_SUCH_TRANSCRIPTION, waiting);
}

/** @throws Failure when there is none in this format */
function linkOf(found: TranscriptionItem, part: Part, format: string): string {
	const { transcriptUrl, transcriptUrls = {}, summaryUrl } = found;
	const transcript = transcriptUrls[format] ?? (format === 'txt' ? transcriptUrl : undefined);
	const link = part === 'summary' ? summaryUrl : transcript;
	if (link !== undefined) return link;
	const formats = Object.keys(transcriptUrls).join(', ') || 'txt';
	throw new Failure({
		code: 'notFound',
		message: `There is no transcript in the format ${format}`,
		hint: `Choose another Format: there is ${formats}.`,
		callMayExist: false,
	});
}

async function withFiles(
	context: IExecuteFunctions,
	found: TranscriptionItem,
	links: ReadonlyArray<{ part: Part; link: string }>,
	limits: DownloadLimits,
): Promise<FileItem> {
	const binary: IBinaryKeyData = {};
	for (const { part, link } of links) {
		binary[part] = (await downloadFile(context, link, limits, 'text')).binary;
	}
	return new FileItem({ ...found }, binary);
}

/** @throws Failure for what is not JSON */
function parsed(text: string): IDataObject {
	const value = jsonIn(text);
	if (isRecord(value) || Array.isArray(value)) return value as IDataObject;
	throw new Failure({
		code: 'unreadableAnswer',
		message: 'The transcript is no JSON, although it should be',
		hint: 'Choose Format: Plain Text, or Put Out As: File to look at what came.',
		callMayExist: false,
	});
}

function jsonIn(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
