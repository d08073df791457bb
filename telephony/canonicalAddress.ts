import { canonicalNumber, spellingsOf } from './canonicalNumber.ts';
import { numberFacts, numberInSipUri } from './numberFacts.ts';
import { numberInUse } from './numberInUse.ts';

/** What VideoSDK's list may put between the digits of a line. */
const BETWEEN_DIGITS = /[\s\-.()[\]/\u00A0\u2010-\u2015\u202A-\u202E\u200B-\u200F\u2060\uFEFF]/g;

/**
 * The line that an address reaches: the digits of a number, also of one inside a SIP URI (VideoSDK's
 * call list may show the bare number of a call that was placed to a URI), else the address itself. All
 * spellings of a number that are the same subscriber are one line, see `canonicalNumber`. The line of a
 * line is itself.
 */
export function canonicalAddress(address: string): string {
	const number = /^sips?:/i.test(address) ? wholeNumberIn(address) : address;
	const digits = number?.replace(BETWEEN_DIGITS, '') ?? '';
	if (!/^\+?\d{7,15}$/.test(digits)) return address.toLowerCase();
	return withoutPlus(canonicalNumber(`+${withoutPlus(digits)}`));
}

/**
 * The lines that earlier versions of this package have told of an address, when each spelling of a number
 * was a line of its own. What they have stored of it is found by these.
 */
export function formerAddresses(address: string): string[] {
	const line = canonicalAddress(address);
	if (!/^\d{7,15}$/.test(line)) return [];
	const spellings = spellingsOf(`+${line}`).map(withoutPlus);
	// Of a SIP URI with an abolished spelling in it, nobody knew that there is a number in it.
	const uri = /^sips?:/i.test(address) ? [address.toLowerCase()] : [];
	return [...spellings, ...uri].filter((former) => former !== line);
}

const withoutPlus = (number: string) => number.replace('+', '');

/**
 * The number in a SIP URI that is the same person at every host. Without a + that is only one that a
 * country gives out: other digits may be an extension, which is somebody else's at another host.
 */
function wholeNumberIn(uri: string): string | undefined {
	const number = numberInSipUri(uri);
	if (number === undefined || number.startsWith('+')) return number;
	return numberFacts(numberInUse(`+${number}`))?.isInUse ? number : undefined;
}
