import { parseDestination } from './phoneNumber.ts';
import { plainDigits } from './plainDigits.ts';
import { planned } from './numberPlan.ts';
import { numberInSipUri } from './numberFacts.ts';

/** A list of people who must not be called, ready to be asked. */
export interface DoNotCallList {
	has(address: string): boolean;
}

/** Fewer digits are a row number or a note, not somebody's line. */
const FEWEST_DIGITS = 5;

/**
 * Reads a do-not-call list: texts with commas or line breaks between the numbers, or an array of them.
 * The numbers may be spelled in any way. One that nobody can read as a number (its + was lost, its
 * country is not known) stands for every number that ends like it: rather one call too few.
 */
export function readDoNotCall(list: unknown, defaultCountry?: string): DoNotCallList {
	const lines = new Set<string>();
	const endings = new Set<string>();
	for (const entry of entriesOf(list)) {
		const read = parseDestination(entry, { defaultCountry });
		if (read.kind !== 'invalid') {
			for (const line of linesOf(read.address, defaultCountry)) lines.add(line);
			continue;
		}
		const digits = plainDigits(entry).replace(/\D/g, '').replace(/^0+/, '');
		if (digits.length >= FEWEST_DIGITS) endings.add(digits);
	}
	return {
		has: (address) =>
			linesOf(address, defaultCountry).some(
				(line) => lines.has(line) || endingsOf(line).some((ending) => endings.has(ending)),
			),
	};
}

function entriesOf(list: unknown): string[] {
	if (Array.isArray(list)) return list.flatMap(entriesOf);
	if (typeof list !== 'string' && typeof list !== 'number') return [];
	return String(list)
		.split(/[,\r\n\t]+/)
		.map((entry) => entry.trim())
		.filter((entry) => entry !== '');
}

/** All that an address may reach: itself, and the number in a SIP URI, however it is written there. */
function linesOf(address: string, defaultCountry?: string): string[] {
	if (!/^sips?:/i.test(address)) return [address];
	const [uri = ''] = address
		.toLowerCase()
		.replace(/^sips:/, 'sip:')
		.split(/;(?=[^@]*$)/);
	const number = numberInSipUri(address);
	if (number === undefined) return [uri];
	const readings = [number, `+${number.replace(/^(?:\+|00|011)/, '')}`].map((one) =>
		parseDestination(one, { defaultCountry }),
	);
	return [uri, ...readings.flatMap((one) => (one.kind === 'phoneNumber' ? [one.address] : []))];
}

/** A number with and without its country code, in digits. */
function endingsOf(line: string): string[] {
	const national = line.startsWith('+') ? planned(line)?.national : undefined;
	return national === undefined ? [] : [line.slice(1), national.replace(/^0+/, '')];
}
