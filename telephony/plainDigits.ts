/** Where the digits 0 to 9 of the world's scripts begin (Unicode, category Nd). */
const ZEROS = [
	0x0660, // Arabic-Indic
	0x06f0, // Persian, Urdu
	0x07c0, // N'Ko
	0x0966, // Devanagari
	0x09e6, // Bengali
	0x0a66, // Gurmukhi
	0x0ae6, // Gujarati
	0x0b66, // Oriya
	0x0be6, // Tamil
	0x0c66, // Telugu
	0x0ce6, // Kannada
	0x0d66, // Malayalam
	0x0e50, // Thai
	0x0ed0, // Lao
	0x0f20, // Tibetan
	0x1040, // Myanmar
	0x17e0, // Khmer
	0x1810, // Mongolian
	0xff10, // full-width
];

/** The other characters of a full-width keyboard that stand in phone numbers: `！` is `!`. */
const FULL_WIDTH = /[\uFF01-\uFF5E]/g;
const FULL_WIDTH_OFFSET = 0xfee0;

/**
 * Marks without a picture of their own (Unicode, category Cf, and two that choose one): soft hyphen,
 * zero-width space, and what phones put around a number when it is copied out of their contacts.
 */
const INVISIBLE = /\p{Cf}|\uFE0E|\uFE0F/gu;

/** Turns round what follows it: what somebody reads is not what would be dialed. */
const BACKWARDS = /\u202E/;

/** C0, DEL, C1, and the line and paragraph separators. */
const CONTROL = /[\p{Cc}\p{Zl}\p{Zp}]/u;

/** The text with the digits that a phone has, and without marks that nobody sees. */
export function plainDigits(text: string): string {
	if (/^[\x20-\x7E]*$/.test(text)) return text;
	return text
		.replace(INVISIBLE, '')
		.replace(FULL_WIDTH, (sign) =>
			String.fromCodePoint(Number(sign.codePointAt(0)) - FULL_WIDTH_OFFSET),
		)
		.replace(/\p{Nd}/gu, (digit) => {
			const code = Number(digit.codePointAt(0));
			const zero = ZEROS.find((one) => code >= one && code <= one + 9);
			return zero === undefined ? digit : String(code - zero);
		});
}

/** Why a text is not looked at any further, wherever it would go: into a header, a URI, a request. */
export function dangerIn(text: string): string | undefined {
	if (CONTROL.test(text)) return 'it has a line break or control character in it';
	if (BACKWARDS.test(text)) return 'it has a mark in it that shows text backwards';
	return undefined;
}
