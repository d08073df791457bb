import { canonicalNumber, spellingsOf } from './canonicalNumber.ts';
import { digitRunsIn, type DigitRun } from './digitRuns.ts';
import { numberInPlan, type PlannedNumber } from './numberPlan.ts';
import { parseDestination, type ParseOptions } from './phoneNumber.ts';
import { decoded } from './sipUri.ts';
import { readSipUser } from './sipUser.ts';

/** Enough to know one's own lines by, and too few to phone anybody. */
const SHOWN_DIGITS = 3;
/** Fewer stand in times and IDs by chance: they are only taken for the number where they stand alone. */
const FEWEST_OF_NUMBER = 7;
/** A shorter one without its country code, as small countries have, is not looked for. */
const FEWEST_OF_NATIONAL = 6;
const MOMENT = /^\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:?\d{2})$/;

/**
 * Hides phone numbers in texts, all but their last digits: as they are written here, as they are
 * dialed, and in whatever spelling somebody gives them back.
 */
export function numberMask(
	numbers: Iterable<string>,
	reading: ParseOptions = {},
): (text: string) => string {
	const known = [...new Set(numbers)]
		.filter((one) => countDigits(one) > SHOWN_DIGITS)
		.map((written) => ({ written, ...knownBy(written, reading) }));
	return (text) => {
		if (MOMENT.test(text)) return text;
		let masked = text;
		for (const { written } of known) {
			// What stands behind the @ of a SIP URI is a host, and no part of the number.
			const [number] = written.split('@', 1);
			if (countDigits(number) < FEWEST_OF_NUMBER) continue;
			masked = masked.replaceAll(number, withStars(number, spanOf(digitRunsIn(number))));
		}
		return known.reduce((shown, one) => withStars(shown, positionsOf(one, shown)), masked);
	};
}

/** What a number may be known by. */
interface Known {
	/** What is dialed, and its other spellings, in two parts. */
	dialed: readonly PlannedNumber[];
	/** All other digits that may stand for it. */
	digits: readonly string[];
}

function knownBy(written: string, reading: ParseOptions): Known {
	// VideoSDK may give a number back as its country writes it, or wrote it: +52 1 55 for +52 55.
	const addresses = addressesOf(written, reading).flatMap(spellingsOf);
	const dialed = addresses.flatMap((address) => numberInPlan(address) ?? []);
	const [beforeHost] = decoded(written).split('@', 1);
	const typed = digitRunsIn(beforeHost).map(({ digits }) => digits);
	// Of a number that was understood, what is shorter is an extension or the like.
	const fewest = addresses.length === 0 ? SHOWN_DIGITS + 1 : FEWEST_OF_NUMBER;
	const digits = [
		...addresses.map((address) => address.replace('+', '')),
		...typed.filter(({ length }) => length >= fewest),
	];
	return { dialed, digits: [...new Set(digits)] };
}

/** What a trunk reads a number in: without password and parameters, escapes decoded. */
function userOf(uri: string): string {
	const [, user = ''] = /^sips?:([^@]*)@/i.exec(uri) ?? [];
	return decoded(user).replace(/[;:].*$/s, '');
}

/** The numbers that a text may reach: of a SIP URI, what stands before the @ is read as one. */
function addressesOf(written: string, reading: ParseOptions): string[] {
	const read = parseDestination(written, reading);
	if (read.kind === 'invalid') return [...(read.readings ?? [])];
	if (read.kind === 'phoneNumber') return [read.address];
	const user = userOf(read.address);
	// With a phone-context, the number is longer than what stands in the user part.
	const whole = readSipUser(read.address).numbers.filter((one) => one.startsWith('+'));
	const spellings = [...whole, user, `+${user.replace(/\D/g, '').replace(/^(?:00|011)/, '')}`];
	return spellings.flatMap((one) => {
		const number = parseDestination(one, reading);
		return number.kind === 'phoneNumber' ? [number.address] : [];
	});
}

type Position = DigitRun['positions'][number];

/** Where in a text the digits stand that have to be hidden. */
function positionsOf({ dialed, digits }: Known, text: string): Position[] {
	return digitRunsIn(text).flatMap((run) => [
		...dialed.flatMap((one) => (isAtHome(run, one) ? hiddenOf(run, 0, run.digits.length) : [])),
		...dialed.flatMap(({ callingCode, national }) => {
			const isLong = national.length >= FEWEST_OF_NATIONAL;
			return startsOf(run, national).flatMap((start) => {
				const from = startOfPrefix(run.digits.slice(0, start), callingCode) ?? start;
				return isLong || from < start ? hiddenOf(run, from, start + national.length) : [];
			});
		}),
		...digits.flatMap((one) => [
			...startsOf(run, one)
				.filter((start) => one.length >= FEWEST_OF_NUMBER || isAlone(run, text, start, one))
				.flatMap((start) => hiddenOf(run, start, start + one.length)),
			...cutOffOf(run, one),
		]),
	]);
}

/** Some countries dial a number among themselves with other digits: 011 15-2385-6789 in Argentina. */
function isAtHome({ digits }: DigitRun, { number, country }: PlannedNumber): boolean {
	if (country === undefined || digits.length < FEWEST_OF_NUMBER) return false;
	const read = parseDestination(digits, { defaultCountry: country });
	const numbers = read.kind === 'invalid' ? (read.readings ?? []) : [read.address];
	return numbers.some((one) => canonicalNumber(one) === canonicalNumber(number));
}

function startsOf({ digits }: DigitRun, sought: string): number[] {
	const starts = [];
	for (let at = digits.indexOf(sought); at >= 0; at = digits.indexOf(sought, at + 1))
		starts.push(at);
	return starts;
}

/** Where the country code begins, with a 0 behind it and an exit code before it. */
function startOfPrefix(before: string, callingCode: string): number | undefined {
	const [prefix] = new RegExp(`(?:00|011)?${callingCode}0?$`).exec(before) ?? [];
	return prefix === undefined ? undefined : before.length - prefix.length;
}

function isAlone(
	{ positions }: DigitRun,
	text: string,
	start: number,
	{ length }: string,
): boolean {
	const [before, behind] = [
		text[positions[start].from - 1],
		text[positions[start + length - 1].until],
	];
	return ![before, behind].some((sign) => /[\p{Nd}\p{L}]/u.test(sign ?? ''));
}

const hiddenOf = ({ positions }: DigitRun, from: number, until: number) =>
	positions.slice(from, until - SHOWN_DIGITS);

/** The beginning of a number in a text that was cut in the middle of it: nothing of it is shown. */
function cutOffOf({ digits, positions, isCutOff }: DigitRun, sought: string): Position[] {
	if (!isCutOff) return [];
	for (let length = sought.length - 1; length > SHOWN_DIGITS; length--) {
		if (digits.endsWith(sought.slice(0, length))) return positions.slice(-length);
	}
	return [];
}

/** All digits of some runs but the last. */
function spanOf(runs: readonly DigitRun[]): Position[] {
	return runs.flatMap(({ positions }) => positions).slice(0, -SHOWN_DIGITS);
}

function withStars(text: string, positions: readonly Position[]): string {
	let masked = '';
	let at = 0;
	for (const { from, until } of [...positions].sort((one, other) => one.from - other.from)) {
		// Two ways to know the number may hide the same digit.
		if (from < at) continue;
		masked += `${text.slice(at, from)}*`;
		at = until;
	}
	return masked + text.slice(at);
}

const countDigits = (text: string) =>
	digitRunsIn(text).flatMap(({ positions }) => positions).length;
