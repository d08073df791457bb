import { dangerIn } from './plainDigits.ts';

/** `scheme:user@host:port;parameters` with the characters that RFC 3261, section 25.1, has for each. */
const SIP_URI =
	/^sips?:(?<user>(?:[\w\-.!~*'()&=+$,;?/:#]|%[0-9a-f]{2})+)@(?<host>[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?\.?|\[[0-9a-f:.]+\])(?::(?<port>\d{1,5}))?(?:;(?:[\w\-.!~*'()[\]/:&+$=;]|%[0-9a-f]{2})*)?$/i;

export const IS_SIP = /^sips?:/i;

/** Why a text is no SIP URI that may be sent; undefined when it is one. */
export function sipUriProblem(text: string): string | undefined {
	if (/@[^?]*\?/.test(text)) return 'a SIP URI with headers (what follows the ?) is not called';
	const [, ...behind] = text.split('@');
	if (behind.length === 1 && /[^\x21-\x7E]/.test(text)) {
		return 'it is not a complete SIP URI: only ASCII characters may stand in one, and no spaces';
	}
	const { port } = SIP_URI.exec(text)?.groups ?? { port: '-' };
	if (port === '-' || Number(port ?? 1) < 1 || Number(port ?? 1) > 65_535) {
		return 'it is not a complete SIP URI';
	}
	// What a server decodes must not break a header either.
	if (/%(?:[01][0-9a-f]|7f)/i.test(text)) return 'it has a line break or control character in it';
	return dangerIn(decoded(text));
}

/** The text with its %-escapes resolved; the text itself where they are none. */
export function decoded(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}
