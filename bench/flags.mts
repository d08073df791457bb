/** @throws when the text is no whole number above nothing */
export function countIn(flag: string, text: string): number {
	const count = Number(text);
	if (Number.isInteger(count) && count > 0) return count;
	throw new Error(`--${flag} takes whole numbers above 0, not "${text}".`);
}

/** Several with commas between; an empty text is none. */
export const countsIn = (flag: string, text: string): number[] =>
	text.split(',').flatMap((part) => (part.trim() === '' ? [] : countIn(flag, part)));
