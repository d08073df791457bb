import { isRecord, type JsonObject } from '../../../videosdk/wire.ts';

/** Far more than the largest call: what is longer is not read. */
export const MAX_BODY_BYTES = 1024 * 1024;

/** Nobody nests deeper by hand. What a workflow gets is walked through by n8n step by step. */
const MAX_DEPTH = 100;

/** What is read of n8n's request. */
export interface DeliveryRequest {
	headers: Record<string, string | string[] | undefined>;
	/** Where n8n has read the body already. */
	rawBody?: Uint8Array;
	on(event: 'data', listener: (chunk: Uint8Array) => void): unknown;
	on(event: 'end' | 'error' | 'close', listener: () => void): unknown;
	resume(): unknown;
}

type RawDelivery = Uint8Array | 'tooLarge' | 'brokenOff';

/** The body as it came, byte for byte. Of one that is too large, no more is kept than may be. */
export async function readRawBody(request: DeliveryRequest): Promise<RawDelivery> {
	const { rawBody, headers } = request;
	if (rawBody) return rawBody.length > MAX_BODY_BYTES ? 'tooLarge' : rawBody;
	if (Number(headers['content-length']) > MAX_BODY_BYTES) return 'tooLarge';
	return await new Promise((resolve) => {
		let chunks: Uint8Array[] = [];
		let size = 0;
		request.on('data', (chunk) => {
			size += chunk.length;
			if (size <= MAX_BODY_BYTES) return void chunks.push(chunk);
			// The rest runs past unread: a sender whose connection were cut would not hear the answer.
			chunks = [];
			resolve('tooLarge');
		});
		request.on('end', () => resolve(Buffer.concat(chunks)));
		request.on('error', () => resolve('brokenOff'));
		request.on('close', () => resolve('brokenOff'));
	});
}

/** The object in a body; undefined for what is none, and for one that is nested beyond reason. */
export function parseBody(rawBody: Uint8Array): JsonObject | undefined {
	const written = Buffer.from(rawBody)
		.toString('utf8')
		.replace(/^\uFEFF/, '');
	if (!/^\s*\{/.test(written) || depthOf(written) > MAX_DEPTH) return undefined;
	try {
		const body: unknown = JSON.parse(written);
		return isRecord(body) ? body : undefined;
	} catch {
		return undefined;
	}
}

/** How deep the brackets of a JSON text are nested; those inside strings are none. */
function depthOf(json: string): number {
	let [depth, deepest, isInString] = [0, 0, false];
	for (let at = 0; at < json.length; at++) {
		const character = json[at];
		if (isInString) {
			if (character === '\\') at++;
			else if (character === '"') isInString = false;
		} else if (character === '"') isInString = true;
		else if (character === '{' || character === '[') deepest = Math.max(deepest, ++depth);
		else if (character === '}' || character === ']') depth--;
	}
	return deepest;
}
