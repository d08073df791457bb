/**
 * What a spreadsheet, or a program that takes phone numbers for amounts, makes of one. All of these
 * take plain digits (`plainDigits`) and one text that is nothing but the number, perhaps behind a +.
 */

/** 1.20256E+10, 2,0255501E9, 5E+10, 1.20256 × 10^10. Without a point and a sign it may be an ID: 7e12. */
const EXPONENT =
	/^(\+?)(\d+)(?:[.,](\d+)\s*(?:e|[×x*]\s*10\s*\^)\s*\+?|\s*(?:e|[×x*]\s*10\s*\^)\s*\+)(\d{1,2})$/i;

/**
 * So many digits at the end may be zeros that nobody writes: `2.0255501E9` is all of 2025550100.
 * Spreadsheets that round show six digits at most, so of a phone number three or more are gone.
 */
const MOST_UNWRITTEN = 2;

const FEWEST_DIGITS = 7;
const MOST_DIGITS = 15;

/**
 * A number with an exponent, written out.
 *
 * @returns undefined when the text is no such number, or one that is nobody's phone number; `damage`
 * when digits of it are lost
 */
export function writtenOut(text: string): { digits: string } | { damage: string } | undefined {
	if (!/[e^]/i.test(text)) return undefined;
	const [whole, plus, before, behind = '', power] = EXPONENT.exec(text.trim()) ?? [];
	if (whole === undefined) return undefined;
	const given = (before + behind).replace(/^0+/, '');
	const length = given.length + Number(power) - behind.length;
	if (given === '' || length < FEWEST_DIGITS || length > MOST_DIGITS) return undefined;
	if (length - given.length > MOST_UNWRITTEN) return { damage: ROUNDED };
	const isWhole = /^0*$/.test(given.slice(length));
	return isWhole ? { digits: plus + given.slice(0, length).padEnd(length, '0') } : undefined;
}

const TEXT_COLUMN = 'Make its column text in the spreadsheet, and enter the number again';
const ROUNDED = `it is a number that a spreadsheet has rounded, so that its last digits are lost. ${TEXT_COLUMN}`;

/** 4,915,123,456,789 and 4.915.123.456.789, 4'915'123, 4 915 123, India's 49,15,12,34,567; perhaps with decimals. */
const THOUSANDS = [
	/^\+?\d{1,3}(?:,\d{3}){2,}(?:\.0*)?$/,
	/^\+?\d{1,3}(?:\.\d{3}){2,}(?:,0*)?$/,
	/^\+?\d{1,3}(?:['’‘´`]\d{3}){2,}(?:[.,]0*)?$/,
	/^\+?\d{1,3}(?:\p{Zs}\d{3}){2,}[.,]0+$/u,
	/^\+?\d{1,2}(?:,\d{2}){2,},\d{3}(?:\.0*)?$/,
];

/** 4790000001.0. A 0 or a + in front is no number's, and `-0` behind is an extension in Germany. */
const DECIMALS = /^([1-9]\d{4,})[.,]0{0,4}$/;

/**
 * A number as an amount is written, without what belongs to the amount: separators of thousands, and
 * decimals that are 0.
 *
 * @returns undefined when the text is no such amount
 */
export function withoutAmountSigns(text: string): string | undefined {
	const trimmed = text.trim();
	const [, digits] = DECIMALS.exec(trimmed) ?? [];
	if (digits !== undefined) return digits;
	if (!THOUSANDS.some((one) => one.test(trimmed))) return undefined;
	const sign = /[,.'’‘´`\p{Zs}]/u.exec(trimmed)?.[0] ?? ',';
	const [, decimals = ''] = /([.,]0*)$/.exec(trimmed) ?? [];
	const amount = decimals.startsWith(sign)
		? trimmed
		: trimmed.slice(0, -decimals.length || undefined);
	return amount.replaceAll(/[^\d+]/g, '');
}

/** What hides digits: 202-555-XX00, +49 151 ***, 20255501##, 202.555.01__, ••••0100. */
const MASK = /([•●○◦■▪█∗✱·×*#?_x])[\s./\p{Pd}]?\1|[xX]{2}|nn/iu;
const MASKED = /^[+\d\s()./xn*#•●○◦■▪█∗✱·×?_\p{Pd}]+$/iu;
/** 202-555-01[redacted] */
const HIDDEN_IN_WORDS =
	/^[+(]?\d[\d\s()./-]*[[<(]\s*(?:redacted|hidden|masked|removed)\s*[\])>]?$/i;
/** +49 151 234...: the rest is elsewhere. */
const CUT_OFF = /^(?:\.{2,}|…)|(?:\.{2,}|…)$/;
/** 2025550100.5 */
const WITH_A_FRACTION = /^\+?[1-9]\d{7,}\.[1-9]$/;
const FEW_DIGITS = /\d(?:\D*\d){2}|^[+(]?\d[x*#_•]{4,}\d?$|^[x*#_•]{5,}\d\d$/i;
/** What a cell shows instead of a number that it took for a formula, or that does not fit into it. */
const CELL_ERROR = /^#(?:[\p{L}¡¿/0]+[!?]|ERROR|N\/[ABDV]|NV|GETTING_DATA|#+)$/iu;

/** Why the digits of a text are not all there; undefined where nothing shows that some are missing. */
export function damageOf(text: string): string | undefined {
	const trimmed = text.trim();
	const exponent = writtenOut(trimmed);
	if (exponent !== undefined && 'damage' in exponent) return exponent.damage;
	if (CELL_ERROR.test(trimmed)) {
		return `it is the error of a spreadsheet's cell in place of a number. ${TEXT_COLUMN}`;
	}
	if (!FEW_DIGITS.test(trimmed)) return undefined;
	if ((MASKED.test(trimmed) && MASK.test(trimmed)) || HIDDEN_IN_WORDS.test(trimmed)) {
		return 'some of its digits are hidden. Take it from where it is shown in full';
	}
	if (WITH_A_FRACTION.test(trimmed)) {
		return `it is a number with decimals, which no phone number has. ${TEXT_COLUMN}`;
	}
	const rest = trimmed.replace(CUT_OFF, '');
	if (rest !== trimmed && /^[+\d\s()./\p{Pd}]+$/u.test(rest)) {
		return 'it was cut off. Take it from where it is shown in full';
	}
	return undefined;
}
