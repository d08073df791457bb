import type { PageCall, PageState } from '../control/pageState.mts';
import { otherNumber, outcomeOf, ownNumber, phaseOf } from './callWords.mts';
import { element } from './element.mts';
import { showIn } from './showIn.mts';
import { timeOf } from './times.mts';

/** The latest calls, to choose one from. */
export function showCallList(state: PageState, chosen: PageCall | undefined): void {
	const { calls, callCount } = state;
	const left = callCount - calls.length;
	showIn('call-count', String(callCount));
	showIn(
		'call-list',
		element(
			'ul',
			{ class: 'plain', role: 'list' },
			...calls.map((call) =>
				element(
					'li',
					{ 'data-key': call.callId },
					element(
						'button',
						{
							...{ type: 'button', class: 'choice', 'data-do': 'show', 'data-of': call.callId },
							'aria-pressed': String(call.callId === chosen?.callId),
						},
						timeOf(call.placedAt),
						element('span', { class: 'grow' }, title(call)),
						element('span', { class: 'status' }, statusWords(call)),
					),
				),
			),
		),
		element('p', { class: 'hint' }, left > 0 ? `And ${left} before these.` : ''),
	);
}

const title = (call: PageCall) =>
	call.type === 'inbound' ? `${ownNumber(call)} phones ${otherNumber(call)}` : ownNumber(call);

const statusWords = (call: PageCall) =>
	phaseOf(call) === 'over' ? outcomeOf(call).words : call.status;
