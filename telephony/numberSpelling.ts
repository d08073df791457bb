import { dangerIn } from './plainDigits.ts';
import { decoded } from './sipUri.ts';

/** What a text says, once everything that is only for the eye is gone. */
export interface Spelling {
	/** Digits, perhaps behind a +. */
	number: string;
	/** The number as it was with "(0)" in it, for countries that dial this 0. */
	withZero?: string;
	extension?: string;
	/** The digits between which something stands: 479, 555, 0123. */
	groups: readonly string[];
}

/** What people and spreadsheets put between digits: spaces, dashes, dots, brackets, slashes. */
const WRITTEN_SEPARATORS = /[\p{Zs}\p{Pd}\u2212\u30FC.\u00B7\u2022()[\]/]/gu;

/**
 * The words for an extension that libphonenumber knows (`extension/createExtensionPattern`) and those of
 * a few languages more, and two commas, with which a phone waits before it dials on.
 */
const EXTENSION =
	/(?:[\s,;(]{0,9}(?:extension|extensión|extn?\.?|xtn\.?|ext=|anexo|ramal|доб\.?|int\.?|interno|durchwahl|dw|nst\.?|poste|toestel|wewn?\.?|x|#)|(?<!,),,+)[\s:.=]{0,9}(\d{1,9})#?\)?$/iu;

/** +4790000001.0: without this, the 0 would be one more digit. */
const WITH_DECIMALS = /^[^\d+]*\+?\d{5,}[.,]0+$/;

/** 22 22 22 22/23: the second number is said by its end. Between 06/12/34/56/78 the slash only divides. */
const TWO_NUMBERS = /\d{3}\s*\/\s*\d{1,3}$|^[^/]*(?:\d[^\d/]*){6}\/\s*\d{1,3}$/;

/** +44 (0)20, +972-(0)50: the 0 is for those who leave the country code out. */
const ZERO_IN_BRACKETS = /^([\s(]*(?:\+|00|011)[\s(]*\d{1,3}[\s)./\p{Pd}]*)[([]\s*0\s*[)\]]/u;

/** 49 (0)30: only a country code stands in front of such a 0, so this one has lost its +. */
const CODE_WITHOUT_PLUS = /^(?=[([]?[1-9]\d{0,2}[)\]]?[\s./\p{Pd}]*[([]\s*0\s*[)\]])/u;

/** 0xx11 98765-4321: in Brazil the two signs stand for the carrier that whoever calls may choose. */
const ANY_CARRIER = /^([\s(]*(?:\+?\s*55\s*)?[\s(]*0)[\s-]*xx[\s)-]*(?=[(\s]*[1-9]{2}\D?)/i;

/** The text without the sign for a carrier, which looks like hidden digits and hides none. */
export function withoutCarrier(text: string): string {
	return text.replace(ANY_CARRIER, '$1');
}

const FROM_A_SPREADSHEET = 'Make its column text in the spreadsheet, and enter the number again';

/** Takes a spelling apart, or says why it is none of a phone number. `text` has plain digits. */
export function readSpelling(text: string): Spelling | { reason: string } {
	const isTel = /^(?:tel|callto):/i.test(text);
	const whole = isTel ? decoded(text.replace(/^\w+:(?:\/\/)?/, '')) : text;
	const danger = dangerIn(whole);
	if (danger !== undefined) return { reason: danger };
	const { number: written, extension, reason } = isTel ? telParts(whole) : extensionOf(whole);
	if (reason !== undefined) return { reason };
	const number = written.replace(CODE_WITHOUT_PLUS, '+');
	const wrong = problemOf(number);
	if (wrong !== undefined) return { reason: wrong };
	// An expression has put a + before a number that has one.
	const digits = (one: string) => one.replace(WRITTEN_SEPARATORS, '').replace(/^\++(?=\d)/, '+');
	const withoutZero = number.replace(ZERO_IN_BRACKETS, '$1');
	return {
		number: digits(withoutZero),
		...(withoutZero === number ? {} : { withZero: digits(number) }),
		...(extension === undefined ? {} : { extension }),
		groups: number.match(/\d+/g) ?? [],
	};
}

interface Parts {
	number: string;
	extension?: string;
	reason?: string;
}

/** RFC 3966: `tel:`, the number, and parameters. */
function telParts(text: string): Parts {
	const [first = '', ...parameters] = text.trim().split(';');
	const values = new Map(
		parameters.map((one): [string, string] => {
			const [name = '', ...value] = one.split('=');
			return [name.trim().toLowerCase(), value.join('=').trim()];
		}),
	);
	// A context is the beginning of the number, or somebody's domain, which says nothing of a country.
	const context = values.get('phone-context') ?? '';
	const isBeginning = context.startsWith('+') && !first.trim().startsWith('+');
	const spoken = extensionOf(first);
	const extension = values.get('ext')?.replace(WRITTEN_SEPARATORS, '') || spoken.extension;
	if (extension !== undefined && !/^\d+$/.test(extension)) {
		return { number: '', reason: 'its extension is not a number' };
	}
	return { number: (isBeginning ? context : '') + spoken.number, extension };
}

function extensionOf(text: string): Parts {
	if (!/\d#?\)?$/.test(text)) return { number: text };
	const [behind, extension] = EXTENSION.exec(text) ?? [];
	if (behind === undefined) return { number: text };
	return { number: text.slice(0, -behind.length), extension };
}

const FEWEST_BESIDE_WORDS = 9;
/** 1-800-555-CALL has seven digits, and the others are its letters. */
const hasAllDigits = (text: string) => text.replace(/\D/g, '').length >= FEWEST_BESIDE_WORDS;

/** Anna +49 ..., +49 ... (DE): these letters stand for nothing. */
const WORDS_AROUND = /^[(\s]*\p{L}{2,}[\p{L}\s)]*[+(\d]|\d[\s(]+\p{L}{2,}\s*\d*\)*$/u;

function problemOf(number: string): string | undefined {
	if (WITH_DECIMALS.test(number)) {
		return `it has decimals, as spreadsheets write numbers. ${FROM_A_SPREADSHEET}`;
	}
	if (TWO_NUMBERS.test(number)) return 'it holds more than one number';
	const rest = number.replace(WRITTEN_SEPARATORS, '');
	if (!/[^\d+]/.test(rest)) return /\d/.test(rest) ? undefined : 'there is no number in it';
	// Which digits letters stand for is not the same on every phone, so nobody guesses here.
	const spelled =
		/^[\d+]*[a-z][a-z\d+]*$/i.test(rest) &&
		!(hasAllDigits(rest) && WORDS_AROUND.test(number.trim()));
	const words = /\p{L}{2}/u.test(number) ? '. Leave out the words around the number' : '';
	return `it has characters that no phone number has${spelled ? '. Write digits in place of the letters' : words}`;
}
