import { isShortNumber } from './emergencyNumbers.ts';
import { numberInPlan, withoutTrunkPrefix } from './numberPlan.ts';
import { plainDigits } from './plainDigits.ts';
import { decoded } from './sipUri.ts';

/**
 * What stands for the person in a SIP URI, as telephone systems read it. A `dialString` is neither a
 * number nor a name: feature codes (*67), pauses, digits with other signs between.
 */
export interface SipUser {
	kind: 'number' | 'name' | 'dialString';
	/** Digits, perhaps behind a +, that a system may dial. Empty for a name with a few digits. */
	numbers: readonly string[];
	/** What else these may be dialed as, without an access code (9) or a feature code (*67) in front. */
	perhaps: readonly string[];
	/**
	 * By what a rule names the person, in small letters: what is written, without parameters that
	 * change nothing. A number with a context (RFC 3966) is named by the whole number.
	 */
	name: string;
}

/** Fewer digits in a name are part of the name: anna2, ext.100. */
const FEWEST_DIGITS_IN_NAME = 7;
const LONGEST_ACCESS_CODE = 2;

/** What people put between digits, and carriers leave out. */
const VISUAL_SEPARATORS = /[\s\-.()]/g;
const NUMBER = /^\+?\d+$/;
const NAME = /^[\p{L}\p{M}\d.\-_~'!]*\p{L}[\p{L}\p{M}\d.\-_~'!]*$/u;

export function readSipUser(uri: string): SipUser {
	const written = /^sips?:([^@]*)@/i.exec(uri)?.[1] ?? '';
	const whole = plainDigits(decoded(written));
	const [, user = '', more = ''] = /^([^;:]*)(.*)$/s.exec(whole) ?? [];
	// An escaped ; is part of the name for some, and begins a parameter for others.
	const parameters = /%3[ab]/i.test(written) ? undefined : parametersOf(more, user);
	if (parameters === undefined) return dialString(written, user, whole, more);
	const name = (more.startsWith(';') ? written.replace(/;.*$/s, '') : written).toLowerCase();
	const number = user.replace(VISUAL_SEPARATORS, '');
	if (NUMBER.test(number))
		return { kind: 'number', name, ...numbersOf(number, parameters.context) };
	if (NAME.test(user) || !/\d/.test(user)) {
		const runs = user.replace(/[^\p{L}\d]/gu, '').match(/\d+/g) ?? [];
		const numbers = runs.filter((run) => run.length >= FEWEST_DIGITS_IN_NAME);
		return { kind: 'name', name, numbers, perhaps: [] };
	}
	return dialString(written, user, whole, more);
}

function numbersOf(number: string, context: string | undefined) {
	if (context === undefined || number.startsWith('+')) {
		return { numbers: [number], perhaps: otherReadings(number) };
	}
	const written = context + number;
	const shorter = numberInPlan(written)?.isValid ? undefined : withoutTrunkPrefix(written);
	// 0 or 1 in front of a number at home.
	const global = shorter?.isValid ? shorter.number : written;
	// A gateway that knows no contexts dials what is left: 112 behind +4930.
	const numbers = isShortNumber(number) ? [global, number] : [global];
	return { name: global, numbers, perhaps: [] };
}

/** Whatever a system may leave out, from *67 in front to the # behind. */
function dialString(written: string, user: string, whole: string, more: string): SipUser {
	const spelled = [user, whole, more + user].flatMap((one) => [one, one.replace(/^[*#]+\d\d/, '')]);
	const digits = spelled.flatMap((one) => [one.replace(/\D/g, ''), ...runsIn(one)]);
	const numbers = [...new Set(digits)];
	const perhaps = new Set(numbers.flatMap(shortened));
	return {
		kind: 'dialString',
		name: written.toLowerCase(),
		numbers,
		perhaps: [...perhaps].filter((one) => !digits.includes(one)),
	};
}

/** An extension of more digits is another number. */
const MOST_DIGITS_OF_AN_EXTENSION = 9;
/** Of ISDN, ITU-T I.330. */
const LONGEST_SUBADDRESS = 20;

/**
 * The parameters of the user part (RFC 3261, section 19.1.6; RFC 3966; RFC 4904), where they leave the
 * person as it is.
 *
 * @returns the beginning of the number that they tell, if any; undefined when something else may be
 * called for them, or when it is a password with digits in it
 */
function parametersOf(more: string, user: string): { context?: string } | undefined {
	// A password, behind which no parameter is known.
	if (more.startsWith(':')) return /\d|\+/.test(more) ? undefined : {};
	let context: string | undefined;
	const seen = new Set<string>();
	for (const one of more.split(';').slice(1)) {
		const [first = '', ...rest] = one.split('=');
		const [name, value] = [first.trim().toLowerCase(), rest.join('=').trim()];
		if (seen.has(name)) return undefined;
		seen.add(name);
		if (name === 'phone-context') {
			const plain = value.replace(VISUAL_SEPARATORS, '');
			const isDomain = /^(?=.*[a-z])[a-z0-9.-]+$/i.test(value);
			if (!isDomain && !/^\+[1-9]\d*$/.test(plain)) return undefined;
			const isRepeated = user.replace(VISUAL_SEPARATORS, '').startsWith(plain);
			if (!isDomain && user.startsWith('+') && !isRepeated) return undefined;
			if (!isDomain) context = plain;
		} else if (!isHarmless(name, value, user)) return undefined;
	}
	return context === undefined ? {} : { context };
}

function isHarmless(name: string, value: string, user: string): boolean {
	const digits = value.replace(VISUAL_SEPARATORS, '');
	if (name === 'ext') {
		return /^\d+$/.test(digits) && digits.length <= MOST_DIGITS_OF_AN_EXTENSION;
	}
	if (name === 'isub') return /^[\w.-]+$/.test(value) && value.length <= LONGEST_SUBADDRESS;
	// Through which lines of its carrier a gateway calls a number that is complete.
	if (name === 'tgrp' || name === 'trunk-context') return user.startsWith('+') && value !== '';
	return !/\d{3}|\+|:/.test(value) && !/\d{3}|\+|:/.test(name);
}

/**
 * Of a number behind a + nothing is dropped. A valid number without it is most often meant as it is,
 * so there only the usual codes count.
 */
function otherReadings(number: string): string[] {
	if (number.startsWith('+')) return [];
	if (!numberInPlan(`+${number}`)?.isValid) {
		// North Americans leave their 1 out.
		const inNorthAmerica = /^[2-9]\d{9}$/.test(number) ? [`1${number}`] : [];
		return [...inNorthAmerica, ...shortened(number)];
	}
	return /^[89]/.test(number) ? [number.slice(1)] : [];
}

function shortened(digits: string): string[] {
	const lengths = Array.from({ length: LONGEST_ACCESS_CODE }, (_, index) => index + 1);
	return lengths.map((length) => digits.slice(length)).filter((rest) => rest.length > 2);
}

function runsIn(text: string): string[] {
	return text.replace(VISUAL_SEPARATORS, '').match(/\d+/g) ?? [];
}
