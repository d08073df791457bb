import { createHash, timingSafeEqual } from 'node:crypto';
import type { IWebhookFunctions } from 'n8n-workflow';
import { DEFAULT_BASE_URL, parseBaseUrl } from '../../../videosdk/baseUrl.ts';
import { readPublicKey, SIGNATURE_HEADER } from '../../../videosdk/webhookSignature.ts';
import { settled } from '../errors/failureOf.ts';
import { createApi } from '../api/index.ts';
import { createKeyRing, type SignatureVerdict } from './keyRing.ts';
import { warnThrottled } from './warnThrottled.ts';
import { abortAfter } from '../time/deadline.ts';

/** A sender waits for its answer meanwhile. */
const FETCH_SECONDS = 10;

/** One for all triggers of this process. */
const keyRing = createKeyRing();

/** Whether VideoSDK has signed these bytes, by the key that the credential's host gives. */
export async function checkSignature(
	context: IWebhookFunctions,
	rawBody: Uint8Array,
): Promise<SignatureVerdict> {
	const credential = await settled(context.getCredentials<{ baseUrl?: string }>('videoSdkApi'));
	if (!credential.ok) {
		// Deleted, or out of reach. What is thrown here n8n takes for an execution that failed.
		warnThrottled(context, `the credential cannot be read: ${credential.failure.message}`);
		return 'unknown';
	}
	const { url: host = DEFAULT_BASE_URL } = parseBaseUrl(credential.value.baseUrl ?? '');
	const signature = context.getHeaderData()[SIGNATURE_HEADER];
	return await keyRing.check(host, { rawBody, signature }, async () => await fetchKey(context));
}

/** Whether the URL has the secret. Of two secrets, nothing is learned by how long the comparison takes. */
export function hasSecret(given: unknown, secret: string | undefined): boolean {
	const digest = (text: string) => createHash('sha256').update(text).digest();
	if (secret === undefined || secret === '' || typeof given !== 'string') return false;
	return timingSafeEqual(digest(given), digest(secret));
}

async function fetchKey(context: IWebhookFunctions): Promise<string | undefined> {
	// Not repeated after a passing fault or HTTP 429: how often VideoSDK is asked is counted. And no longer
	// waited for than one answer may take.
	const api = createApi(context, abortAfter(FETCH_SECONDS * 1000));
	let asked = 0;
	const notAgain = async () => {
		if (asked++ > 0) throw new Error('VideoSDK wants to be asked less often');
	};
	const fetched = await settled(api.webhooks.publicKey(FETCH_SECONDS, notAgain));
	if (fetched.ok) return readPublicKey(fetched.value.body);
	context.logger.warn(
		`${context.getNode().name}: the key that deliveries are checked with could not be fetched: ${fetched.failure.message}`,
	);
	return undefined;
}
