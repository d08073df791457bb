import type { Hono } from 'hono';
import type { ApiEnv } from '../api/apiEnv.mts';
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

/** Files as a bucket gives them out: no token is asked for, and a signature where links have one. */
export function fileRoutes(app: Hono<ApiEnv>, state: SandboxState): void {
	app.use('/files/*', faultStrike(state));
	app.get('/files/:name', (c) => {
		const name = c.req.param('name');
		const signature = c.req.query('X-Amz-Signature');
		if (state.settings.signedLinks && signature !== signatureOf(state, name)) {
			return c.body('<Error><Code>AccessDenied</Code></Error>', 403, {
				'content-type': 'application/xml',
			});
		}
		const text = textOf(state, name);
		if (text !== undefined) {
			const type = name.endsWith('.json') ? TYPES.json : 'text/plain; charset=utf-8';
			return c.body(text, 200, { 'content-type': type ?? '' });
		}
		const recording = state.recordings.all().find((one) => name === `${one.id}.${one.fileFormat}`);
		if (!recording?.isReady) {
			return c.body('<Error><Code>NoSuchKey</Code></Error>', 404, {
				'content-type': 'application/xml',
			});
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
