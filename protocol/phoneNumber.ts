/**
 * Where a call goes: an E.164 number or a SIP URI, ready for the wire, or the reason why the text
 * is neither.
 */
export type Destination =
	| { kind: 'phoneNumber' | 'sipUri'; address: string }
	| { kind: 'invalid'; reason: string };

/** What people and spreadsheets put between digits. */
const SEPARATORS = /[\s\-.()[\]/\u00A0\u2010-\u2015\u202A-\u202E\u200B-\u200F\u2060\uFEFF]/g;

/** ITU E.164: 15 digits at most, country code included, and no country code begins with 0. */
const E164 = /^\+[1-9]\d{6,14}$/;

const SIP_URI = /^sips?:[^\s@<>"]+@[^\s@<>"]+$/i;

const WHAT_IS_RIGHT =
	'Use an international number such as +14155550123, or a SIP URI such as sip:+14155550123@sip.example.com';

/**
 * Reads the destination of a call. Spaces, dashes, dots, brackets and slashes inside a number are
 * forgiven. Never throws, and what it returns as an address reads as itself again.
 */
export function parseDestination(text: string): Destination {
	const trimmed = text.trim();
	if (trimmed === '') return invalid('it is empty');
	if (hasControlCharacter(trimmed))
		return invalid('it has a line break or control character in it');
	if (/^sips?:/i.test(trimmed)) {
		return SIP_URI.test(trimmed)
			? { kind: 'sipUri', address: trimmed }
			: invalid('it is not a complete SIP URI');
	}
	return parsePhoneNumber(trimmed);
}

function parsePhoneNumber(text: string): Destination {
	const number = text.replace(SEPARATORS, '');
	if (E164.test(number)) return { kind: 'phoneNumber', address: number };
	if (/[^\d+]/.test(number)) return invalid('it has characters that no phone number has');
	if (/^\+0/.test(number)) return invalid('no country code begins with 0');
	const digits = number.replace(/\D/g, '');
	if (digits.length < 7) return invalid('it is too short for an international number');
	if (digits.length > 15) return invalid('it is too long: phone numbers have 15 digits at most');
	if (!number.startsWith('+')) return invalid('the + and the country code are missing');
	return invalid('it has a + in the middle');
}

function hasControlCharacter(text: string): boolean {
	return [...text].some((character) => character < ' ' || character === '\u007F');
}

function invalid(reason: string): Destination {
	return { kind: 'invalid', reason: `${reason}. ${WHAT_IS_RIGHT}` };
}

/**
 * The line that an address reaches: the digits of a number, also of one inside a SIP URI (VideoSDK's
 * call list may show the bare number of a call that was placed to a URI), else the address itself.
 */
export function lineOf(address: string): string {
	// Without a + the digits may be an extension, which is somebody else's at another host.
	const [, numberInUri] = /^sips?:(\+[^@]*)@/i.exec(address) ?? [];
	const digits = (numberInUri ?? address).replace(SEPARATORS, '');
	return /^\+?\d{7,15}$/.test(digits) ? digits.replace('+', '') : address.toLowerCase();
}
