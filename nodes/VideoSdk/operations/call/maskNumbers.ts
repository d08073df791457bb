import { fieldText } from '../../fields/fieldText.ts';
import type { OutboundParams } from './outboundParams.ts';

/** Enough to know one's own lines by, and too few to phone anybody. */
const SHOWN_DIGITS = 3;
/** What people put between the digits of a number. */
const BETWEEN = '[\\s\\-.()\\/\\u00A0]*';

/** Hides the numbers of a call in a text, however they are spelled there. */
export function maskNumbersOf({ to, from }: Pick<OutboundParams, 'to' | 'from'>) {
	const patterns = [to, from]
		.map((number) => fieldText(number).replace(/@.*/, '').replace(/\D/g, '').replace(/^0+/, ''))
		.filter((digits) => digits.length > SHOWN_DIGITS)
		.map((digits) => new RegExp([...digits].join(BETWEEN), 'g'));
	return (text: string): string =>
		patterns.reduce((masked, pattern) => masked.replace(pattern, mask), text);
}

function mask(number: string): string {
	const digits = number.replace(/\D/g, '');
	return '*'.repeat(digits.length - SHOWN_DIGITS) + digits.slice(-SHOWN_DIGITS);
}
