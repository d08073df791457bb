import { planned } from './numberPlan.ts';
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
}

/** Fewer digits in a name are part of the name: anna2, ext.100. */
const FEWEST_DIGITS_IN_NAME = 7;
const LONGEST_ACCESS_CODE = 2;

/** What people put between digits, and carriers leave out. */
const SEPARATORS = /[\s\-.()]/g;
const NUMBER = /^\+?\d+$/;
const NAME = /^[\p{L}\p{M}\d.\-_~'!]*\p{L}[\p{L}\p{M}\d.\-_~'!]*$/u;

export function readSipUser(uri: string): SipUser {
	const whole = plainDigits(decoded(/^sips?:([^@]*)@/i.exec(uri)?.[1] ?? ''));
	const [, user = '', more = ''] = /^([^;:]*)(.*)$/s.exec(whole) ?? [];
	// A password, or a context that is the beginning of the number (RFC 3966): ;phone-context=+1900.
	const isPlain = !/^:.*\d|\d{3}|\+/s.test(more);
	const number = user.replace(SEPARATORS, '');
	if (isPlain && NUMBER.test(number)) {
		return { kind: 'number', numbers: [number], perhaps: otherReadings(number) };
	}
	if (isPlain && (NAME.test(user) || !/\d/.test(user))) {
		const runs = user.replace(/[^\p{L}\d]/gu, '').match(/\d+/g) ?? [];
		const numbers = runs.filter((run) => run.length >= FEWEST_DIGITS_IN_NAME);
		return { kind: 'name', numbers, perhaps: [] };
	}
	// Whatever a system may leave out, from *67 in front to the # behind.
	const spelled = [user, whole, more + user].flatMap((one) => [one, one.replace(/^[*#]+\d\d/, '')]);
	const digits = spelled.flatMap((one) => [one.replace(/\D/g, ''), ...runsIn(one)]);
	const numbers = [...new Set(digits)];
	const perhaps = new Set(numbers.flatMap(shortened));
	return {
		kind: 'dialString',
		numbers,
		perhaps: [...perhaps].filter((one) => !digits.includes(one)),
	};
}

/**
 * Of a number behind a + nothing is dropped. A valid number without it is most often meant as it is,
 * so there only the usual codes count.
 */
function otherReadings(number: string): string[] {
	if (number.startsWith('+')) return [];
	if (!planned(`+${number}`)?.isValid) {
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
	return text.replace(SEPARATORS, '').match(/\d+/g) ?? [];
}
