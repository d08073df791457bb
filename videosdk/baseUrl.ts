import { CredentialProblem } from './credentialProblem.ts';

/** Where VideoSDK lives when the credential says nothing else (server SDK, `client.ts`). */
export const DEFAULT_BASE_URL = 'https://api.videosdk.live';

/** A base URL without a slash at its end, or a sentence for the user on why it cannot be used. */
type BaseUrl = Readonly<
	{ url: string; problem?: undefined } | { url?: undefined; problem: string }
>;

/**
 * Reads the base URL of a credential. The token goes to this host and no other, so it must be one
 * that nobody between can read along with: https, or this machine itself. Empty = VideoSDK's own.
 */
export function parseBaseUrl(text: string): BaseUrl {
	if (lastRead?.text !== text) lastRead = { text, baseUrl: readBaseUrl(text) };
	return lastRead.baseUrl;
}

/** All requests of a list have the same. */
let lastRead: { text: string; baseUrl: BaseUrl } | undefined;

function readBaseUrl(text: string): BaseUrl {
	const trimmed = text.trim() || DEFAULT_BASE_URL;
	const url = URL.canParse(trimmed) ? new URL(trimmed) : undefined;
	if (!url || !/^https?:$/.test(url.protocol)) {
		return {
			problem: `The base URL is not a web address. It must begin with https:// (or http:// for this machine), such as ${DEFAULT_BASE_URL}`,
		};
	}
	if (url.username || url.password || url.search || url.hash) {
		return { problem: 'The base URL must have no user name, password, "?" or "#" in it' };
	}
	if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
		return {
			problem: `The base URL must begin with https://, as the token would travel readable to ${url.hostname}. Only an address of this machine (localhost) may be http`,
		};
	}
	return { url: url.origin + url.pathname.replace(/\/+$/, '') };
}

/**
 * The full address of a request: a path of the base URL, or an address that lies at it already.
 *
 * @throws CredentialProblem when the address belongs to another host, to which the token must not go
 */
export function resolveUrl(baseUrl: string, pathOrUrl: string): string {
	if (!/^[a-z][a-z\d+.-]*:|^[\\/]{2}/i.test(pathOrUrl)) {
		return `${baseUrl}/${pathOrUrl.replace(/^\/+/, '')}`;
	}
	const { origin } = new URL(baseUrl);
	if (!URL.canParse(pathOrUrl) || new URL(pathOrUrl).origin !== origin) {
		throw new CredentialProblem(
			`The VideoSDK token is only sent to the credential's base URL ${baseUrl}, not to ${pathOrUrl.slice(0, 100)}`,
		);
	}
	return pathOrUrl;
}

/** Whether a URL leads to the very machine that it is used on. */
export function isLoopbackUrl(url: string): boolean {
	return URL.canParse(url) && isLoopback(new URL(url).hostname);
}

function isLoopback(hostname: string): boolean {
	return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
