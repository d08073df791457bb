/**
 * Names as all SIP software reads them. RFC 3261 allows more signs in a token, and HTTP others still;
 * a server may drop the whole call for one that it does not know.
 */
const NAME = /^(?=.*[a-z0-9])[\w.-]+$/i;

/** The one letter that a header may be called by (RFC 3261, section 7.3.3, and IANA's registry). */
const COMPACT: ReadonlyMap<string, string> = new Map([
	['a', 'accept-contact'],
	['b', 'referred-by'],
	['c', 'content-type'],
	['d', 'request-disposition'],
	['e', 'content-encoding'],
	['f', 'from'],
	['i', 'call-id'],
	['j', 'reject-contact'],
	['k', 'supported'],
	['l', 'content-length'],
	['m', 'contact'],
	['n', 'identity-info'],
	['o', 'event'],
	['r', 'refer-to'],
	['s', 'subject'],
	['t', 'to'],
	['u', 'allow-events'],
	['v', 'via'],
	['x', 'session-expires'],
	['y', 'identity'],
]);

/**
 * What the call itself is made of: who calls whom and by which way, in which dialog, what is in the
 * body, what both sides can do. VideoSDK and the servers on the way write these.
 */
const OF_THE_CALL = new Set([
	...['via', 'from', 'to', 'call-id', 'cseq', 'contact', 'max-forwards', 'max-breadth'],
	...['route', 'record-route', 'path', 'service-route', 'p-called-party-id', 'p-served-user'],
	...['content-length', 'content-type', 'content-encoding', 'content-disposition', 'content-id'],
	...['content-language', 'mime-version', 'accept', 'accept-encoding'],
	...['allow', 'allow-events', 'supported', 'unsupported', 'require', 'recv-info', 'info-package'],
	...['expires', 'min-expires', 'session-expires', 'min-se', 'rack', 'rseq', 'event'],
	...['subscription-state', 'replaces', 'join', 'target-dialog', 'refer-to', 'refer-sub'],
	...['authorization', 'www-authenticate', 'authentication-info'],
	...['security-client', 'security-server', 'security-verify'],
]);

/** The same for two names of one header: without case, and not by its letter. */
export function headerOfName(name: string): string {
	const lower = name.toLowerCase();
	return COMPACT.get(lower) ?? lower;
}

/** Why a header of this name is not sent with a call. */
export function headerNameProblem(name: string): string | undefined {
	if (!NAME.test(name)) {
		return 'it is not the name of a header. Use one such as X-Campaign, of letters, digits, - _ and . alone, which all carriers read';
	}
	const header = headerOfName(name);
	if (OF_THE_CALL.has(header) || /^proxy-/.test(header)) {
		const meant = header === name.toLowerCase() ? '' : ` (${header})`;
		return `the call itself is made of this header${meant}, so VideoSDK writes it. Take the row away, or use a name of your own such as X-Campaign`;
	}
	return undefined;
}
