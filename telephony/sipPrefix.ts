import { withoutNeedlessEscapes, readSipUri } from './sipUri.ts';
import { readSipUser } from './sipUser.ts';

/** `sip:10`, `sip:anna@`, `sip:anna@pbx.example.com:5060`. */
const PREFIX =
	/^(?<scheme>sips?):(?<user>(?:[\w\-.!~*'()&=+$?/:#]|%[0-9a-f]{2})*)(?:(?<at>@)(?<host>(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?\.?|\[[0-9a-f:.]+\])?)(?::(?<port>\d{1,5}))?)?$/i;

/**
 * A rule that names people by a SIP URI, in one spelling.
 *
 * Without an @ it is the beginning of what stands before the @; with one behind it the whole of that,
 * at every host. With a host it is that host and no other: a name that only begins so may be a
 * stranger's. A rule for `sip:` holds for the same address by `sips:`, which is the same person
 * encrypted, and not the other way round. Without a port it holds for all ports of the host.
 */
export function readSipPrefix(text: string): { value: string } | { reason: string } {
	const { scheme, user, at = '', host = '', port } = parts(text.replace(/\s/g, '')) ?? {};
	const isWrong = scheme === undefined || user === undefined;
	if (isWrong || (at !== '' && user === '') || (port !== undefined && host === '')) {
		return {
			reason: `"${text}" is not the beginning of a SIP URI, such as sip:10 or sip:anna@, and not one with its whole host, such as sip:anna@pbx.example.com`,
		};
	}
	const where = host.replace(/\.$/, '') + (port === undefined ? '' : `:${Number(port)}`);
	const value = `${scheme}:${withoutNeedlessEscapes(user)}${at}${where}`;
	return { value: value.toLowerCase() };
}

/** The rule that allows an address and no other; undefined where a list of rules would take it apart. */
export function sipPrefixOf(address: string): string | undefined {
	const uri = readSipUri(address);
	if ('reason' in uri) return undefined;
	const { name } = readSipUser(uri.address);
	return /[,;]/.test(name) ? undefined : `sip:${name}@${uri.host}`;
}

/** Whether a rule names not only a person, but also where. */
export function namesHost(prefix: string): boolean {
	return (parts(prefix)?.host ?? '') !== '';
}

/** @param prefix as `readSipPrefix` gives it; a beginning of a phone number allows no SIP URI */
export function sipPrefixAllows(prefix: string, address: string): boolean {
	const rule = parts(prefix);
	const uri = readSipUri(address);
	if (rule === undefined || 'reason' in uri) return false;
	if (rule.scheme === 'sips' && uri.scheme !== 'sips') return false;
	const { name } = readSipUser(uri.address);
	// What stands behind a ; may change who is called.
	if (rule.at === undefined) return name.startsWith(rule.user) && !name.includes(';');
	if (name !== rule.user) return false;
	if (!rule.host) return true;
	return rule.host === uri.host && (rule.port === undefined || Number(rule.port) === uri.port);
}

interface PrefixParts {
	scheme: string;
	user: string;
	at?: string;
	host?: string;
	port?: string;
}

function parts(text: string): PrefixParts | undefined {
	const { groups } = PREFIX.exec(text) ?? {};
	if (groups === undefined) return undefined;
	const { scheme = '', user = '', at, host, port } = groups;
	return { scheme, user, at, host, port };
}
