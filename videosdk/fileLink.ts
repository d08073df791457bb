import { isLoopbackUrl } from './baseUrl.ts';
import { isPublicHttpsUrl } from './publicUrl.ts';

/** Why a link is not followed; undefined = it may be. */
export type LinkProblem = string | undefined;

/**
 * Looks at a link to a file. VideoSDK's answers name hosts of others (a CDN, a bucket of the customer's),
 * so any may be named, but whoever could make VideoSDK name one must not reach into the network of n8n.
 *
 * @param baseUrl of the credential: what lies at the same address as VideoSDK itself may be read, and
 * what is on this machine only when VideoSDK (a sandbox) is as well
 */
export function linkProblem(link: string, baseUrl: string): LinkProblem {
	if (!URL.canParse(link)) return 'it is no web address';
	const { protocol, username, password, origin } = new URL(link);
	if (protocol !== 'https:' && protocol !== 'http:') return 'it is no web address';
	if (username !== '' || password !== '') return 'it has a user name or password in it';
	const isOwn = URL.canParse(baseUrl) && new URL(baseUrl).origin === origin;
	if (isOwn || isPublicHttpsUrl(link)) return undefined;
	if (isLoopbackUrl(link) && isLoopbackUrl(baseUrl)) return undefined;
	if (protocol === 'http:')
		return 'it is not https, so anybody on the way could read or change the file';
	return 'it leads into a network of its own, and not to a host on the internet';
}

/** The name of the file that a link leads to, fit for a file system; undefined when it has none. */
export function fileNameIn(link: string): string | undefined {
	if (!URL.canParse(link)) return undefined;
	const last = new URL(link).pathname.split('/').at(-1) ?? '';
	const name = decoded(last)
		.split(/[\\/]/)
		.at(-1)
		?.replace(/[\p{Cc}\p{Cf}<>:"|?*]/gu, '')
		.replace(/^\.+/, '')
		.trim();
	return name === undefined || name === '' ? undefined : name.slice(-200);
}

function decoded(part: string): string {
	try {
		return decodeURIComponent(part);
	} catch {
		return part;
	}
}
