import { constants, createPublicKey, verify, type KeyObject } from 'node:crypto';
import { isRecord, text } from './wire.ts';

/** Carries the signature of a delivery (docs page "Webhook Verification", server SDK `webhooks.ts`). */
export const SIGNATURE_HEADER = 'videosdk-signature';

/** Far more than any key in use needs: one of 16384 bits is below 3000 characters, its signatures too. */
const MAX_SIGNATURE_CHARACTERS = 4096;
const MAX_KEY_CHARACTERS = 8192;

/** PKCS#1, as VideoSDK is seen to give it, or SPKI. No private key and no certificate. */
const PUBLIC_KEY = /^\s*-----BEGIN (RSA )?PUBLIC KEY-----/;

export interface SignedDelivery {
	/** The bytes exactly as they came: JSON that was read and written again is not what was signed. */
	rawBody: Uint8Array;
	/** What the header holds; of a header that came more than once, the first counts. */
	signature: string | readonly string[] | undefined;
	/** PEM. */
	publicKey: string;
}

/**
 * Whether VideoSDK itself sent this body: RSA-SHA256, PKCS#1 v1.5, over the raw bytes. Whatever
 * comes from strangers, the answer is no and never an error.
 *
 * The signature covers no time and no id. A genuine delivery that somebody sends again is genuine.
 */
export function isGenuine({ rawBody, signature, publicKey }: SignedDelivery): boolean {
	const signed = signatureBytes(signature);
	const key = rsaKey(publicKey);
	if (!signed || !key || !(rawBody instanceof Uint8Array) || rawBody.length === 0) return false;
	try {
		return verify('sha256', rawBody, { key, padding: constants.RSA_PKCS1_PADDING }, signed);
	} catch {
		return false;
	}
}

/**
 * Reads VideoSDK's answer to who asks for the key that it signs with: `{ publicKey }`, also inside `data`, or the bare PEM.
 *
 * @returns undefined when there is no RSA key in it that a signature could be checked with
 */
export function readPublicKey(answer: unknown): string | undefined {
	const data = isRecord(answer) && isRecord(answer.data) ? answer.data : {};
	const pem = isRecord(answer) ? (text(answer.publicKey) ?? text(data.publicKey)) : text(answer);
	return pem !== undefined && rsaKey(pem) ? pem : undefined;
}

/** RSA with fewer bytes is out of use, and a signature is as long as its key. */
const FEWEST_SIGNATURE_BYTES = 128;

/** Whether there is a key at all by which this could be genuine. Then it is worth asking for one. */
export function mayBeSigned({ rawBody, signature }: Omit<SignedDelivery, 'publicKey'>): boolean {
	const bytes = signatureBytes(signature)?.length ?? 0;
	return bytes >= FEWEST_SIGNATURE_BYTES && rawBody instanceof Uint8Array && rawBody.length > 0;
}

/** Strict: `Buffer` alone would skip whatever is not base64 and read what is left. */
function signatureBytes(header: SignedDelivery['signature']): Buffer | undefined {
	const first: unknown = Array.isArray(header) ? header[0] : header;
	const base64 = text(first)?.trim();
	if (base64 === undefined || base64.length > MAX_SIGNATURE_CHARACTERS) return undefined;
	const bytes = Buffer.from(base64, 'base64');
	return bytes.length > 0 && bytes.toString('base64') === base64 ? bytes : undefined;
}

function rsaKey(pem: unknown): KeyObject | undefined {
	const known = text(pem);
	if (known === undefined || known.length > MAX_KEY_CHARACTERS || !PUBLIC_KEY.test(known)) {
		return undefined;
	}
	try {
		const key = createPublicKey(known);
		return key.asymmetricKeyType === 'rsa' ? key : undefined;
	} catch {
		return undefined;
	}
}
