import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { createMiddleware } from 'hono/factory';
import type { SandboxState } from '../state/sandboxState.mts';
import { authorizationFacts } from '../state/journal.mts';
import type { JournalEntry } from '../state/journal.mts';
import type { ApiContext, ApiEnv } from './apiEnv.mts';
import { MAX_BODY_BYTES, MAX_FILE_BYTES, parseJson, readBytes } from './readBody.mts';

export interface RequestListeners {
	/** A request has arrived and been read; its status is not known yet. */
	onRequest?: (entry: JournalEntry) => void;
	/** It has been dealt with; status null means that the connection was broken instead. */
	onAnswer?: (entry: JournalEntry) => void;
}

/** Writes every API request down, also one that is refused, stalled or reset. */
export function journalRequests(state: SandboxState, listeners: RequestListeners) {
	return createMiddleware<ApiEnv>(async (c, next) => {
		const isFile = c.req.method === 'PUT' && c.req.path.startsWith('/files/');
		const mostBytes = isFile ? MAX_FILE_BYTES : MAX_BODY_BYTES;
		const bytes = await readBytes(c.env.incoming, mostBytes);
		const text = bytes?.toString('utf8');
		const entry: JournalEntry = {
			at: state.clock.now(),
			method: c.req.method,
			path: c.req.path,
			query: c.req.query(),
			headers: maskedHeaders(c.req.header()),
			authorization: authorizationFacts(c.req.header('authorization')),
			body: text && !isFile ? parseJson(text) : undefined,
			rawBody: text ?? '',
			status: null,
		};
		state.journal.add(entry);
		c.set('entry', entry);
		c.set('bytes', bytes ?? Buffer.alloc(0));
		listeners.onRequest?.(structuredClone(entry));
		if (text === undefined) c.res = tooLarge(mostBytes);
		else await next();
		entry.status = statusSent(c);
		listeners.onAnswer?.(structuredClone(entry));
	});
}

const tooLarge = (mostBytes: number) =>
	Response.json({ message: `The body is larger than ${mostBytes} bytes.` }, { status: 413 });

/** A fault may have written to the connection itself, or have broken it. */
function statusSent(c: ApiContext): number | null {
	if (c.res !== RESPONSE_ALREADY_SENT) return c.res.status;
	return c.env.outgoing.headersSent ? c.env.outgoing.statusCode : null;
}

function maskedHeaders(headers: Record<string, string>): Record<string, string> {
	return 'authorization' in headers ? { ...headers, authorization: '(masked)' } : headers;
}
