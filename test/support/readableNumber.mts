import { plainDigits } from '../../telephony/plainDigits.ts';
import { decoded } from '../../telephony/sipUri.ts';

/** More than the last digits, which are shown to know a line by. */
const TOO_MANY = 6;

/** The texts in a value of which so many digits of a number, one after the other, can be read. */
export function textsThatTell(value: unknown, number: string): string[] {
	if (typeof value === 'object' && value !== null) {
		const texts = Object.entries(value).flat();
		return texts.flatMap((one) => textsThatTell(one, number));
	}
	const text = String(value);
	return tells(text, number) ? [text] : [];
}

function tells(text: string, number: string): boolean {
	const digits = number.replace(/\D/g, '');
	// What stands behind the @ of a SIP URI is a host, and no part of the number before it.
	const withoutHosts = text.replace(/@[\w.:[\]-]+/g, '@');
	const read = [withoutHosts, decoded(withoutHosts)].map((one) =>
		plainDigits(one).replace(/[^\d*\p{L}]/gu, ''),
	);
	return [...digits].some((_, place) => {
		const some = digits.slice(place, place + TOO_MANY);
		return some.length === TOO_MANY && read.some((one) => one.includes(some));
	});
}
