import { rewritingsOf } from './canonicalNumber.ts';
import { numberInPlan } from './numberPlan.ts';

/** An old spelling may have become another old one. */
const MOST_CHANGES = 3;

/**
 * The number that an abolished spelling is dialed as today: +52 1 55 1234 5678 is +52 55 1234 5678, and
 * +48 0 22 123 45 67 is +48 22 123 45 67. Only where that is a number in use and what was written is none.
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
	return byRule(number) ?? withoutZero(number);
}

function byRule(number: string): string | undefined {
	for (const { rewrite, use } of rewritingsOf(number)) {
		const other = use === 'compared' ? undefined : rewrite(number);
		if (other === undefined || !numberInPlan(other)?.isValid) continue;
		if (use === 'dialedWhereOver' || !numberInPlan(number)?.isValid) return other;
	}
	return undefined;
}

/**
 * Without the 0 that stands behind the country code: people write one in countries that have never had
 * it, or no longer (Poland, Czechia). libphonenumber drops those alone that a country has.
 */
function withoutZero(number: string): string | undefined {
	if (!/^\+\d{1,3}0/.test(number)) return undefined;
	const whole = numberInPlan(number);
	if (!whole?.national.startsWith('0') || whole.isValid) return undefined;
	const other = `+${whole.callingCode}${whole.national.slice(1)}`;
	return numberInPlan(other)?.isValid ? other : byRule(other);
}
