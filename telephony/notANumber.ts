import { unwrapped } from './wrapping.ts';

const NOTHING = /undefined|null|nan|none|nil/iu;
/** What may stand beside it: the rest of a number that an expression was to fill in. */
const BESIDE = /^(?:tel:)?(?:[+\s()\d./-]|undefined|null|nan|none|nil)*$/iu;
/** How JavaScript, and n8n, write a value that is no text. */
const OBJECT = /\[object \w+\]|^[+\s]*\[(?:Object|Array|DateTime|Date|Function)\b.*\]$/u;
const EXPRESSION = /\{\{|\}\}|\$(?:json|node|input|item|vars|execution|fromAI)\b|^=?\s*\$\(/u;
/** {phone}, ${phone}, %PHONE%, <<phone>>, [phone], *|PHONE|* */
const PLACEHOLDER =
	/^\+?(?:[$#%]?\{[^{}]*\p{L}[^{}]*\}|%\p{L}[\w.-]*%|<<?\s*\p{L}[\w .-]*>>?|\[\p{L}[\w .-]*\]|\*\|.*\|\*)$/u;
/** (XXX) XXX-XXXX, +1XXXXXXXXXX: how a form shows what it wants. */
const PATTERN_OF_A_FORM = /^\+?\d{0,3}[\s().-]*(?:x[\s().-]*){6,}$/iu;
/** 2024-01-15, 15.01.2024, 1/15/2024, perhaps with the time of day. */
const DATE =
	/^(?:(?:19|20)\d{2}-(?:0\d|1[0-2])-[0-3]\d|[0-3]?\d([./])[0-3]?\d\1(?:19|20)\d{2})(?:[T\s,]+\d{1,2}:\d{2}.*)?$/u;
const E_MAIL = /^[^\s@]+@[^\s@]+\.\p{L}{2,}$/u;

/** What a text is that is no phone number at all, where that helps more than what is wrong with it. */
export function whatElseItIs(text: string): string | undefined {
	if (/^[+\s]+$/.test(text)) {
		return 'it is a + with nothing behind it. If it comes from an expression, check that the names in the expression are right';
	}
	if (NOTHING.test(text) && BESIDE.test(text)) {
		return 'there is no value where the number should be: the expression that it comes from gave nothing. Check that the names in the expression are right';
	}
	if (E_MAIL.test(text)) return 'it is an e-mail address';
	if (DATE.test(text)) return 'it is a date';
	if (PATTERN_OF_A_FORM.test(text)) return PLACEHOLDER_REASON;
	// So are most texts, and then nothing of what follows is in them.
	if (!/[[{}$%<*]/.test(text)) return undefined;
	if (OBJECT.test(text)) {
		return 'an expression gave a list or an object where the number should be. Name the number in it, as in {{ $json.phone.value }} or {{ $json.phones[0] }}';
	}
	if (EXPRESSION.test(text)) {
		return 'it is an expression that was not worked out. Switch the field from Fixed to Expression';
	}
	return PLACEHOLDER.test(text) ? PLACEHOLDER_REASON : undefined;
}

const PLACEHOLDER_REASON = 'it is the placeholder of a template, and nothing was put in its place';

const BETWEEN_NUMBERS =
	/:::|[;,|&\r\n\t\u2028\u2029/]|\s[-\u2013\u2014]\s|\s(?:or|and|oder|und|ou|et|o|y|e|og|eller|of|en|и|или)\s/iu;
const FEWEST_DIGITS = 7;
const MOST_DIGITS = 15;

export const SEVERAL_NUMBERS =
	'it holds more than one number. Name the one to call, as in {{ $json.phone.split(";")[0] }}, or make an item of each';

/** Whether more than one number stands in a text, each of which may be one by itself. */
export function holdsSeveral(text: string): boolean {
	const international = text.match(/\+[\s(]*[1-9](?:[\s().-]*\d){6,14}/g) ?? [];
	if (international.length > 1) return true;
	const parts = text.split(BETWEEN_NUMBERS);
	return parts.length > 1 && parts.filter((part) => looksLikeNumber(unwrapped(part))).length > 1;
}

function looksLikeNumber(text: string): boolean {
	const { length } = text.replace(/\D/g, '');
	return /^[+\d\s()./-]+$/.test(text) && length >= FEWEST_DIGITS && length <= MOST_DIGITS;
}

/**
 * Digits that read as one number, and are two: with a slash or a dash between, and a whole number in
 * front of it. Fewer digits behind a dash are an extension.
 *
 * @param isWhole whether a text is a number with its area code
 */
export function joinsTwo(text: string, isWhole: (part: string) => boolean): boolean {
	const [first = '', between = '', second = '', ...others] =
		text.split(/(\/|\s[-\u2013\u2014]\s)/u);
	if (between === '' || others.length > 0) return false;
	const { length } = second.replace(/\D/g, '');
	const fewest = between === '/' ? FEWEST_DIGITS_BEHIND_SLASH : FEWEST_DIGITS;
	return length >= fewest && isWhole(first);
}

const FEWEST_DIGITS_BEHIND_SLASH = 4;
