import type { PageCall, PageState } from '../control/pageState.mts';
import { otherNumber, outcomeOf, ownNumber, phaseOf } from './callWords.mts';
import { showIn } from './showIn.mts';

/** What screen readers have heard of each call. */
const announced = new Map<string, string>();

/** Tells screen readers of phones that begin to ring, are answered and are over, and the window's title. */
export function announce({ calls }: PageState): void {
	const isFirstTime = announced.size === 0;
	const news: string[] = [];
	for (const call of [...calls].reverse()) {
		const phase = phaseOf(call);
		if (announced.get(call.callId) === phase) continue;
		// Who has just opened the page does not hear of what was over before.
		if (!(isFirstTime && phase === 'over')) news.push(sentence(call));
		announced.set(call.callId, phase);
	}
	const said = news.filter((one) => one !== '').join(' ');
	if (said !== '') showIn('announcement', said);

	const rings = calls.filter((call) => isRinging(call)).length;
	document.title = rings === 0 ? 'Sandbox phone' : `(${rings}) Ringing · Sandbox phone`;
}

/** A phone of somebody who is called rings. */
export const isRinging = (call: PageCall) =>
	call.type === 'outbound' && phaseOf(call) === 'ringing';

function sentence(call: PageCall): string {
	const own = ownNumber(call);
	switch (phaseOf(call)) {
		case 'connecting':
			return '';
		case 'ringing':
			return isRinging(call)
				? `The phone of ${own} rings. Call from ${otherNumber(call)}.`
				: `You phone ${otherNumber(call)}. It rings.`;
		case 'talking':
			return call.answeredBy === 'voicemail'
				? `Voicemail of ${own} answers.`
				: `${own} is talking.`;
		case 'over':
			return `The call of ${own} is over: ${outcomeOf(call).words}.`;
	}
}
