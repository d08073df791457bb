import { countryInWords, isTooShort, MOST_DIGITS, type CountryCode } from './numberPlan.ts';
import { damageOf } from './spreadsheetNumber.ts';

// Entries of a list that are to protect somebody, and protect nobody.

/** Fewer digits are a row number or a note, not somebody's line. */
const FEWEST_DIGITS = 5;
/** Fewer digits are the end, or a part, of too many numbers. */
const FEWEST_DIGITS_OF_A_PART = 7;

/** Digits, and what may hide or replace some of them, within a text: 202-555-XX00, 1.20256E+10. */
const NUMBER_LIKE = /[+(]?\d[\d\s().,+\-e]*e\+?\d+|[+(\d*#•●█∗?_xX][\d\s().\-*#•●█∗?_xX…]*/gi;
/** O and l where the digits 0 and 1 should be. */
const LETTERS_FOR_DIGITS = /^\+?[\d\s().-]*\d[\s().-]*[oOlI][\d\s().\-oOlI]*$/;
/** One alone: 202-555-010X, +1 202 555 0?00; an x or # with digits behind it begins an extension. */
const ONE_HIDDEN = /^[+(]?\d[\d\s().\-/]*(?:[xX#]\s*$|[*?_•●█∗][\d\s().\-/*?_•●█∗]*$)/;
const NOTHING_BUT_DIGITS = /^[+(]?\d[\d\s().\-/]*$/;
const DATE =
	/^(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:\d{2}|\d{4}))(?:[T ].*)?$/;

/** 2E9, 125E7: what a program leaves of a number that it has rounded. */
const BARE_EXPONENT = /^\d{1,4}e\+?\d{1,2}$/i;
/** **00, xx-0100: all but the last digits are hidden. */
const ONLY_THE_END = /^[+\s()\-.]*(?:[*•●■█∗#xX_][\s()\-.]*){2,}\d[\d\s-]*$/;

/** Why digits of a number in a text are lost, as the text itself shows. */
export function hiddenDigitsIn(text: string): string | undefined {
	const reason = [text, ...(text.match(NUMBER_LIKE) ?? [])]
		.map((one) => damageOf(one.trim()))
		.find((one) => one !== undefined);
	if (reason !== undefined) return reason;
	if (BARE_EXPONENT.test(text))
		return 'it is a number that was rounded, so that its last digits are lost';
	if (ONLY_THE_END.test(text)) return 'some of its digits are hidden';
	const signs = text.replace(/[\s().\-/+]/g, '').length;
	if (signs < FEWEST_DIGITS_OF_A_PART) return undefined;
	if (ONE_HIDDEN.test(text) || hidesOneWithin(text)) return 'some of its digits are hidden';
	return LETTERS_FOR_DIGITS.test(text) ? 'letters stand in it where digits should be' : undefined;
}

/** Of digits that people write together. */
const LONGEST_GROUP = 4;

/** 202-555-0X00: an extension, which an x begins as well, would leave too few digits in front of it. */
function hidesOneWithin(text: string): boolean {
	const [, plusSign, before, behind] =
		/^(\+?)([\d\s().\-/]*\d)x(\d[\d\s().\-/]*)$/i.exec(text) ?? [];
	if (before === undefined) return false;
	const [first, last] = [before, behind].map((one) => one.replace(/\D/g, ''));
	if (plusSign !== '') return isTooShort(`+${first}`);
	const [group = ''] = /\d*x\d*/i.exec(text) ?? [];
	return first.length < 9 && first.length + 1 + last.length >= 10 && group.length <= LONGEST_GROUP;
}

/** Why an entry protects nobody although somebody seems to be meant; undefined where nobody is. */
export function damageIn(
	text: string,
	parts: readonly string[],
	country?: CountryCode,
): string | undefined {
	if (DATE.test(text)) return undefined;
	const digits = text.replace(/\D/g, '');
	const [, abroad] = /^\s*(\+|00)\s*\d[\d\s().\-/]*$/.exec(text) ?? [];
	if (abroad !== undefined) {
		return isTooShort(`+${digits.slice(abroad === '+' ? 0 : 2)}`) ? TOO_FEW : undefined;
	}
	const isNumber = NOTHING_BUT_DIGITS.test(text) && country !== undefined;
	if (digits.length < (isNumber ? FEWEST_DIGITS : FEWEST_DIGITS_OF_A_PART)) {
		return isKeypadText(text) ? UNREADABLE : undefined;
	}
	if (HASH.test(text)) return 'it is not a number, but something that was made of one (a hash)';
	const groups = text.match(/\d+/g) ?? [];
	const areSeveral =
		groups.length > 1 && groups.every((one) => one.length >= FEWEST_DIGITS_OF_A_PART);
	if (areSeveral) return undefined;
	if (isNumber && digits.length <= MOST_DIGITS) {
		return noNumberOf(country);
	}
	return parts.some((one) => one.length >= FEWEST_DIGITS_OF_A_PART) ? undefined : UNREADABLE;
}

export const noNumberOf = (country: CountryCode) =>
	`it is no number of ${countryInWords(country)}, and none with a + in front of it: digits are missing, or too many`;

/** Registries that tell no numbers give out their MD5, SHA-1 or SHA-256. */
const HASH = /^(?:[\da-f]{32}|[\da-f]{40}|[\da-f]{64})$/i;
const UNREADABLE = 'nobody can tell which number it is';

const TOO_FEW = 'it has fewer digits than a number of its country';

/** 1-800-FLOWER: digits, then capitals in place of digits. */
const isKeypadText = (text: string) => /^\+?[\d\s().-]*\d{3}[\s().-]*[A-Z][A-Z\d-]{3,}$/.test(text);
