import { isOwnKey } from './callMetadata.ts';
import { isHarmless, isSecretName } from './secretName.ts';
import { isRecord, type JsonObject, type JsonValue } from './wire.ts';

/** Stands in the place of what is left out. */
const MASK = '(hidden)';

/**
 * A JWT; VideoSDK's tokens are such, whatever key they stand under. No further than the next beginning of
 * one: else a megabyte of beginnings would be read through from each of them.
 */
const TOKEN = /eyJ(?:(?!eyJ)[\w-])*\.[\w-]*\.?[\w-]*/g;

/** A parameter of a URL, or of what follows its #. */
const URL_PARAMETER = /([?&;#][\w.~%[\]-]+)=([^&#\s"'<>]+)/g;

/** One of several that a value may hold. */
const INNER_PARAMETER = /([?;])(?:([\w.~%[\]-]+)=(?=[^?;]))?[^?;]*/g;

/** What makes a presigned URL open a file to whoever has it, as storage services name it. */
const URL_SIGNATURE = /^(?:(?:x-(?:amz|goog)-)?signature|sig|hmac)$/i;

/** `https://user:password@host`. A token may stand there without a password. */
const URL_USER = /\b([a-z][a-z\d+.-]{0,31}:\/\/)[^\s/?#@"'<>]+@/gi;

/** `sip:user:password@host`. */
const SIP_PASSWORD = /\b(sips?:[^\s:@"'<>]+):[^\s:@"'<>]+@/gi;

/** Nobody nests deeper by hand. An answer made to hurt would else overflow the stack. */
const MAX_DEPTH = 100;

/** An object of VideoSDK's, fit for an item: an item is saved and shown. */
export function withoutSecrets(wire: JsonObject): JsonObject {
	return maskedRecord(wire, isSecretName);
}

/** The user's own object, fit for an item: whole, but for tokens. */
export function withoutTokens(own: JsonObject): JsonObject {
	return maskedRecord(own, () => false);
}

/** The least characters of a secret that is looked for within texts: a shorter one stands in any word. */
const FEWEST_CHARACTERS = 4;

/**
 * A value without one secret, wherever it stands in its texts: as it is, with its blanks drawn together, and
 * cut off by an ellipsis, as messages are.
 */
export function withoutText<T>(value: T, secret: string): T {
	const spellings = [secret, secret.replace(/\s+/g, ' ').trim()];
	const hide = (text: string, spelling: string) => {
		if (text === spelling) return MASK;
		return spelling.length < FEWEST_CHARACTERS ? text : withoutPart(text, spelling);
	};
	const replacer = (_key: string, inner: unknown) =>
		typeof inner === 'string' ? spellings.reduce(hide, inner) : inner;
	const copy: T = JSON.parse(JSON.stringify(value, replacer));
	return copy;
}

function withoutPart(text: string, secret: string): string {
	const whole = text.replaceAll(secret, MASK);
	for (let length = secret.length - 1; length >= FEWEST_CHARACTERS; length--) {
		const cut = `${secret.slice(0, length)}…`;
		if (whole.endsWith(cut)) return `${whole.slice(0, -cut.length)}${MASK}…`;
	}
	return whole;
}

/** A text with URLs in it, as it may be shown. */
export function withoutUrlSecrets(text: string): string {
	return text
		.replace(URL_USER, `$1${MASK}@`)
		.replace(SIP_PASSWORD, `$1:${MASK}@`)
		.replace(URL_PARAMETER, withoutSecretValue);
}

function withoutSecretValue(_whole: string, key: string, value: string): string {
	if (opensSomething(key.slice(1))) return `${key}=${MASK}`;
	// A semicolon may be part of a value, or begin the next parameter.
	const [first] = value.split(';', 1);
	let shown = `${key}=${first}`;
	for (const [part, separator, name] of value.slice(first.length).matchAll(INNER_PARAMETER)) {
		if (name !== undefined && opensSomething(name)) return `${shown}${separator}${name}=${MASK}`;
		shown += part;
	}
	return shown;
}

const opensSomething = (name: string) => isSecretName(name) || URL_SIGNATURE.test(name);

function masked(value: JsonValue, isSecret: (key: string) => boolean, depth = 0): JsonValue {
	if (typeof value === 'string') return withoutUrlSecrets(value.replace(TOKEN, MASK));
	if (typeof value === 'object' && depth > MAX_DEPTH) return MASK;
	if (Array.isArray(value)) return value.map((one: JsonValue) => masked(one, isSecret, depth + 1));
	return isRecord(value) ? maskedRecord(value, isSecret, depth) : value;
}

function maskedRecord(
	record: JsonObject,
	isSecret: (key: string) => boolean,
	depth = 0,
): JsonObject {
	return Object.fromEntries(
		Object.entries(record).map(([key, inner]): [string, JsonValue] => {
			if (isSecret(key)) return [key, isHarmless(key, inner) ? inner : MASK];
			return [key, masked(inner, isOwnKey(key) ? () => false : isSecret, depth + 1)];
		}),
	);
}
