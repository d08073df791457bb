import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { SECRET_PARAMETER } from '../../../videosdk/webhook.ts';
import { isRecord, type JsonObject } from '../../../videosdk/wire.ts';
import { SIGNATURE_HEADER } from '../../../videosdk/webhookSignature.ts';
import { FETCH_AGAIN_SECONDS } from './keyRing.ts';
import { parseBody, readRawBody, type DeliveryRequest } from './rawDelivery.ts';
import { checkSignature, hasSecret } from './verification.ts';
import { warnThrottled } from './warnThrottled.ts';

/** How it is known that VideoSDK has sent a delivery. There is no way to leave it unknown. */
export type VerifyBy = 'signature' | 'secretInUrl';

/** What is used of n8n's answer. */
interface DeliveryAnswer {
	statusCode: number;
	headersSent: boolean;
	setHeader(name: string, value: string): unknown;
	once(event: 'finish', listener: () => void): unknown;
	status(code: number): { json(body: object): unknown };
}

/** A delivery that is not to start anything, and what its sender is answered. */
export interface Refusal {
	status: 400 | 401 | 413 | 415 | 503;
	message: string;
	/** When it may be another answer. */
	retryAfterSeconds?: number;
}

/**
 * The genuine body, why it is refused, or undefined when the sender has gone.
 *
 * @param parameter where in the URL the secret has to be
 */
export async function readDelivery(
	context: IWebhookFunctions,
	verifyBy: VerifyBy,
	secret?: string,
	parameter = SECRET_PARAMETER,
): Promise<{ body: JsonObject; rawBody: Uint8Array } | Refusal | undefined> {
	const request: DeliveryRequest = context.getRequestObject();
	if (verifyBy === 'secretInUrl') {
		const query: unknown = context.getQueryData();
		const given = isRecord(query) ? query[parameter] : undefined;
		if (!hasSecret(given, secret)) return wrongSecret;
	} else if (request.headers[SIGNATURE_HEADER] === undefined) {
		return unsigned;
	}
	if (request.headers['content-encoding'] !== undefined) return encoded;
	const rawBody = await readRawBody(request);
	if (rawBody === 'brokenOff') return undefined;
	if (rawBody === 'tooLarge') return tooLarge;
	const verdict = verifyBy === 'signature' ? await checkSignature(context, rawBody) : 'genuine';
	if (verdict !== 'genuine') return verdict === 'forged' ? forged : unchecked;
	const body = parseBody(rawBody);
	return body ? { body, rawBody } : absurd;
}

/** What strangers are told, by which a trigger is known from outside. */
export const refusalMessages = {
	unsigned: `The header ${SIGNATURE_HEADER} is missing`,
	wrongSecret: 'The URL lacks the secret',
	absurd: 'The body is no JSON object of bearable depth',
} as const;

const unsigned: Refusal = { status: 401, message: refusalMessages.unsigned };
const forged: Refusal = {
	status: 401,
	message: `The header ${SIGNATURE_HEADER} is no signature of VideoSDK's over this body`,
};
const wrongSecret: Refusal = { status: 401, message: refusalMessages.wrongSecret };
const unchecked: Refusal = {
	status: 503,
	message: 'Whether the signature is one of VideoSDK cannot be told at the moment. Send it again',
	retryAfterSeconds: FETCH_AGAIN_SECONDS,
};
const tooLarge: Refusal = { status: 413, message: 'The body is too large for a call event' };
const encoded: Refusal = { status: 415, message: 'The body is compressed' };
const absurd: Refusal = { status: 400, message: refusalMessages.absurd };

/** @param advice for whoever reads n8n's log */
export function refuse(
	context: IWebhookFunctions,
	{ status, message, retryAfterSeconds }: Refusal,
	advice: string,
): IWebhookResponseData {
	warnThrottled(context, `a delivery was refused with HTTP ${status}: ${message}. ${advice}`);
	const answer = answerOf(context);
	if (retryAfterSeconds) answer.setHeader('retry-after', String(retryAfterSeconds));
	// n8n would send what is returned here with HTTP 200.
	answer.status(status).json({ message });
	return { noWebhookResponse: true };
}

export function answerOf(context: IWebhookFunctions): DeliveryAnswer {
	return context.getResponseObject();
}
