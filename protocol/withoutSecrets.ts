import { isRecord } from './wire.ts';

/** Stands in the place of what is left out. */
const MASK = '(hidden)';

/** A JWT; VideoSDK's tokens are such, whatever key they stand under. */
const TOKEN = /eyJ[\w-]*\.[\w-]*\.?[\w-]*/g;

/** What makes a presigned URL open a file to whoever has it, as storage services name it. */
const URL_SIGNATURE =
	/([?&](?:X-Amz-Signature|X-Amz-Security-Token|X-Goog-Signature|Signature|sig)=)[^&\s"']+/gi;

/** Keys of answers whose value opens something: a gateway's `auth.password`, a participant's `token`. */
const SECRET_KEY = /^(password|secret|token|apikey|authorization)$/i;

/** What whoever placed the call has kept with it: its keys are theirs and mean what they like. */
const OWN_KEYS = 'metadata';

/** Nobody nests deeper by hand. An answer made to hurt would else overflow the stack. */
const MAX_DEPTH = 100;

/** An object of VideoSDK's, fit for an item: an item is saved and shown. */
export function withoutSecrets(wire: Record<string, unknown>): Record<string, unknown> {
	return masked(wire, (key) => SECRET_KEY.test(key)) as Record<string, unknown>;
}

/** The user's own object, fit for an item: whole, but for tokens. */
export function withoutTokens(own: Record<string, unknown>): Record<string, unknown> {
	return masked(own, () => false) as Record<string, unknown>;
}

function masked(value: unknown, isSecret: (key: string) => boolean, depth = 0): unknown {
	if (typeof value === 'string') {
		return value.replace(TOKEN, MASK).replace(URL_SIGNATURE, `$1${MASK}`);
	}
	if (typeof value === 'object' && depth > MAX_DEPTH) return MASK;
	if (Array.isArray(value)) return value.map((one) => masked(one, isSecret, depth + 1));
	if (!isRecord(value)) return value;
	return Object.fromEntries(
		Object.entries(value).map(([key, inner]) => {
			if (isSecret(key)) return [key, inner === null ? inner : MASK];
			return [key, masked(inner, key === OWN_KEYS ? () => false : isSecret, depth + 1)];
		}),
	);
}
