import { generateKeyPairSync, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

interface KeyPair {
	publicKey: KeyObject;
	privateKey: KeyObject;
}

/** What deliveries are signed with: RSA-SHA256, PKCS#1 v1.5 (docs page "Webhook Verification"). */
export interface SigningKey {
	/** PKCS#1, with the line break before it that the real key has. */
	publicPem(): string;
	/** The value of the signature header, in base64. */
	sign(body: string): string;
	/** The same with a key that is nobody's. */
	signWrongly(body: string): string;
	/** From now on another key signs, and is served. */
	rotate(): void;
	/** Back to the key of the start. */
	reset(): void;
}

const makeKeyPair = (): KeyPair => generateKeyPairSync('rsa', { modulusLength: 2048 });

/** Making a key takes a moment, so it is made when it is first needed, and once for all sandboxes. */
function once(make: () => KeyPair): () => KeyPair {
	let made: KeyPair | undefined;
	return () => (made ??= make());
}
const firstKey = once(makeKeyPair);
const strangersKey = once(makeKeyPair);

const signed = (body: string, { privateKey }: KeyPair) =>
	sign('sha256', Buffer.from(body), privateKey).toString('base64');

export function createSigningKey(): SigningKey {
	let key = firstKey;
	return {
		publicPem: () => `\n${key().publicKey.export({ type: 'pkcs1', format: 'pem' })}`,
		sign: (body) => signed(body, key()),
		signWrongly: (body) => signed(body, strangersKey()),
		rotate() {
			key = once(makeKeyPair);
		},
		reset() {
			key = firstKey;
		},
	};
}
