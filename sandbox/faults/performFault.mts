import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from './faultOrder.mts';

const DRIP_INTERVAL_MS = 1000;
const CHUNK_BYTES = 64 * 1024;

/** What a cut, dripping or endless answer begins like when nothing was carried out. */
const SUCCESS_TEXT = '{"statusCode":200,"message":"Success","participantId":"dA45e3gb"}';

const json = (status: number, body: unknown, headers: HeadersInit = {}) =>
	Response.json(body, { status, headers });

/**
 * Answers with the fault. `answer` is the true answer when the request was carried out, undefined
 * when it was not and nobody's phone rang.
 */
export async function performFault(
	fault: Exclude<Fault, { kind: 'endDuring' }>,
	answer: { status: number; text: string } | undefined,
	{ incoming, outgoing }: HttpBindings,
	now: number,
): Promise<Response> {
	const text = answer?.text ?? SUCCESS_TEXT;
	switch (fault.kind) {
		case 'status':
			return statusAnswer(fault);
		case 'reset':
			incoming.socket.resetAndDestroy();
			return RESPONSE_ALREADY_SENT;
		case 'stall':
			await pause(fault.seconds * 1000, outgoing);
			if (outgoing.destroyed) return RESPONSE_ALREADY_SENT;
			return answer === undefined
				? json(504, { message: 'The sandbox stalled as ordered; nothing was placed.' })
				: new Response(text, {
						status: answer.status,
						headers: { 'content-type': 'application/json' },
					});
		case 'drip':
			return drip(text, outgoing, now);
		case 'truncatedJson':
			return new Response(text.slice(0, Math.ceil(text.length / 2)), {
				headers: { 'content-type': 'application/json' },
			});
		case 'html':
			return new Response(
				`<!doctype html><html><head><title>${fault.status}</title></head><body><h1>${fault.status} from a proxy</h1><p>The sandbox sends this page as ordered.</p></body></html>`,
				{ status: fault.status, headers: { 'content-type': 'text/html; charset=utf-8' } },
			);
		case 'hugeBody':
			return hugeBody(text, fault.bytes);
		case 'redirect':
			return new Response(null, {
				status: fault.status ?? 302,
				headers: { location: fault.location },
			});
	}
}

function statusAnswer(fault: Extract<Fault, { kind: 'status' }>): Response {
	const { status, headers, body } = fault;
	if (status === 204 || status === 205 || status === 304) {
		return new Response(null, { status, headers });
	}
	if (typeof body === 'string') return new Response(body, { status, headers });
	return json(status, body ?? { message: `The sandbox answers ${status} as ordered.` }, headers);
}

/** Waits on the real clock; a client that hangs up, or a sandbox that closes, ends the wait. */
async function pause(ms: number, outgoing: HttpBindings['outgoing']): Promise<void> {
	const ended = new AbortController();
	outgoing.once('close', () => ended.abort());
	await sleep(ms, undefined, { signal: ended.signal }).catch(() => undefined);
}

/** One byte a second: the answer goes on arriving, so a mere idle time limit never strikes. */
function drip(text: string, outgoing: HttpBindings['outgoing'], now: number): Response {
	const bytes = Buffer.from(text);
	let sent = 0;
	outgoing.writeHead(200, {
		date: new Date(now).toUTCString(),
		'content-type': 'application/json',
		'content-length': bytes.length,
	});
	const sendOne = () => {
		outgoing.write(bytes.subarray(sent, sent + 1));
		sent += 1;
		if (sent === bytes.length) outgoing.end();
	};
	sendOne();
	const timer = setInterval(sendOne, DRIP_INTERVAL_MS);
	outgoing.once('close', () => clearInterval(timer));
	outgoing.once('finish', () => clearInterval(timer));
	return RESPONSE_ALREADY_SENT;
}

/** A valid JSON answer, blown up with a padding field to the wanted size and sent in chunks. */
function hugeBody(text: string, bytes: number): Response {
	const head = Buffer.from(`${text.slice(0, text.lastIndexOf('}'))},"padding":"`);
	const tail = Buffer.from('"}');
	const padding = Buffer.alloc(CHUNK_BYTES, 'x');
	let left = Math.max(0, bytes - head.length - tail.length);
	const body = new ReadableStream({
		start: (controller) => controller.enqueue(head),
		pull(controller) {
			if (left === 0) {
				controller.enqueue(tail);
				controller.close();
				return;
			}
			const size = Math.min(left, CHUNK_BYTES);
			controller.enqueue(padding.subarray(0, size).slice());
			left -= size;
		},
	});
	return new Response(body, { headers: { 'content-type': 'application/json' } });
}
