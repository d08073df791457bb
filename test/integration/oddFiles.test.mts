import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { useCallingWorkflow } from '../support/callingWorkflow.mts';

const { credential, engine } = useCallingWorkflow();

const SOUND = { 'content-type': 'video/mp4' };
const PART = Buffer.alloc(5000, 'Z');
const WHOLE = Buffer.alloc(50_000, 'sound');

/** Sends what it is given, as a storage does or whatever stands in between. */
let answer: (response: ServerResponse, request: IncomingMessage) => void;
const storage = createServer((request, response) => answer(response, request));
beforeAll(async () => {
	await new Promise<void>((listening) => storage.listen(0, '127.0.0.1', listening));
});
afterAll(() => {
	storage.closeAllConnections();
	storage.close();
});

async function downloaded() {
	const { port } = storage.address() as AddressInfo;
	const { finished } = engine().run({
		...{ credential: credential(), items: [{}] },
		parameters: {
			...{ resource: 'recording', operation: 'download' },
			recordingId: `http://127.0.0.1:${port}/a.mp4?X-Amz-Signature=abc`,
		},
	});
	return await finished;
}

const thenCut = (response: ServerResponse) => void setTimeout(() => response.destroy(), 50);

test.each<[string, string, typeof answer]>([
	[
		'less than it was said to be',
		'broke before the answer was complete',
		(response) => {
			response.writeHead(200, { ...SOUND, 'content-length': '100000' }).write(PART);
			thenCut(response);
		},
	],
	[
		'some chunks of it',
		'broke before the answer was complete',
		(response) => {
			response.writeHead(200, SOUND).write(PART);
			thenCut(response);
		},
	],
	[
		'a file of which nobody says where it ends',
		'does not say where the file ends',
		({ socket }) =>
			void socket?.end(`HTTP/1.1 200 OK\r\ncontent-type: video/mp4\r\n\r\n${PART.toString()}`),
	],
	[
		'a part that was not asked for',
		'did not send the file (HTTP 206)',
		(response) =>
			void response.writeHead(206, { ...SOUND, 'content-range': 'bytes 0-4999/100000' }).end(PART),
	],
	[
		'no content',
		'did not send the file (HTTP 204)',
		(response) => void response.writeHead(204).end(),
	],
	['an empty file', 'is empty', (response) => void response.writeHead(200, SOUND).end()],
	[
		'an error in JSON',
		'sent JSON or XML in place of the file',
		(response) => void response.writeHead(200, SOUND).end(' {"message":"not ready"}'),
	],
	[
		'an error in XML',
		'sent JSON or XML in place of the file',
		(response) => void response.writeHead(200, SOUND).end('<?xml version="1.0"?><Error/>'),
	],
	[
		'a web page that is said to be something else',
		'sent a web page in place of the file',
		(response) => void response.writeHead(200, SOUND).end('<!DOCTYPE html><html></html>'),
	],
])('where %s comes, there is an error and no file', async (_what, words, sends) => {
	answer = sends;
	const { items, error } = await downloaded();
	expect(error?.message).toContain(words);
	expect(items).toEqual([]);
});

test('a file is asked for as it is: of a compressed one, a part would pass for the whole', async () => {
	answer = (response, { headers }) => {
		const isCompressed = headers['accept-encoding']?.includes('gzip');
		const encoded = { ...SOUND, 'content-encoding': 'gzip' };
		if (isCompressed) response.writeHead(200, encoded).end(gzipSync(WHOLE).subarray(0, -20));
		else response.writeHead(200, SOUND).end(WHOLE);
	};
	const { items } = await downloaded();
	expect(items[0]?.json).toMatchObject({ fileName: 'a.mp4', sizeBytes: WHOLE.length });
});
