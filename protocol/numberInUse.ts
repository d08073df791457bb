import { rewritingsOf } from './canonicalNumber.ts';
import { planned } from './numberPlan.ts';

/** An old spelling may have become another old one. */
const MOST_CHANGES = 3;

/**
 * The number that an abolished spelling is dialed as today: +52 1 55 1234 5678 is +52 55 1234 5678. Only
 * where that is a number in use and what was written is none.
 *
 * @param number with the + and country code
 * @returns the number itself where nothing was abolished
 */
export function numberInUse(number: string): string {
	let dialed = number;
	for (let times = 0; times < MOST_CHANGES; times++) {
		const next = successorOf(dialed);
		if (next === undefined) break;
		dialed = next;
	}
	return dialed;
}

function successorOf(number: string): string | undefined {
	for (const { rewrite, use } of rewritingsOf(number)) {
		const other = use === 'compared' ? undefined : rewrite(number);
		if (other === undefined || !planned(other)?.isValid) continue;
		if (use === 'dialedWhereOver' || !planned(number)?.isValid) return other;
	}
	return undefined;
}
