import { parseDestination } from './phoneNumber.ts';
import { IS_SIP } from './sipUri.ts';
import { readSipUser } from './sipUser.ts';

// Whom a SIP URI may reach, for whoever compares it with a list of numbers.

/** Fewer digits are the end, or a part, of too many numbers. */
const FEWEST_DIGITS_OF_A_PART = 7;

/** An address as a list has it: itself, and the number in a SIP URI. */
export function sipSpellings(address: string, defaultCountry?: string): string[] {
	if (!IS_SIP.test(address)) return [address];
	const [uri = ''] = address
		.toLowerCase()
		.replace(/^sips:/, 'sip:')
		.split(/;(?=[^@]*$)/);
	const { numbers } = readSipUser(address);
	return [uri, ...numbers.flatMap((number) => readingsOf(number, defaultCountry))];
}

/** Without a + nobody can tell which country the digits of a SIP URI are of. */
export function bareDigitsInSip(uri: string): string[] {
	return readSipUser(uri)
		.numbers.filter((number) => !number.startsWith('+'))
		.map((digits) => digits.replace(/^0+/, ''))
		.filter((digits) => digits.length >= FEWEST_DIGITS_OF_A_PART);
}

/** All that a call to an address may reach; digits in a SIP URI also as they stand there. */
export function reachedBy(address: string, defaultCountry?: string): string[] {
	const spellings = sipSpellings(address, defaultCountry);
	if (!IS_SIP.test(address)) return spellings;
	const { numbers, perhaps } = readSipUser(address);
	const readings = perhaps.flatMap((one) => readingsOf(one, defaultCountry));
	return [...spellings, ...readings, ...numbers.map((number) => number.replace('+', ''))];
}

/** The numbers with a country code that digits in a SIP URI may be read as. */
export function readingsOf(number: string, defaultCountry?: string): string[] {
	return [number, `+${number.replace(/^(?:\+|00|011)/, '')}`]
		.map((one) => parseDestination(one, { defaultCountry }))
		.flatMap((one) => {
			if (one.kind === 'phoneNumber') return [one.address];
			// Where two numbers may be meant, both are reached by those who read it so.
			return one.kind === 'invalid' ? (one.readings ?? []) : [];
		});
}
