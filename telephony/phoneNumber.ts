import { emergencyNumberIn, isShortNumber } from './emergencyNumbers.ts';
import {
	afterExitCode,
	callingCodeOf,
	countryInWords,
	countryOf,
	groupedAbroad,
	groupedAtHome,
	isTooLong,
	isTooShort,
	MOST_DIGITS,
	numberInPlan,
	problemOf,
	withoutTrunkPrefix,
	type CountryCode,
	type PlannedNumber,
} from './numberPlan.ts';
import { holdsSeveral, joinsTwo, SEVERAL_NUMBERS, whatElseItIs } from './notANumber.ts';
import { numberInUse } from './numberInUse.ts';
import { readSpelling, withoutCarrier, type Spelling } from './numberSpelling.ts';
import { dangerIn, plainDigits } from './plainDigits.ts';
import { damageOf, withoutAmountSigns, writtenOut } from './spreadsheetNumber.ts';
import { unwrapped } from './wrapping.ts';
import { IS_SIP, readSipUri } from './sipUri.ts';

/**
 * Where a call goes: an E.164 number or a SIP URI, ready for the wire, or the reason why the text
 * is neither. `extension` is what was said behind the number: no call dials it. `emergencyNumber` is
 * what the digits reach all the same, and `shortNumber` what they would be if short numbers were read.
 * `damaged` is a text that looks like a number of which digits are lost, so that nobody can tell whose it
 * is; `readings` are the numbers that it may be.
 */
export type Destination =
	| { kind: 'phoneNumber'; address: string; extension?: string }
	| { kind: 'sipUri'; address: string }
	| {
			kind: 'invalid';
			reason: string;
			emergencyNumber?: string;
			shortNumber?: string;
			damaged?: true;
			readings?: readonly string[];
	  };

export interface ParseOptions {
	/** ISO code of the country whose numbers may be written without a + and country code. */
	defaultCountry?: string;
	/** Whether no SIP URI is taken there: then none is recommended. One that is given is read all the same. */
	numbersOnly?: boolean;
	/** Whether 112, 1881 and the like, up to six digits, are numbers as well. They are no E.164. */
	shortNumbers?: boolean;
}

const RIGHT_NUMBER = 'Use an international number such as +14155550123';
const OR_SIP_URI = ', or a SIP URI such as sip:+14155550123@sip.example.com';

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
export function parseDestination(text: string, reading: ParseOptions = {}): Destination {
	const read = destinationIn(text, reading);
	if (read.kind !== 'invalid' || !reading.numbersOnly) return read;
	return { ...read, reason: read.reason.replace(OR_SIP_URI, '') };
}

function destinationIn(text: string, reading: ParseOptions): Destination {
	// So are most numbers written, and then there is nothing to find out.
	if (PLAIN.test(text) && numberInPlan(text)?.isValid)
		return { kind: 'phoneNumber', address: text };
	const trimmed = text.trim();
	if (trimmed === '') return invalid('it is empty');
	if (trimmed.length > LONGEST_TEXT) return invalid('it is too long');
	const danger = dangerIn(trimmed);
	if (danger !== undefined) return invalid(holdsSeveral(trimmed) ? SEVERAL_NUMBERS : danger);
	const bare = IS_SIP.test(trimmed) ? trimmed : unwrapped(trimmed);
	if (IS_SIP.test(bare)) {
		const uri = readSipUri(bare);
		if (!('reason' in uri)) return { kind: 'sipUri', address: uri.address };
		return invalid(SEVERAL_URIS.test(bare) ? SEVERAL_NUMBERS : uri.reason);
	}
	const plain = plainDigits(bare);
	return readNumber(plain === bare ? bare : unwrapped(plain), reading);
}

const SEVERAL_URIS = /@[^@]*[\s,;]sips?:[^@]*@/i;

const PLAIN = /^\+[1-9]\d{6,14}$/;

function readNumber(text: string, reading: ParseOptions): Destination {
	const isBrazil = countryOf(reading.defaultCountry ?? '') === 'BR';
	const plain = isBrazil ? withoutCarrier(text) : text;
	const what = whatElseItIs(plain);
	if (what !== undefined) return invalid(what);
	if (NO_DIGIT.test(plain) && !plain.startsWith('#')) return invalid(withoutDigits(plain));
	const damage = damageOf(plain);
	if (damage !== undefined) return { ...invalid(damage), damaged: true };
	const spelling = readSpelling(withoutAmount(plain));
	if ('reason' in spelling) {
		return invalid(holdsSeveral(plain) ? SEVERAL_NUMBERS : spelling.reason);
	}
	const { number, withZero, extension } = spelling;
	const isWhole = (part: string) => isWholeNumber(part, reading);
	if (joinsTwo(plain, isWhole)) return invalid(SEVERAL_NUMBERS);
	const area = areaBehindPlus(plain, number);
	if (area !== undefined) {
		return invalid(`behind its + stands (${area}), which is no country code`);
	}
	const read = numberFromSpelling(spelling, reading);
	if ('number' in read) {
		const { number: address } = read;
		return { kind: 'phoneNumber', address, ...(extension === undefined ? {} : { extension }) };
	}
	const isShort = isShortNumber(number);
	if (isShort && reading.shortNumbers) return { kind: 'phoneNumber', address: number };
	const short = isShort ? { shortNumber: number } : {};
	const emergencyNumber = emergencyNumberIn(withZero ?? number) ?? emergencyNumberIn(number);
	if (emergencyNumber !== undefined) {
		return { ...invalid(`${emergencyNumber} is an emergency number`), ...short, emergencyNumber };
	}
	if (holdsSeveral(plain)) return { ...invalid(SEVERAL_NUMBERS), ...short };
	const isCut = /^\+[1-9]\d*$/.test(number) && isTooShort(number);
	return {
		...invalid(read.reason),
		...short,
		...(isCut ? { damaged: true } : {}),
		...(read.readings === undefined ? {} : { readings: read.readings }),
	};
}

/** Words: there is nothing to find out about their digits. */
const NO_DIGIT = /^\D*$/;

function withoutDigits(text: string): string {
	const spelling = readSpelling(text);
	return 'reason' in spelling ? spelling.reason : 'there is no number in it';
}

/** +(479) 555-0123: an area code, in front of which an expression has put a +. Norway has 47. */
function areaBehindPlus(text: string, number: string): string | undefined {
	const [, area] = /^\+\s*\((\d{3})\)\D*\d/.exec(text) ?? [];
	if (area === undefined || !/^\+\d+$/.test(number)) return undefined;
	return area === numberInPlan(number)?.callingCode ? undefined : area;
}

/** Whether a text is a number with its area code: an area code alone may be a number elsewhere. */
function isWholeNumber(text: string, reading: ParseOptions): boolean {
	const spelling = readSpelling(text);
	if ('reason' in spelling) return false;
	const read = numberFromSpelling(spelling, reading);
	if (!('number' in read)) return false;
	return (numberInPlan(read.number)?.national.length ?? 0) >= FEWEST_DIGITS_OF_A_WHOLE;
}

const FEWEST_DIGITS_OF_A_WHOLE = 7;

/** As a phone number is written: without what a spreadsheet's amounts have beside their digits. */
function withoutAmount(text: string): string {
	const exponent = writtenOut(text);
	if (exponent !== undefined && 'digits' in exponent) return exponent.digits;
	return withoutAmountSigns(text) ?? text;
}

/** `readings`: the numbers that it may be, where there are two. */
type NumberRead = { number: string } | { reason: string; readings?: readonly string[] };

function numberFromSpelling(
	{ number, withZero, groups }: Spelling,
	reading: ParseOptions,
): NumberRead {
	if (withZero === undefined) return numberAsWritten(number, groups, reading);
	const one = numberAsWritten(number, [], reading);
	const other = numberAsWritten(withZero, [], reading);
	if (!isValid(other)) return one;
	if (!isValid(one)) return other;
	// Italy dials the 0, and has numbers without it as well.
	if (one.number === other.number) return one;
	return { reason: 'its (0) can be read in two ways. Leave it out, or write it without brackets' };
}

function isValid(read: NumberRead): read is { number: string } {
	return 'number' in read && numberInPlan(read.number)?.isValid === true;
}

function numberAsWritten(
	number: string,
	groups: readonly string[],
	{ defaultCountry = '' }: ParseOptions,
): NumberRead {
	const digits = number.replace('+', '');
	if (digits.includes('+')) return { reason: 'it has a + in the middle' };
	if (number.startsWith('+')) return international(number);
	if (number !== digits) return { reason: 'it has a + in the middle' };
	if (defaultCountry.trim() !== '') {
		const country = countryOf(defaultCountry);
		return country
			? national(digits, groups, country)
			: { reason: `its Default Country "${defaultCountry}" is not a country code such as US` };
	}
	return withoutCountry(digits);
}

const AT_MOST = `phone numbers have ${MOST_DIGITS} digits at most`;

/** Behind a +. */
function international(written: string): NumberRead {
	if (/^\+0/.test(written)) return { reason: 'no country code begins with 0' };
	const number = numberInUse(written);
	const asWritten = numberInPlan(number);
	if (asWritten?.isValid) return { number };
	const shorter = asWritten && withoutTrunkPrefix(number);
	// Norfolk Island's plan puts a digit in. Whoever writes a country code has written all of them.
	const isShorter = shorter !== undefined && shorter.number.length < number.length;
	if (isShorter && shorter.isValid) return { number: shorter.number };
	if (asWritten?.isPossible) return { number };
	if (isShorter && shorter.isPossible && isLastWord(shorter.number)) {
		return { number: shorter.number };
	}
	const reason = problemOf(number);
	const isTooLong = number.length > MOST_DIGITS + 1;
	return { reason: isTooLong ? `${reason}: ${AT_MOST}` : reason };
}

/** Whether a number reads as itself: of 0 0 3 2 there would be a second 0 to drop. */
function isLastWord(number: string): boolean {
	const read = international(number);
	return 'number' in read && read.number === number;
}

/**
 * Without a + and in a country: its own numbers, its exit codes, 00. The digits may also be a number
 * whose + was lost on its way: then they are only read where the other reading is none, or where they
 * are grouped as numbers of that country are.
 */
function national(digits: string, groups: readonly string[], country: CountryCode): NumberRead {
	const withPlus = numberInPlan(`+${digits}`);
	// An abolished spelling is read only where the digits are no number of another country.
	const today = (number: string) => numberInPlan(withPlus?.isValid ? number : numberInUse(number));
	const asWritten = today(`+${callingCodeOf(country)}${digits}`);
	// What is a number as it stands, has nothing in front to be left out.
	const trunkless = asWritten?.isValid ? undefined : withoutTrunkPrefix(digits, country);
	const read = trunkless && today(trunkless.number);
	const abroad = behindExitCodes(digits, country);
	const [validAbroad, otherAbroad] = abroad.filter(isValid).map((one) => numberInPlan(one.number));
	const inUse = [asWritten, read, validAbroad].find((one) => one?.isValid);
	if (inUse !== undefined) {
		const isAbroad = [validAbroad, otherAbroad].some((one) => one?.number === inUse.number);
		if (validAbroad && otherAbroad && isAbroad) return twoExitCodes(validAbroad, otherAbroad);
		const isOne = !withPlus?.isValid || withPlus.number === inUse.number;
		const isClear = isOne || isGroupedAtHome(groups, inUse, withPlus, country);
		return isClear ? { number: inUse.number } : twoReadings(inUse, withPlus, country);
	}
	const possible = [read, asWritten].find((one) => one?.isPossible);
	if (withPlus?.isValid) return onlyWithPlus(withPlus, groups, country, { asWritten, possible });
	const dialedAbroad = abroad.find((one) => 'number' in one);
	if (dialedAbroad !== undefined) return dialedAbroad;
	if (possible !== undefined) return international(possible.number);
	const { impossible } = read ?? {};
	const wrongAbroad = abroad.map((one) => ('reason' in one ? one.reason : ''))[0];
	return {
		reason: wrongAbroad ?? impossible ?? problemOf(`+${callingCodeOf(country)}${digits}`),
	};
}

/**
 * The numbers that stand behind an exit code: behind 00, as most of the world writes it, and behind the
 * country's own, which may have the digit of a carrier in it. In Colombia 00 57 321... may be 005 7 321....
 */
function behindExitCodes(digits: string, country: CountryCode): NumberRead[] {
	const behind00 = /^00[1-9]/.test(digits) ? [digits.slice(2)] : [];
	const own = afterExitCode(digits, country);
	const ends = new Set([...behind00, ...(own === undefined ? [] : [own])]);
	return [...ends].map((end) => international(`+${end}`));
}

function twoExitCodes(one: PlannedNumber, other: PlannedNumber): NumberRead {
	return {
		reason: `it may be ${one.number}${ofCountry(one)} or ${other.number}${ofCountry(other)}, as exit codes are of two and of three digits. Write the one that is meant with a + in place of the exit code`,
		readings: [one.number, other.number],
	};
}

/** Of digits that are no number in use in the country, and with a + in front are one. */
function onlyWithPlus(
	withPlus: PlannedNumber,
	groups: readonly string[],
	country: CountryCode,
	{ asWritten, possible }: { asWritten?: PlannedNumber; possible?: PlannedNumber },
): NumberRead {
	// That it begins with the country's own code is no chance: no number of the country does.
	if (withPlus.callingCode === callingCodeOf(country)) return { number: withPlus.number };
	if (possible !== undefined) return twoReadings(possible, withPlus, country);
	// Too few digits are a number without its area code, or one that has lost some.
	const isNone = asWritten?.impossible !== undefined || isTooLong(asWritten?.number ?? '');
	const isGroupedElsewhere = groups.length > 1 && groups[0] !== withPlus.callingCode;
	if (isNone && !isGroupedElsewhere) return { number: withPlus.number };
	return {
		reason: `it is not a number in use in ${countryInWords(country)}, and with a + in front it is one${ofCountry(withPlus)}. Write it with + and country code`,
	};
}

/** (479) 555-0123 is a number of Arkansas: nobody writes a Norwegian one like that. */
function isGroupedAtHome(
	groups: readonly string[],
	{ number }: PlannedNumber,
	withPlus: PlannedNumber,
	country: CountryCode,
): boolean {
	if (groups.length < 2) return false;
	const written = groups.join(' ');
	if (callingCodeOf(country) === '1') {
		// 479-5550123. Of 354-5550123 the 354 may be Iceland's, and 354-555-0123 is written here alone.
		const isAreaAndRest = GROUPED_BY_AREA.test(written) && !groups.includes(withPlus.callingCode);
		return isAreaAndRest || GROUPED_IN_NORTH_AMERICA.test(written);
	}
	const isHome = groupedAtHome(number, country).includes(written);
	return isHome && written !== groupedAbroad(withPlus.number);
}

const GROUPED_IN_NORTH_AMERICA = /^(?:1 )?\d{3} \d{3} \d{4}$/;
const GROUPED_BY_AREA = /^(?:1 )?\d{3} \d{7}$/;

function twoReadings(one: PlannedNumber, other: PlannedNumber, country: CountryCode): NumberRead {
	const code = `+${callingCodeOf(country)}`;
	return {
		reason: `it may be ${one.number}${ofCountry(one)} or, with a + in front, ${other.number}${ofCountry(other)}. Write the one that is meant with + and country code: in an expression, ${code} or + before the digits`,
		readings: [one.number, other.number],
	};
}

function ofCountry({ country }: PlannedNumber): string {
	return country === undefined ? '' : ` of ${countryInWords(country)}`;
}

/** The longest numbers that are written with 011 in front at home: Brazil's, with São Paulo's code. */
const LONGEST_OF_011_AT_HOME = 12;

/** Without a + and in no country that anybody has named. */
function withoutCountry(digits: string): NumberRead {
	if (/^00[1-9]/.test(digits)) return international(`+${digits.slice(2)}`);
	// In North America 011 leads abroad. In Turin, Cairo, São Paulo and Malaysia it begins numbers.
	if (/^011[1-9]/.test(digits) && digits.length > LONGEST_OF_011_AT_HOME) {
		const abroad = international(`+${digits.slice(3)}`);
		if (isValid(abroad)) return abroad;
	}
	if (digits.length < 7) return { reason: 'it is too short for an international number' };
	if (digits.length > MOST_DIGITS) return { reason: `it is too long: ${AT_MOST}` };
	return {
		reason:
			'the + and the country code are missing: write it with +, or add Safety > Default Country',
	};
}

function invalid(reason: string): { kind: 'invalid'; reason: string } {
	return { kind: 'invalid', reason: `${reason}. ${RIGHT_NUMBER}${OR_SIP_URI}` };
}
