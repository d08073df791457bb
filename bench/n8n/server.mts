// Stands in for VideoSDK, in a process of its own. It answers at once, or after a delay that
// `/_bench/reset?delayMs=100` sets; `/_bench/counts` tells what has come since.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { answerTo } from '../standIn.mts';

export interface Counts {
	/** Requests that were answered, reads of lists aside. */
	placed: number;
	requests: number;
	connections: number;
	tokens: number;
	/** The most requests that were there at the same moment. */
	mostAtOnce: number;
}

const NOTHING: Counts = { placed: 0, requests: 0, connections: 0, tokens: 0, mostAtOnce: 0 };
/** More than a list of items sends at once: n8n's HTTP Request node sends all. */
const BACKLOG = 60_000;

let delayMs = 0;
let counts = { ...NOTHING };
let atOnce = 0;
const tokens = new Set<string>();

const server = createServer((request, response) => {
	const { url = '' } = request;
	if (url.startsWith('/_bench/')) return control(url, response);
	counts.requests++;
	counts.mostAtOnce = Math.max(counts.mostAtOnce, ++atOnce);
	tokens.add(request.headers.authorization ?? '');
	let body = '';
	request.setEncoding('utf8').on('data', (part: string) => (body += part));
	request.on('end', () => {
		if (delayMs === 0) answer(request, response, body);
		else setTimeout(answer, delayMs, request, response, body);
	});
});

function answer(
	{ method = '', url = '' }: IncomingMessage,
	response: ServerResponse,
	body: string,
) {
	atOnce--;
	if (method !== 'GET') counts.placed++;
	send(response, answerTo({ method, path: url, body }));
}

function control(url: string, response: ServerResponse): void {
	const { pathname, searchParams } = new URL(url, 'http://127.0.0.1');
	counts.tokens = tokens.size;
	send(response, JSON.stringify(counts));
	if (pathname !== '/_bench/reset') return;
	delayMs = Number(searchParams.get('delayMs') ?? 0);
	counts = { ...NOTHING };
	tokens.clear();
}

function send(response: ServerResponse, json: string): void {
	response.writeHead(200, { 'content-type': 'application/json' }).end(json);
}

server.on('connection', () => counts.connections++);
server.listen({ host: '127.0.0.1', port: 0, backlog: BACKLOG }, () => {
	process.send?.((server.address() as AddressInfo).port);
});
// Who started it is gone.
process.once('disconnect', () => process.exit());
