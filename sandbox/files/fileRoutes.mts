import type { Hono } from 'hono';
import type { ApiContext, ApiEnv } from '../api/apiEnv.mts';
import { faultStrike } from '../api/faultStrike.mts';
import type { SandboxTranscription } from '../state/recordingStore.mts';
import type { SandboxState } from '../state/sandboxState.mts';
import { signatureOf } from './links.mts';

const CHUNK = new Uint8Array(64 * 1024).fill(0x5a);

const TYPES: Record<string, string> = {
	mp4: 'video/mp4',
	webm: 'video/webm',
	mp3: 'audio/mpeg',
	json: 'application/json',
};

/** Server SDK, `batchcalls.ts`. */
const UPLOAD_TYPES: Record<string, string> = {
	csv: 'text/csv',
	xls: 'application/vnd.ms-excel',
	xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** Files as a bucket gives them out and takes them: no token is asked for, and a signature where links have one. */
export function fileRoutes(app: Hono<ApiEnv>, state: SandboxState): void {
	app.use('/files/*', faultStrike(state));
	// What a bucket checks of a presigned request to put a file.
	app.put('/files/:name', (c) => {
		const name = c.req.param('name');
		const file = state.batches.file(name);
		const bytes = c.get('bytes');
		if (c.req.header('authorization') !== undefined) {
			return refusedByBucket(c, 400, 'InvalidArgument');
		}
		if (!file || c.req.query('X-Amz-Signature') !== signatureOf(state, `put ${name}`)) {
			return refusedByBucket(c, 403, 'AccessDenied');
		}
		const isAsAnnounced = bytes.length === file.size;
		const isOfType = c.req.header('content-type') === UPLOAD_TYPES[file.extension];
		if (!isAsAnnounced || !isOfType) return refusedByBucket(c, 403, 'SignatureDoesNotMatch');
		state.batches.putFile(file, bytes);
		return c.body(null, 200, { etag: '"sandbox"' });
	});
	app.get('/files/:name', (c) => {
		const name = c.req.param('name');
		const signature = c.req.query('X-Amz-Signature');
		if (state.settings.signedLinks && signature !== signatureOf(state, name)) {
			return refusedByBucket(c, 403, 'AccessDenied');
		}
		const text = textOf(state, name);
		if (text !== undefined) {
			const type = name.endsWith('.json') ? TYPES.json : 'text/plain; charset=utf-8';
			return c.body(text, 200, { 'content-type': type ?? '' });
		}
		const recording = state.recordings.all().find((one) => name === `${one.id}.${one.fileFormat}`);
		if (!recording?.isReady) {
			return refusedByBucket(c, 404, 'NoSuchKey');
		}
		const { recordingBytes, fileLengthTold } = state.settings;
		return new Response(bytesOf(recordingBytes), {
			headers: {
				'content-type': TYPES[recording.fileFormat] ?? 'application/octet-stream',
				...(fileLengthTold ? { 'content-length': String(recordingBytes) } : {}),
			},
		});
	});
}

function refusedByBucket(c: ApiContext, status: 400 | 403 | 404, code: string): Response {
	const headers = { 'content-type': 'application/xml' };
	return c.body(`<Error><Code>${code}</Code></Error>`, status, headers);
}

/** Made as it is sent: a file of gigabytes takes no room. */
function bytesOf(bytes: number): ReadableStream<Uint8Array> {
	let left = bytes;
	return new ReadableStream({
		pull(controller) {
			if (left === 0) return controller.close();
			const size = Math.min(left, CHUNK.length);
			controller.enqueue(CHUNK.slice(0, size));
			left -= size;
		},
	});
}

function textOf(state: SandboxState, name: string): string | undefined {
	const { transcript } = state.settings;
	const found = state.recordings
		.transcriptions()
		.find(({ id, isReady }) => isReady && name.startsWith(id));
	if (!found) return undefined;
	const rest = name.slice(found.id.length);
	if (rest === '-summary.txt') return summaryOf(found, transcript);
	if (rest === '.json')
		return JSON.stringify({ text: transcript, segments: segmentsOf(transcript) });
	return rest.startsWith('.') ? transcript : undefined;
}

/** It tells by what prompt it was made, so that a test sees that it came through. */
function summaryOf(
	{ summaryPrompt }: SandboxTranscription,
	transcript: string,
): string | undefined {
	if (summaryPrompt === undefined) return undefined;
	const lines = transcript.split('\n').filter((line) => line !== '').length;
	return `${summaryPrompt === '' ? 'Summary' : summaryPrompt}: ${lines} lines were spoken.`;
}

function segmentsOf(transcript: string) {
	const lines = transcript.split('\n').filter((line) => line !== '');
	return lines.map((text, index) => ({ start: index * 2, end: index * 2 + 2, text }));
}
