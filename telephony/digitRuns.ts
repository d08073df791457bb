import { plainDigits } from './plainDigits.ts';

/** A digit of any script, or an escape in a URL, of which %30 to %39 are digits. */
const SIGN = /%[0-9a-f]{2}|\p{Nd}/giu;
const DIGIT = '(?:%3\\d|(?<!%|%[0-9a-f])\\p{Nd})';
/** What people, devices and URLs put between the digits of a number. */
const BETWEEN =
	'(?:[\\s\\p{Z}\\p{Cf}\\p{Pd}\\uFE0E\\uFE0F\\u2212\\u30FC.\\u00B7\\u2022()[\\]/]|%(?:2[0-9a-f]|[89a-f][0-9a-f])){0,8}';
const RUN = new RegExp(`${DIGIT}(?:${BETWEEN}${DIGIT})*`, 'giu');
const CUT_OFF = new RegExp(`^${BETWEEN}…`, 'iu');

/** Digits that follow each other in a text, with nothing between them that divides numbers. */
export interface DigitRun {
	/** As a phone has them. */
	digits: string;
	/** Where each of them stands in the text. */
	positions: ReadonlyArray<{ from: number; until: number }>;
	/** The text was cut behind it, and says so. */
	isCutOff: boolean;
}

export function digitRunsIn(text: string): DigitRun[] {
	return [...text.matchAll(RUN)].map(({ 0: run, index }) => {
		const signs = [...run.matchAll(SIGN)].filter(({ 0: sign }) => isDigit(sign));
		const positions = signs.map(({ 0: sign, index: at }) => ({
			from: index + at,
			until: index + at + sign.length,
		}));
		const digits = signs.map(({ 0: sign }) => {
			const digit = plainDigits(sign.replace('%3', ''));
			// Of a script in which no phone number is read.
			return /^\d$/.test(digit) ? digit : '?';
		});
		const isCutOff = CUT_OFF.test(text.slice(index + run.length, index + run.length + 30));
		return { digits: digits.join(''), positions, isCutOff };
	});
}

const isDigit = (sign: string) => !sign.startsWith('%') || (sign[1] === '3' && /\d/.test(sign[2]));
