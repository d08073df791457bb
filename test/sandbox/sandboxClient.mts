import jwt from 'jsonwebtoken';
import { SEED_GATEWAY_ID } from '../../sandbox/index.mts';
import { useFrozenSandbox } from '../support/frozenSandbox.mts';

export interface Answer {
	status: number;
	headers: Headers;
	text: string;
	/** The parsed body; undefined when it is not JSON. */
	json: any;
}

export interface SendOptions {
	method?: string;
	body?: unknown;
	/** Sent as it is, in place of `body`. */
	rawBody?: string;
	headers?: Record<string, string>;
	/** null = no Authorization header. */
	authorization?: string | null;
	signal?: AbortSignal;
}

export const SOMEBODY = '+4915550100';

/** The seed's request with a number that no scenario claims. */
export const seedBody = (to = SOMEBODY) => ({
	to,
	from: '+11234567890',
	displayName: 'John Doe',
	meetingId: 'abcde12345',
	trunkId: 'trunk_987654321',
	participantId: 'custom_participant_123',
});

/** A sandbox for the tests of one file, as new before each test. */
export function useSandbox() {
	const sandbox = useFrozenSandbox();

	function token(claims: object = {}, secret = sandbox().apiSecret): string {
		const now = Math.floor(Date.now() / 1000);
		return jwt.sign(
			{ apikey: sandbox().apiKey, version: 2, iat: now, exp: now + 600, ...claims },
			secret,
		);
	}

	function request(path: string, options: SendOptions = {}): Promise<Response> {
		const { method = 'GET', body, rawBody, headers, authorization = token(), signal } = options;
		const sent = rawBody ?? (body === undefined ? undefined : JSON.stringify(body));
		return fetch(sandbox().url + path, {
			method,
			signal,
			redirect: 'manual',
			body: sent,
			headers: {
				...(authorization === null ? {} : { authorization }),
				...(sent === undefined ? {} : { 'content-type': 'application/json' }),
				...headers,
			},
		});
	}

	async function send(path: string, options: SendOptions = {}): Promise<Answer> {
		const response = await request(path, options);
		const text = await response.text();
		return { status: response.status, headers: response.headers, text, json: parsed(text) };
	}

	/** The seed's request to one number. */
	const dial = (to = SOMEBODY, changes: object = {}, signal?: AbortSignal) => {
		const body = { ...seedBody(to), ...changes };
		return send('/v2/sip/outbound-call', { method: 'POST', body, signal });
	};

	/** The current API's request through the first gateway. */
	const dialOut = (changes: object = {}, signal?: AbortSignal) => {
		const body = { sipCallTo: SOMEBODY, gatewayId: SEED_GATEWAY_ID, ...changes };
		return send('/v2/sip/call', { method: 'POST', body, signal });
	};

	const control = (path: string, method = 'GET', body?: unknown) =>
		send(`/_sandbox${path}`, { method, body, authorization: null });

	return { sandbox, token, request, send, dial, dialOut, control };
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/** How a request failed before any answer, as Node names it: ECONNRESET and the like. */
export async function failureOf(request: Promise<unknown>): Promise<string> {
	const error = await request.then(
		() => undefined,
		(reason: Error) => reason,
	);
	if (!error) throw new Error('The request was answered.');
	const cause = error.cause as { code?: string } | undefined;
	return cause?.code ?? error.message;
}
