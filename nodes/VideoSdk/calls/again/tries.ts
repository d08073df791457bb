import { fingerprint } from '../../once/fingerprint.ts';
import type { LedgerEntry } from '../../once/ledgerEntry.ts';
import { tryKey } from '../../once/ledgerKeys.ts';
import type { OnceLedger } from '../../once/onceLedger.ts';
import type { CallRun } from '../place/callRun.ts';
import type { DialPlan } from '../place/dialPlan.ts';

// Which number of a person is called as which try, and by which key the ledger knows it. Tries are counted
// from 1, which is the first call of the item.

/**
 * The call that was made for an item as that try, or would be.
 *
 * @param number counted from 1, which is the first call of the item
 */
export function planOfTry(ledger: OnceLedger, first: DialPlan, number: number): DialPlan {
	return tryOf(first, number, numberOfTry(ledger, first, number));
}

/**
 * The number that was called as a try; else the one behind that of the try before. Behind the last comes
 * the first.
 */
export function numberOfTry(ledger: OnceLedger, first: DialPlan, number: number): DialPlan {
	const numbers = [first, ...first.alternatives];
	let called = first;
	for (let one = 2; one <= number; one++) {
		const behind = numbers[(numbers.indexOf(called) + 1) % numbers.length];
		called = numberOf(first, ledger.get(tryKey(first.key, one))) ?? behind;
	}
	return called;
}

/** The number of a person that something was sent to, or got ready for. */
function numberOf(first: DialPlan, entry: LedgerEntry | undefined): DialPlan | undefined {
	return [first, ...first.alternatives].find(({ idempotencyKeys }) =>
		idempotencyKeys.some((one) => fingerprint(one) === entry?.identity),
	);
}

/** The numbers of a person from one on: behind the last comes the first. */
export function numbersFrom(first: DialPlan, number: DialPlan): DialPlan[] {
	const numbers = [first, ...first.alternatives];
	const index = numbers.indexOf(number);
	return [...numbers.slice(index), ...numbers.slice(0, index)];
}

/** The call of a number of the person as that try: under a key of its own, and after those before it. */
export function tryOf(first: DialPlan, number: number, called: DialPlan): DialPlan {
	if (number === 1) return first;
	const earlier = Array.from({ length: number - 1 }, (_, index) => tryKey(first.key, index + 1));
	return { ...called, key: tryKey(first.key, number), earlierKeys: earlier };
}

/** All calls that were placed for an item, the last one last. */
export function placedFor({ ledger }: CallRun, first: DialPlan): DialPlan[] {
	const plans: DialPlan[] = [];
	for (let number = 1; ledger.hasSent(tryKey(first.key, number)); number++) {
		plans.push(planOfTry(ledger, first, number));
	}
	return plans;
}
