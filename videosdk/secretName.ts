/** The last word, or the only one, of a name whose value opens something. */
const SECRET_WORD =
	/^(?:pass|pwd|jwt|cookie|authorization|(?:sip|auth|user|login|db)pass)$|(?:password|passwd|passphrase|passcode|secret|token|apikey|credentials?|tokens)$/;

/** The same of two words: `x-api-key`, `privateKey`. */
const SECRET_PAIR = /\b(?:api|auth|access|private|signing|encryption) key$/;

/** What tells about a secret and is none: `tokenType`, `passwordRequired`, `tokens used`. */
const ABOUT =
	/^(?:ids?|types?|counts?|used|usage|limits?|budget|at|in|on|until|expiry|expires?|expiration|ttl|lifetime|length|status|state|required|enabled|set|name|version|policy|hint|url|uri|endpoint)$/;

/** What a number in a `maxTokens` counts is spent on words, and opens nothing. */
const COUNTED = /tokens\b/;

/** Whether a key of an answer, or a parameter of a URL, has a name of what opens something. */
export function isSecretName(name: string): boolean {
	const words = wordsOf(name);
	if (words.length > 1 && ABOUT.test(words[words.length - 1])) return false;
	const ends = words.map((_, index) => words.slice(0, index + 1).join(' '));
	return words.some((word) => SECRET_WORD.test(word)) || ends.some((end) => SECRET_PAIR.test(end));
}

/** Whether a value under such a name gives nothing away all the same. */
export function isHarmless(name: string, value: unknown): boolean {
	if (value === null || value === undefined || typeof value === 'boolean') return true;
	return COUNTED.test(wordsOf(name).join(' ')) && isCount(value);
}

/** A number, or several: `{ prompt: 12, completion: 40 }`. */
function isCount(value: unknown): boolean {
	if (typeof value !== 'object' || value === null) return typeof value === 'number';
	return Object.values(value).every((one) => typeof one === 'number');
}

function wordsOf(name: string): string[] {
	return name
		.replace(/([a-z\d])([A-Z])/g, '$1 $2')
		.toLowerCase()
		.split(/[^a-z\d]+/)
		.filter((word) => word !== '');
}
