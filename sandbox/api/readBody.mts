import type { IncomingMessage } from 'node:http';
import type { z } from 'zod';
import type { ApiContext } from './apiEnv.mts';
import { checked, Refusal } from './refusal.mts';

export const MAX_BODY_BYTES = 1024 * 1024;
/** A file of a batch may have 5 MB; more is seen to be more. */
export const MAX_FILE_BYTES = 6 * 1024 * 1024;

/** The whole body, or undefined when it is larger than the sandbox reads. */
export async function readBytes(
	incoming: IncomingMessage,
	mostBytes = MAX_BODY_BYTES,
): Promise<Buffer | undefined> {
	const chunks: Buffer[] = [];
	let size = 0;
	try {
		for await (const chunk of incoming) {
			size += (chunk as Buffer).length;
			// The rest is read and dropped, else the client would see a broken connection and no 413.
			if (size <= mostBytes) chunks.push(chunk as Buffer);
		}
	} catch {
		throw new Refusal(400, 'The connection broke in the middle of the body.');
	}
	return size <= mostBytes ? Buffer.concat(chunks) : undefined;
}

/** The same as text. */
export async function readText(incoming: IncomingMessage): Promise<string | undefined> {
	return (await readBytes(incoming))?.toString('utf8');
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
