import { expect, test } from 'vitest';
import {
	listRecordingsRequest,
	mergeRecordingsRequest,
	readRecordingRequest,
	stopRecordingRequest,
} from '../../nodes/VideoSdk/api/recordings.ts';
import {
	listTranscriptionsRequest,
	readTranscriptionRequest,
	startTranscriptionRequest,
	stopTranscriptionRequest,
} from '../../nodes/VideoSdk/api/transcriptions.ts';
import { startRequestOf } from '../../nodes/VideoSdk/operations/recording/startRecording.ts';
import { startTranscription } from '../../nodes/VideoSdk/operations/transcription/startTranscription.ts';
import { same } from './sameRequest.mts';

const roomId = 'abcd-efgh-ijkl';
const participantId = 'customer 1';
const sessionId = 's/1';
const webhookUrl = 'https://n8n.example.com/webhook/1f?a=b&c';
const page = { page: 3, perPage: 100 };

const start: Parameters<typeof startRequestOf>[0] = {
	...{ recordingType: 'room', roomId, sessionId, participantId, kind: 'audio' },
	...{ channel1: 'a, b', channel2: 'c', transcribe: false, summarize: false, summaryPrompt: '' },
	options: {},
};

test('Start records a room as the SDK does, with nothing said and with all that the node can say', async () => {
	await same(async ({ recordings }) => await recordings.start(roomId), startRequestOf(start));
	const prompt = 'What was promised?\nIn "three" sentences.';
	const { body } = await same(
		async ({ recordings }) =>
			await recordings.start(roomId, {
				composition: { layout: 'spotlight', quality: 'high' },
				transcription: { enabled: true, summary: { enabled: true, prompt } },
				fileFormat: 'webm',
				webhookUrl,
				dirPath: 'calls/2026',
			}),
		startRequestOf({
			...{ ...start, transcribe: true, summarize: true, summaryPrompt: ` ${prompt}\n` },
			options: {
				...{ layout: 'SPOTLIGHT', quality: 'high', fileFormat: 'webm', webhookUrl },
				directory: 'calls/2026',
			},
		}),
	);
	expect(body).toContain('awsDirPath');
	await same(
		async ({ recordings }) => await recordings.start(roomId, { composition: { quality: 'low' } }),
		startRequestOf({ ...start, options: { quality: 'low' } }),
	);
});

test('Start records a participant, and a track of one, as the SDK does', async () => {
	const options = { fileFormat: 'webm', webhookUrl, directory: 'calls' } as const;
	const order = { participantId, dirPath: 'calls', fileFormat: 'webm', webhookUrl } as const;
	await same(
		async ({ recordings }) => await recordings.participant.start(roomId, { participantId }),
		startRequestOf({ ...start, recordingType: 'participant' }),
	);
	await same(
		async ({ recordings }) => await recordings.participant.start(roomId, order),
		startRequestOf({ ...start, recordingType: 'participant', options }),
	);
	const { dirPath, ...rest } = order;
	await same(
		async ({ recordings }) =>
			await recordings.track.start(roomId, {
				...{ participantId, kind: 'screen_audio', dirPath },
				...{ fileFormat: rest.fileFormat, webhookUrl },
			}),
		startRequestOf({ ...start, recordingType: 'track', kind: 'screen_audio', options }),
	);
});

test('Start merges two sides of a talk as the SDK does', async () => {
	const channel1 = [{ participantId: 'a' }, { participantId: 'b' }];
	const channel2 = [{ participantId: 'c' }];
	await same(
		async ({ recordings }) => await recordings.merge.create({ sessionId, channel1, channel2 }),
		startRequestOf({ ...start, recordingType: 'merge' }),
	);
	await same(
		async ({ recordings }) =>
			await recordings.merge.create({ sessionId, channel1, channel2, webhookUrl, dirPath: 'x' }),
		mergeRecordingsRequest({
			...{ sessionId, channel1: ['a', 'b'], channel2: ['c'], webhookUrl, directory: 'x' },
		}),
	);
});

test('Stop ends recordings as the SDK does', async () => {
	await same(
		async ({ recordings }) => await recordings.stop(roomId),
		stopRecordingRequest('room', { roomId }),
	);
	await same(
		async ({ recordings }) => await recordings.participant.stop(roomId, participantId),
		stopRecordingRequest('participant', { roomId, participantId }),
	);
	await same(
		async ({ recordings }) => await recordings.track.stop(roomId, participantId, 'video'),
		stopRecordingRequest('track', { roomId, participantId, kind: 'video' }),
	);
});

test('Get reads a recording of each type as the SDK does', async () => {
	const id = 'rec/1+2';
	await same(async ({ recordings }) => await recordings.get(id), readRecordingRequest('room', id));
	for (const type of ['participant', 'track', 'merge'] as const) {
		await same(
			async ({ recordings }) => await recordings[type].get(id),
			readRecordingRequest(type, id),
		);
	}
});

test('Get Many lists recordings of each type as the SDK does, with all filters and with none', async () => {
	const where = { roomId, sessionId };
	await same(
		async ({ recordings }) => await recordings.list({ ...where, withTranscription: true, ...page }),
		listRecordingsRequest('room', { ...where, participantId: 'x', withTranscription: true }, 3),
	);
	await same(
		async ({ recordings }) => await recordings.list(page),
		listRecordingsRequest('room', {}, 3),
	);
	for (const type of ['participant', 'track'] as const) {
		await same(
			async ({ recordings }) => await recordings[type].list({ ...where, participantId, ...page }),
			listRecordingsRequest(type, { ...where, participantId, status: 'x' }, 3),
		);
	}
	await same(
		async ({ recordings }) =>
			await recordings.merge.list({ ...where, status: 'completed', ...page }),
		listRecordingsRequest('merge', { ...where, status: 'completed', participantId }, 3),
	);
});

test('Start has a room written down as the SDK does, with a language and a prompt of the user', async () => {
	const bare = { language: '', summarize: false, summaryPrompt: '', options: {} };
	const plan = async (params: object) =>
		startTranscriptionRequest(
			await startTranscription.plan({ roomId, ...bare, ...params }, { isTool: false }),
		);
	await same(
		async ({ transcription }) => await transcription.realtime.start(roomId),
		await plan({}),
	);
	const prompt = 'Was wurde vereinbart?';
	await same(
		async ({ transcription }) =>
			await transcription.realtime.start(roomId, {
				...{ webhookUrl, modelId: 'm-1', language: 'de-DE' },
				summary: { enabled: true, prompt },
			}),
		await plan({
			...{ language: 'de_de', summarize: true, summaryPrompt: prompt },
			options: { webhookUrl, modelId: 'm-1' },
		}),
	);
});

test('Stop, Get and Get Many speak of transcriptions as the SDK does', async () => {
	await same(
		async ({ transcription }) => await transcription.realtime.stop(roomId),
		stopTranscriptionRequest(roomId),
	);
	await same(
		async ({ transcription }) => await transcription.realtime.get('tr/1'),
		readTranscriptionRequest('realtime', 'tr/1'),
	);
	await same(
		async ({ transcription }) => await transcription.realtime.list({ status: 'videosdk', ...page }),
		listTranscriptionsRequest('realtime', { status: 'videosdk' }, 3),
	);
});

test('the lists of transcriptions take a room and a session, as the docs show and the SDK does not', () => {
	const where = { roomId, sessionId };
	expect(listTranscriptionsRequest('realtime', where, 1)).toMatchObject({
		path: '/ai/v1/realtime-transcriptions',
		query: where,
	});
	expect(listTranscriptionsRequest('recording', { ...where, status: 'x' }, 1)).toEqual({
		method: 'GET',
		path: '/ai/v1/post-transcriptions',
		query: { ...where, page: 1, perPage: 100, status: undefined },
	});
	expect(readTranscriptionRequest('recording', 'p/1').path).toBe(
		'/ai/v1/post-transcriptions/p%2F1',
	);
});
