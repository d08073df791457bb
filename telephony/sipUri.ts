import { dangerIn } from './plainDigits.ts';

export const IS_SIP = /^sips?:/i;

/** `scheme:user@host:port;parameters` with the characters that RFC 3261, section 25.1, has for each. */
const SIP_URI =
	/^(?<scheme>sips?):(?<user>(?:[\w\-.!~*'()&=+$,;?/:#]|%[0-9a-f]{2})+)@(?<host>[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?\.?|\[[0-9a-f:.]+\])(?::(?<port>\d{1,5}))?(?<parameters>(?:;(?:[\w\-.!~*'()[\]/:&+$=;]|%[0-9a-f]{2})*)?)$/i;

/** A SIP URI that may be sent. */
interface SipUri {
	/** The URI without needless escapes, as it goes out. */
	address: string;
	scheme: 'sip' | 'sips';
	/** All that stands before the @. */
	user: string;
	/** In small letters, without the dot that may end it. */
	host: string;
	port?: number;
}

/** Reads a SIP URI, or says why a text is none that may be sent. What comes out reads as itself again. */
export function readSipUri(text: string): SipUri | { reason: string } {
	const problem = sipUriProblem(text);
	if (problem !== undefined) return { reason: problem };
	const { scheme = '', user = '', host = '', port } = SIP_URI.exec(text)?.groups ?? {};
	const plainUser = withoutNeedlessEscapes(user);
	return {
		address: `${scheme}:${plainUser}${text.slice(text.indexOf('@'))}`,
		scheme: scheme.toLowerCase() === 'sips' ? 'sips' : 'sip',
		user: plainUser,
		host: host.toLowerCase().replace(/\.$/, ''),
		...(port === undefined ? {} : { port: Number(port) }),
	};
}

function sipUriProblem(text: string): string | undefined {
	if (/@[^?]*\?/.test(text)) return 'a SIP URI with headers (what follows the ?) is not called';
	const [, ...behind] = text.split('@');
	if (behind.length === 1 && /[^\x21-\x7E]/.test(text)) {
		return 'it is not a complete SIP URI: only ASCII characters may stand in one, and no spaces';
	}
	const { port, parameters = '' } = SIP_URI.exec(text)?.groups ?? { port: '-' };
	if (port === '-' || Number(port ?? 1) < 1 || Number(port ?? 1) > 65_535) {
		return 'it is not a complete SIP URI';
	}
	// What a server decodes must not break a header either.
	if (/%(?:[01][0-9a-f]|7f)/i.test(text)) return 'it has a line break or control character in it';
	return dangerIn(decoded(text)) ?? parameterProblem(parameters);
}

/** Characters that mean the same with and without an escape (RFC 3261, section 19.1.4). */
const UNRESERVED = /[\w\-.!~*'()]/;

/**
 * Kamailio and libre compare and dial the part before the @ as it is written; Sofia-SIP, libosip2 and
 * belle-sip decode it. Without the escapes all of them dial the same. `%2B` is a + where it begins a
 * number; elsewhere the RFC does not say so.
 */
export function withoutNeedlessEscapes(user: string): string {
	return user
		.replace(/%([0-9a-f]{2})/gi, (escape, code: string) => {
			const sign = String.fromCharCode(Number.parseInt(code, 16));
			return UNRESERVED.test(sign) ? sign : escape;
		})
		.replace(/^%2b(?=[\d\-.()]*\d[\d\-.()]*(?:[;:]|$))/i, '+')
		.replace(/(;phone-context=)%2b(?=\d)/gi, '$1+');
}

/** Behind the host these name another place to send the call to, or make something else of it. */
const LEADING_ELSEWHERE = new Set([
	// RFC 3261 itself.
	...['maddr', 'method'],
	// Whose voicemail it is (RFC 4458), and where a number was ported to (RFC 4694).
	...['target', 'rn', 'cic'],
	// Kamailio, FreeSWITCH and others send to what stands in these.
	...['alias', 'received', 'route', 'fs_path', 'obproxy', 'outbound-proxy'],
]);

/** These say how a call is carried, or on which of somebody's devices it rings, whatever is in them. */
const HARMLESS = new Set([
	...['transport', 'user', 'ttl', 'lr', 'comp', 'sigcomp-id', 'ob', 'gr', 'iotl', 'cause'],
	...['line', 'rinstance', 'tag'],
	// Microsoft's and Linphone's devices, and push services (RFC 8599), whose app has a name with dots.
	...['gruu', 'opaque', 'app-id', 'pn-provider', 'pn-param', 'pn-prid', 'pn-type', 'pn-tok'],
]);

/** A parameter of an unknown name must be passed over (RFC 3261), but not everybody does so. */
const ADDRESS =
	/@|^\[|^sips?:|^tel:|^\+\d|(?:^|[^\w.])\d{1,3}(?:\.\d{1,3}){3}(?:[^\w.]|$)|[a-z0-9-]+\.[a-z]{2,}/i;

/** Why the parameters behind the host are not sent. */
function parameterProblem(parameters: string): string | undefined {
	for (const one of parameters.split(';')) {
		const [name = '', ...rest] = one.split('=').map((part) => decoded(part));
		const key = name.trim().toLowerCase();
		const value = rest.join('=').trim();
		if (key === 'phone-context') {
			return 'its parameter "phone-context" belongs to the number: write it before the @, such as sip:2025550123;phone-context=+1@sip.example.com';
		}
		const isElsewhere =
			LEADING_ELSEWHERE.has(key) ||
			value.includes(';') ||
			(!HARMLESS.has(key) && ADDRESS.test(value));
		if (isElsewhere) {
			return `its parameter "${name}" may lead the call elsewhere than the rest of the URI says. Leave it out, and write whom to call before the @, and at which host behind it`;
		}
	}
	return undefined;
}

/** The text with its %-escapes resolved; the text itself where they are none. */
export function decoded(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}
