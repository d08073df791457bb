/** Passwords of the sandbox's gateways and trunk (`sandbox/state/sipSeed.mts`) all begin like this. */
const PASSWORD = /not-a-secret-\w+/g;
/** Every JWT and every part of one that holds JSON begins like this. */
const TOKEN = /eyJ[\w-]{8,}/g;
const HEADER = /authorization/gi;
/** The secret part of a URL that a trigger has registered. */
const URL_SECRET = /[?&]secret=[0-9a-f]{16,}/g;
const CHARACTERS_AROUND = 40;

/** What a text gives away, each with the words around it. Empty = nothing. */
export function leaksIn(text: string, apiSecret: string): string[] {
	const found = [PASSWORD, TOKEN, HEADER, URL_SECRET].flatMap((pattern) =>
		[...text.matchAll(pattern)].map(({ index }) => index),
	);
	// A credential without a secret cannot give one away.
	const secret = apiSecret === '' ? -1 : text.indexOf(apiSecret);
	if (secret >= 0) found.push(secret);
	return found.map((index) =>
		text.slice(Math.max(0, index - CHARACTERS_AROUND), index + CHARACTERS_AROUND),
	);
}
