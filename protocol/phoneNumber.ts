import { emergencyNumberIn, isShortNumber } from './emergencyNumbers.ts';
import {
	afterExitCode,
	callingCodeOf,
	countryInWords,
	countryOf,
	lengthProblem,
	MOST_DIGITS,
	planned,
	withoutTrunkPrefix,
	type CountryCode,
} from './numberPlan.ts';
import { numberInUse } from './numberInUse.ts';
import { readSpelling } from './numberSpelling.ts';
import { dangerIn, plainDigits } from './plainDigits.ts';
import { IS_SIP, sipUriProblem } from './sipUri.ts';

export { lineOf } from './line.ts';

/**
 * Where a call goes: an E.164 number or a SIP URI, ready for the wire, or the reason why the text
 * is neither. `extension` is what was said behind the number: no call dials it.
 */
export type Destination =
	| { kind: 'phoneNumber'; address: string; extension?: string }
	| { kind: 'sipUri'; address: string }
	| { kind: 'invalid'; reason: string; emergencyNumber?: string };

export interface Reading {
	/** ISO code of the country whose numbers may be written without a + and country code. */
	defaultCountry?: string;
	/** Whether 112, 1881 and the like, up to six digits, are numbers as well. They are no E.164. */
	shortNumbers?: boolean;
}

const WHAT_IS_RIGHT =
	'Use an international number such as +14155550123, or a SIP URI such as sip:+14155550123@sip.example.com';

/** Longer than any SIP URI that somebody uses. */
const LONGEST_TEXT = 500;

/**
 * Reads the destination of a call in any usual spelling. Never throws, and what it returns as an
 * address reads as itself again.
 *
 * Only a number that cannot be is refused: no country has its country code, or the country has no
 * number of its length. One that its country does not give out ("not valid" in libphonenumber) is
 * dialed: the lists of valid numbers are behind the real ones, and numbers of films and tests are in
 * none. Where a text can be read in two ways, a valid number comes before one that is not.
 */
export function parseDestination(text: string, reading: Reading = {}): Destination {
	const trimmed = text.trim();
	if (trimmed === '') return invalid('it is empty');
	if (trimmed.length > LONGEST_TEXT) return invalid('it is too long');
	const danger = dangerIn(trimmed);
	if (danger !== undefined) return invalid(danger);
	if (IS_SIP.test(trimmed)) {
		const problem = sipUriProblem(trimmed);
		return problem === undefined ? { kind: 'sipUri', address: trimmed } : invalid(problem);
	}
	// A spreadsheet's mark for text, and the quotes of a CSV file.
	const plain = plainDigits(trimmed)
		.replace(/^["'‘’“”`]+|["'‘’“”]+$/g, '')
		.trim();
	const spelling = readSpelling(plain);
	if ('reason' in spelling) return invalid(spelling.reason);
	const { number, withZero, extension } = spelling;
	const read = numberOf(number, withZero, reading);
	if ('reason' in read) {
		if (reading.shortNumbers && isShortNumber(number)) {
			return { kind: 'phoneNumber', address: number };
		}
		const emergencyNumber = emergencyNumberIn(withZero ?? number) ?? emergencyNumberIn(number);
		if (emergencyNumber === undefined) return invalid(read.reason);
		return { ...invalid(`${emergencyNumber} is an emergency number`), emergencyNumber };
	}
	return {
		kind: 'phoneNumber',
		address: read.number,
		...(extension === undefined ? {} : { extension }),
	};
}

type Read = { number: string } | { reason: string };

function numberOf(number: string, withZero: string | undefined, reading: Reading): Read {
	if (withZero === undefined) return numberAsWritten(number, reading);
	const one = numberAsWritten(number, reading);
	const other = numberAsWritten(withZero, reading);
	if (!isValid(other)) return one;
	if (!isValid(one)) return other;
	// Italy dials the 0, and has numbers without it as well.
	if (one.number === other.number) return one;
	return { reason: 'its (0) can be read in two ways. Leave it out, or write it without brackets' };
}

function isValid(read: Read): read is { number: string } {
	return 'number' in read && planned(read.number)?.isValid === true;
}

function numberAsWritten(number: string, { defaultCountry = '' }: Reading): Read {
	const digits = number.replace('+', '');
	if (digits.includes('+')) return { reason: 'it has a + in the middle' };
	if (number.startsWith('+')) return international(number);
	if (number !== digits) return { reason: 'it has a + in the middle' };
	if (defaultCountry.trim() !== '') {
		const country = countryOf(defaultCountry);
		return country
			? national(digits, country)
			: { reason: `its Default Country "${defaultCountry}" is not a country code such as US` };
	}
	return withoutCountry(digits);
}

const AT_MOST = `phone numbers have ${MOST_DIGITS} digits at most`;

/** Behind a +. */
function international(written: string): Read {
	if (/^\+0/.test(written)) return { reason: 'no country code begins with 0' };
	const number = numberInUse(written);
	const asWritten = planned(number);
	if (asWritten?.isValid) return { number };
	const shorter = asWritten && withoutTrunkPrefix(number);
	// Norfolk Island's plan puts a digit in. Whoever writes a country code has written all of them.
	const isShorter = shorter !== undefined && shorter.number.length < number.length;
	if (isShorter && shorter.isValid) return { number: shorter.number };
	if (asWritten?.isPossible) return { number };
	if (isShorter && shorter.isPossible && isLastWord(shorter.number)) {
		return { number: shorter.number };
	}
	const reason = lengthProblem(number);
	const isTooLong = number.length > MOST_DIGITS + 1;
	return { reason: isTooLong ? `${reason}: ${AT_MOST}` : reason };
}

/** Whether a number reads as itself: of 0 0 3 2 there would be a second 0 to drop. */
function isLastWord(number: string): boolean {
	const read = international(number);
	return 'number' in read && read.number === number;
}

/** Without a + and in a country: its own numbers, its exit codes, 00. */
function national(digits: string, country: CountryCode): Read {
	// An abolished spelling is read only where the digits are no number of another country.
	const isElsewhere = planned(`+${digits}`)?.isValid;
	const inUse = (number: string) => planned(isElsewhere ? number : numberInUse(number));
	const asWritten = inUse(`+${callingCodeOf(country)}${digits}`);
	const trunkless = withoutTrunkPrefix(digits, country);
	const read = trunkless && inUse(trunkless.number);
	const behind = afterExitCode(digits, country) ?? (/^00[1-9]/.test(digits) ? digits.slice(2) : '');
	const abroad: Read = behind === '' ? { reason: '' } : international(`+${behind}`);
	const inCountry = [asWritten, read].find((one) => one?.isValid);
	if (inCountry !== undefined) return { number: inCountry.number };
	if (isValid(abroad)) return abroad;
	const name = countryInWords(country);
	const elsewhere = planned(`+${digits}`);
	if (elsewhere?.isValid) {
		const where = elsewhere.country ? ` of ${countryInWords(elsewhere.country)}` : '';
		return {
			reason: `it is not a number in use in ${name}, and with a + in front it is one${where}. Write it with + and country code`,
		};
	}
	if ('number' in abroad) return abroad;
	const possible = [read, asWritten].find((one) => one?.isPossible);
	if (possible !== undefined) return international(possible.number);
	return { reason: abroad.reason || lengthProblem(`+${callingCodeOf(country)}${digits}`) };
}

/** The longest numbers that are written with 011 in front at home: Brazil's, with São Paulo's code. */
const LONGEST_OF_011_AT_HOME = 12;

/** Without a + and in no country that anybody has named. */
function withoutCountry(digits: string): Read {
	if (/^00[1-9]/.test(digits)) return international(`+${digits.slice(2)}`);
	// In North America 011 leads abroad. In Turin, Cairo, São Paulo and Malaysia it begins numbers.
	if (/^011[1-9]/.test(digits) && digits.length > LONGEST_OF_011_AT_HOME) {
		const abroad = international(`+${digits.slice(3)}`);
		if (isValid(abroad)) return abroad;
	}
	if (digits.length < 7) return { reason: 'it is too short for an international number' };
	if (digits.length > MOST_DIGITS) return { reason: `it is too long: ${AT_MOST}` };
	return {
		reason: 'the + and the country code are missing: write it with + or set Default Country',
	};
}

function invalid(reason: string): { kind: 'invalid'; reason: string } {
	return { kind: 'invalid', reason: `${reason}. ${WHAT_IS_RIGHT}` };
}
