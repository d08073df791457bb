/** What VideoSDK's list may put between the digits of a line. */
const SEPARATORS = /[\s\-.()[\]/\u00A0\u2010-\u2015\u202A-\u202E\u200B-\u200F\u2060\uFEFF]/g;

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
