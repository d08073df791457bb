// Stands in for VideoSDK, in a process of its own. It answers at once, or after a delay that
// `/_bench/reset?delayMs=100` sets; `/_bench/counts` tells what has come since. Calls that were placed
// since are in its list, and are over `CALL_LASTS_MS` later.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { answerTo } from '../standIn.mts';

export interface Counts {
	/** Requests that were answered, reads of lists aside. */
	placed: number;
	requests: number;
	connections: number;
	tokens: number;
	/** How often the list of calls was read from its beginning. */
	ticks: number;
	/** The most requests that were there at the same moment. */
	mostAtOnce: number;
	/** How often each number was called, as [times, how many numbers]. */
	rings: Array<[times: number, numbers: number]>;
}

const NOTHING = { placed: 0, requests: 0, connections: 0, ticks: 0, mostAtOnce: 0 };
/** More than a list of items sends at once: n8n's HTTP Request node sends all. */
const BACKLOG = 60_000;
const CALL_LASTS_MS = 5_000;
/** VideoSDK has no more on a page. */
const PER_PAGE = 100;

interface PlacedCall {
	callId: string;
	sipCallTo: string;
	sipCallFrom: string;
	destinationRoomId: string;
	gatewayId: string;
	metadata: unknown;
	placedAt: number;
}

let delayMs = 0;
let counts = { ...NOTHING };
let atOnce = 0;
const tokens = new Set<string>();
/** The oldest first. */
let calls: PlacedCall[] = [];
let rings = new Map<string, number>();

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
	{ method = '', url = '', headers: { host } }: IncomingMessage,
	response: ServerResponse,
	body: string,
) {
	atOnce--;
	if (method === 'GET' && url.startsWith('/v2/sip/call?')) return send(response, listedAt(url));
	const told = answerTo({ method, path: url, body, host });
	if (method === 'POST') notePlaced(url, body, told);
	send(response, told);
}

function notePlaced(url: string, body: string, told: string): void {
	counts.placed++;
	const isJson = body.startsWith('{');
	const asked = (isJson ? JSON.parse(body) : {}) as Partial<PlacedCall> & { to?: string };
	const to = asked.sipCallTo ?? asked.to ?? new URLSearchParams(body).get('To') ?? '';
	rings.set(to, (rings.get(to) ?? 0) + 1);
	if (url !== '/v2/sip/call') return;
	const { data } = JSON.parse(told) as { data: { callId: string } };
	calls.push({ ...(asked as PlacedCall), callId: data.callId, placedAt: Date.now() });
}

/** The newest first. */
function listedAt(url: string): string {
	const query = new URL(url, 'http://127.0.0.1').searchParams;
	const page = Number(query.get('page') ?? 1);
	if (page === 1) counts.ticks++;
	const end = Math.max(0, calls.length - (page - 1) * PER_PAGE);
	const rows = calls.slice(Math.max(0, end - PER_PAGE), end).toReversed();
	const lastPage = Math.max(1, Math.ceil(calls.length / PER_PAGE));
	return JSON.stringify({
		pageInfo: { currentPage: page, perPage: PER_PAGE, lastPage, total: calls.length },
		data: rows.map(asListed),
	});
}

function asListed({ placedAt, ...call }: PlacedCall) {
	const step = (status: string, afterMs: number) => ({
		status,
		timestamp: new Date(placedAt + afterMs).toISOString(),
	});
	const isOver = Date.now() - placedAt >= CALL_LASTS_MS;
	const steps = [step('initiated', 0), step('ringing', 100), step('answered', 500)];
	return {
		...{ ...call, id: call.callId, type: 'outbound', roomId: call.destinationRoomId },
		...{ status: isOver ? 'ended' : 'answered', start: step('', 0).timestamp },
		...(isOver ? { end: step('', CALL_LASTS_MS).timestamp } : {}),
		timelog: isOver ? [...steps, step('ended', CALL_LASTS_MS)] : steps,
	};
}

function control(url: string, response: ServerResponse): void {
	const { pathname, searchParams } = new URL(url, 'http://127.0.0.1');
	const numbersByRings = new Map<number, number>();
	for (const times of rings.values()) {
		numbersByRings.set(times, (numbersByRings.get(times) ?? 0) + 1);
	}
	const told: Counts = { ...counts, tokens: tokens.size, rings: [...numbersByRings] };
	send(response, JSON.stringify(told));
	if (pathname !== '/_bench/reset') return;
	delayMs = Number(searchParams.get('delayMs') ?? 0);
	counts = { ...NOTHING };
	tokens.clear();
	calls = [];
	rings = new Map();
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
