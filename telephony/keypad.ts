import type { CountryCode } from './numberPlan.ts';
import { isValidNumber, nationalReadings } from './planLengths.ts';

/** The letters on the keys 2 to 9 of a phone (ITU-T E.161). */
const KEYS = ['ABC', 'DEF', 'GHI', 'JKL', 'MNO', 'PQRS', 'TUV', 'WXYZ'];

/** 1-800-FLOWERS, +1 (888) 555-CALL: digits first, then words of Latin letters, and nothing else. */
const WITH_LETTERS = /^\+?[\d\s().-]*\d{3}[\s().-]*(?=[\d-]*[A-Z])[A-Z\d-]+(?:[\s.-]+[A-Z\d-]+)*$/i;

/** Numbers of North America have so many digits, with their 1. A phone that has them dials. */
const NORTH_AMERICAN = 11;

/**
 * The numbers with a country code that a text with letters may stand for, as the keys of a phone have
 * them. Only those that a country gives out: any word can be typed on a phone.
 */
export function keypadReadings(text: string, country?: CountryCode): string[] {
	const trimmed = text.trim();
	const letters = trimmed.replace(/[^A-Z]/gi, '');
	// A few Xs stand for digits that somebody has hidden.
	if (!WITH_LETTERS.test(trimmed) || letters.length < 3 || /^X+$/i.test(letters)) return [];
	const digits = trimmed
		.toUpperCase()
		.replace(/[A-Z]/g, (letter) => String(KEYS.findIndex((key) => key.includes(letter)) + 2))
		.replace(/\D/g, '');
	const inNorthAmerica = (digits.startsWith('1') ? digits : `1${digits}`).slice(0, NORTH_AMERICAN);
	const readings = [
		...(trimmed.startsWith('+') ? [digits, digits.slice(0, NORTH_AMERICAN)] : [inNorthAmerica]),
		...(country === undefined ? [] : (nationalReadings(digits, country) ?? [])),
	];
	return [...new Set(readings)].filter(isValidNumber).map((one) => `+${one}`);
}
