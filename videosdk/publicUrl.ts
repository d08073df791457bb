import { isLoopbackUrl } from './baseUrl.ts';

/** Names that only a network of one's own knows, besides those without a dot. */
const LOCAL_NAME =
	/(^|\.)(localhost|local|internal|intranet|lan|home|corp|test|invalid|home\.arpa)$/;

/** Beginnings of IPv4 addresses that the internet does not route (RFC 6890). */
const LOCAL_IPV4 = [
	/^(0|10|127)\./,
	/^172\.(1[6-9]|2\d|3[01])\./,
	/^192\.168\./,
	/^169\.254\./,
	/^100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./,
];

/** Loopback, unspecified, unique local and link-local addresses, and IPv4 in the clothes of IPv6. */
const LOCAL_IPV6 = /^\[(::|f[cd]|fe[89ab])/;

/** Whether somebody on the internet can reach a URL safely, as far as the URL itself tells. */
export function isPublicHttpsUrl(url: string): boolean {
	return URL.canParse(url) && whyNotPublic(url) === undefined;
}

/**
 * Why nobody on the internet can reach a URL safely, as far as the URL itself tells; undefined when
 * somebody can.
 *
 * @throws TypeError for what is no URL
 */
export function whyNotPublic(url: string): 'thisMachine' | 'ownNetwork' | 'notHttps' | undefined {
	const { protocol, hostname } = new URL(url);
	if (isLoopbackUrl(url)) return 'thisMachine';
	if (!isPublicName(hostname.replace(/\.$/, ''))) return 'ownNetwork';
	return protocol === 'https:' ? undefined : 'notHttps';
}

function isPublicName(name: string): boolean {
	if (name.startsWith('[')) return !LOCAL_IPV6.test(name);
	if (/^[\d.]+$/.test(name)) return !LOCAL_IPV4.some((local) => local.test(name));
	return name.includes('.') && !LOCAL_NAME.test(name);
}
