import type { IncomingMessage } from 'node:http';
import type { z } from 'zod';
import type { ApiContext } from './apiEnv.mts';
import { checked, Refusal } from './refusal.mts';

export const MAX_BODY_BYTES = 1024 * 1024;

/** The whole body as text, or undefined when it is larger than the sandbox reads. */
export async function readText(incoming: IncomingMessage): Promise<string | undefined> {
	const chunks: Buffer[] = [];
	let size = 0;
	try {
		for await (const chunk of incoming) {
			size += (chunk as Buffer).length;
			// The rest is read and dropped, else the client would see a broken connection and no 413.
			if (size <= MAX_BODY_BYTES) chunks.push(chunk as Buffer);
		}
	} catch {
		throw new Refusal(400, 'The connection broke in the middle of the body.');
	}
	return size <= MAX_BODY_BYTES ? Buffer.concat(chunks).toString('utf8') : undefined;
}

export function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/** The JSON body of an API request, validated. */
export function jsonBody<T extends z.ZodTypeAny>(c: ApiContext, schema: T): z.output<T> {
	const { rawBody, body } = c.get('entry');
	if (rawBody !== '') {
		const type = c.req.header('content-type') ?? '';
		if (!/^application\/json\s*(;|$)/i.test(type)) {
			throw new Refusal(415, `Send "Content-Type: application/json", not "${type}".`);
		}
		if (body === undefined) throw new Refusal(400, 'The body is not valid JSON.');
	}
	return checked(schema, body);
}
