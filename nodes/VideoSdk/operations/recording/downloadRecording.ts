import type { IBinaryKeyData, IExecuteFunctions } from 'n8n-workflow';
import {
	hasFailed,
	toRecordingItem,
	type RecordingItem,
	type RecordingType,
} from '../../../../videosdk/recording.ts';
import { withoutUrlSecrets } from '../../../../videosdk/withoutSecrets.ts';
import { advised } from '../../api/advised.ts';
import { downloadFile, type DownloadLimits } from '../../api/download.ts';
import { untilReady } from '../../api/untilReady.ts';
import { Failure } from '../../errors/failure.ts';
import {
	downloadLimits,
	downloadOptions,
	outputFieldName,
	readySeconds,
} from '../../fields/download.ts';
import { recordingIdOf, recordingTypeField } from '../../fields/recording.ts';
import { FileItem } from '../../node/itemResults.ts';
import { defineOperation, type Tools } from '../defineOperation.ts';
import { NO_SUCH_RECORDING } from './getRecording.ts';

const FIELD = 'Recording ID or Link';

/** Streams the files of a recording into n8n, once VideoSDK has finished them. */
export const downloadRecording = defineOperation({
	resource: 'recording',
	option: {
		name: 'Download',
		value: 'download',
		action: 'Download a recording',
		description: 'Download the file of a recording',
	},
	fields: [
		recordingTypeField,
		{
			displayName: FIELD,
			name: 'recordingId',
			type: 'string',
			required: true,
			default: '',
			placeholder: '61d6e834e1326304a9e73dac',
			description:
				'"recordingId", or the link from Get Many. Of M3U8 the playlist alone is downloaded.',
		},
		outputFieldName,
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add option',
			default: {},
			options: [...downloadOptions],
		},
	],
	plan: ({ recordingType: type, recordingId, binaryPropertyName, options }) => ({
		...{ type, of: recordingIdOf(recordingId, FIELD), field: binaryPropertyName.trim() || 'data' },
		...{ limits: downloadLimits(options), seconds: readySeconds(options) },
	}),
	run: async (tools, { type, of, field, limits, seconds }) => {
		if (isLink(of)) {
			const { binary, bytes } = await downloadFile(tools.context, of, limits, 'recording');
			return new FileItem(
				{ url: withoutUrlSecrets(of), isReady: true, ...toldOf(binary, bytes) },
				{ [field]: binary },
			);
		}
		const recording = await readyRecording(tools, type, of, seconds);
		return await withFiles(tools.context, recording, field, limits);
	},
});

const isLink = (text: string) => /^[a-z][a-z\d+.-]*:\/\//i.test(text);

async function readyRecording(
	{ api, signal }: Tools,
	type: RecordingType,
	recordingId: string,
	seconds: number,
): Promise<RecordingItem> {
	const look = async () => toRecordingItem(await api.recordings.get(type, recordingId), type);
	const inWords = `The recording "${recordingId}"`;
	const isReady = (recording: RecordingItem) => recording.isReady;
	const waiting = untilReady({ look, isReady, hasFailed, inWords }, seconds, signal);
	return await advised({ [FIELD]: recordingId }, NO_SUCH_RECORDING, waiting);
}

async function withFiles(
	context: IExecuteFunctions,
	recording: RecordingItem,
	field: string,
	limits: DownloadLimits,
): Promise<FileItem> {
	const { files = [recording], ...item } = recording;
	const links = files.flatMap(({ url }) => url ?? []);
	if (links.length === 0) throw inOwnStorage(recording);
	const binary: IBinaryKeyData = {};
	let told = {};
	for (const [place, link] of links.entries()) {
		const file = await downloadFile(context, link, limits, 'recording');
		binary[place === 0 ? field : `${field}_${place + 1}`] = file.binary;
		if (place === 0) told = toldOf(file.binary, file.bytes);
	}
	return new FileItem({ ...item, ...(links.length > 1 ? { files } : {}), ...told }, binary);
}

function toldOf({ fileName, mimeType }: { fileName?: string; mimeType: string }, bytes: number) {
	return { ...(fileName === undefined ? {} : { fileName }), mimeType, sizeBytes: bytes };
}

function inOwnStorage({ recordingId = '', path = '' }: RecordingItem): Failure {
	return new Failure({
		code: 'notFound',
		message: `VideoSDK has no link to the file of the recording "${recordingId}"`,
		hint: `It lies in a storage of your own${path === '' ? '' : ` at ${path}`}: fetch it there.`,
		callMayExist: false,
	});
}
