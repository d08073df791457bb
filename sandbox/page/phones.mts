import type { PageState } from '../control/pageState.mts';
import { latest, phaseOf } from './callWords.mts';
import { phone, restingPhone } from './phone.mts';
import { showIn } from './showIn.mts';

/** Phones that ring or talk at once and are shown; batches may have more. */
const MOST_PHONES = 6;
/** How long the phone of a call that is over stays beside others, by the sandbox's clock. */
const STAYS_MS = 8000;

/** The phones in the middle: all that ring or talk, and else the last one that did. */
export function showPhones({ calls, inProgressCount, now }: PageState): void {
	const onNow = calls.filter((call) => phaseOf(call) !== 'over');
	const justOver = calls.filter(({ end }) => end !== null && now - end < STAYS_MS);
	const last = latest(calls);
	const wanted = [...onNow.reverse(), ...justOver].slice(0, MOST_PHONES);
	const ids = new Set(
		(wanted.length > 0 ? wanted : last ? [last] : []).map(({ callId }) => callId),
	);
	// Oldest first: a phone does not jump while somebody reaches for its button.
	const shown = calls.filter(({ callId }) => ids.has(callId)).reverse();

	const phoneInFocus = document.activeElement?.closest<HTMLElement>('.phone');
	showIn(
		'phone-row',
		...(shown.length === 0 ? [restingPhone(now)] : shown.map((call) => phone(call, now))),
	);
	// The button that had the focus is gone once it was pressed: its phone takes it, so that nobody who
	// works by keyboard is thrown back to the top, or hangs up by pressing twice.
	if (phoneInFocus?.isConnected && document.activeElement === document.body) phoneInFocus.focus();

	const hidden = inProgressCount - onNow.filter(({ callId }) => ids.has(callId)).length;
	showIn('more-phones', hidden === 0 ? '' : `${hidden} more are ringing or talking.`);
}
