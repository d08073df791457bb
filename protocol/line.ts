import { numberFacts, numberInSipUri } from './numberFacts.ts';

/** What VideoSDK's list may put between the digits of a line. */
const SEPARATORS = /[\s\-.()[\]/\u00A0\u2010-\u2015\u202A-\u202E\u200B-\u200F\u2060\uFEFF]/g;

/**
 * The line that an address reaches: the digits of a number, also of one inside a SIP URI (VideoSDK's
 * call list may show the bare number of a call that was placed to a URI), else the address itself.
 */
export function lineOf(address: string): string {
	const number = /^sips?:/i.test(address) ? wholeNumberIn(address) : address;
	const digits = number?.replace(SEPARATORS, '') ?? '';
	return /^\+?\d{7,15}$/.test(digits) ? digits.replace('+', '') : address.toLowerCase();
}

/**
 * The number in a SIP URI that is the same person at every host. Without a + that is only one that a
 * country gives out: other digits may be an extension, which is somebody else's at another host.
 */
function wholeNumberIn(uri: string): string | undefined {
	const number = numberInSipUri(uri);
	if (number === undefined || number.startsWith('+')) return number;
	return numberFacts(`+${number}`)?.isInUse ? number : undefined;
}
