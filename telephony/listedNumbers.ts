import { canonicalNumber } from './canonicalNumber.ts';
import type { EntryMeaning } from './listEntry.ts';
import { callingCodeIn } from './planLengths.ts';
import { reachedBy } from './sipSpellings.ts';

/** Fewer digits are the end, or a part, of too many numbers. */
const FEWEST_DIGITS_OF_A_PART = 7;

/** The people on a list, however many: to ask for one takes the same time. */
export class ListedNumbers {
	/** E.164 numbers in their canonical spelling, SIP URIs and short numbers. */
	readonly #lines = new Set<string>();
	/** How they end: of most digits that says at one look that no line ends in them. */
	readonly #lineEnds = new Set<number>();
	readonly #ends = new Set<string>();
	readonly #parts = new Set<string>();
	/** Ends and parts by their last digits. */
	readonly #unread = new Map<string, string[]>();
	readonly #windows = new DigitWindows();
	readonly #defaultCountry: string | undefined;
	/** For what is looked for within others; made when first needed. */
	#allParts: string | undefined;
	#allLines: string | undefined;

	constructor(defaultCountry?: string) {
		this.#defaultCountry = defaultCountry;
	}

	get isEmpty(): boolean {
		return this.#lines.size + this.#ends.size + this.#parts.size === 0;
	}

	add({ lines, ends, parts }: EntryMeaning): void {
		for (const line of lines) this.#addLine(canonicalLine(line));
		for (const end of ends) this.#addUnread(end, this.#ends);
		for (const part of parts) this.#addUnread(part, this.#parts);
	}

	#addLine(line: string): void {
		this.#lines.add(line);
		this.#lineEnds.add(Number(endOf(line)));
	}

	#addUnread(digits: string, all: Set<string>): void {
		if (all.has(digits)) return;
		all.add(digits);
		if (!isLong(digits)) return;
		if (all === this.#parts) this.#windows.add(digits);
		const alike = this.#unread.get(endOf(digits));
		if (alike) alike.push(digits);
		else this.#unread.set(endOf(digits), [digits]);
	}

	/** Whether a call to an address may reach somebody on the list. */
	has(address: string): boolean {
		return reachedBy(address, this.#defaultCountry).some((line) => this.#hasLine(line));
	}

	#hasLine(line: string): boolean {
		// Digits that stand in a SIP URI.
		if (/^\d+$/.test(line)) {
			return this.#lines.has(line) || this.#isEndOfLine(withoutZeros(line)) || this.#isUnread(line);
		}
		const canonical = canonicalLine(line);
		if (this.#lines.has(canonical)) return true;
		if (!line.startsWith('+')) return false;
		return this.#isUnread(line) || (canonical !== line && this.#isUnread(canonical));
	}

	#isUnread(line: string): boolean {
		return digitsOf(line).some((digits) => {
			if (this.#ends.has(digits) || this.#parts.has(digits)) return true;
			if (!isLong(digits)) return false;
			const alike = this.#unread.get(endOf(digits)) ?? [];
			return (
				alike.some((one) => one.endsWith(digits) || digits.endsWith(one)) ||
				(this.#windows.mayHold(digits) && this.#isWithinPart(digits))
			);
		});
	}

	#isWithinPart(digits: string): boolean {
		this.#allParts ??= [...this.#parts].join(' ');
		return this.#allParts.includes(digits);
	}

	/** Whether digits are the end of a number on the list: 90000001. */
	#isEndOfLine(digits: string): boolean {
		if (!isLong(digits) || !this.#lineEnds.has(Number(endOf(digits)))) return false;
		this.#allLines ??= `${[...this.#lines].join(' ')} `;
		return this.#allLines.includes(`${digits} `);
	}
}

/**
 * All that stands within texts in seven digits, a bit for each: tells nearly always at one look that a
 * number is in none of them, however many they are.
 */
class DigitWindows {
	#bits: Uint8Array | undefined;

	add(text: string): void {
		this.#bits ??= new Uint8Array(10 ** FEWEST_DIGITS_OF_A_PART / 8);
		for (const window of windowsOf(text)) this.#bits[window >> 3] |= 1 << (window & 7);
	}

	mayHold(digits: string): boolean {
		const bits = this.#bits;
		if (bits === undefined) return false;
		return windowsOf(digits).every((window) => (bits[window >> 3] & (1 << (window & 7))) !== 0);
	}
}

function windowsOf(digits: string): number[] {
	const count = Math.max(0, digits.length - FEWEST_DIGITS_OF_A_PART + 1);
	return Array.from({ length: count }, (_, from) =>
		Number(digits.slice(from, from + FEWEST_DIGITS_OF_A_PART)),
	);
}

const canonicalLine = (line: string) => (line.startsWith('+') ? canonicalNumber(line) : line);

const isLong = (digits: string) => digits.length >= FEWEST_DIGITS_OF_A_PART;

const endOf = (digits: string) => digits.slice(-FEWEST_DIGITS_OF_A_PART);

const withoutZeros = (digits: string) => digits.replace(/^0+/, '');

/** A number with and without its country code. */
function digitsOf(line: string): string[] {
	const number = line.replace('+', '');
	const code = line.startsWith('+') ? (callingCodeIn(number) ?? '') : '';
	return [withoutZeros(number), withoutZeros(number.slice(code.length))];
}
