import type { PageState } from '../control/pageState.mts';
import { element } from './element.mts';
import { ask } from './sandbox.mts';
import { part, showIn } from './showIn.mts';

/** The numbers that can be phoned, with the routing rule that says where such a call goes. */
export function showInboundNumbers({ inboundNumbers }: PageState): void {
	showIn(
		'phone-in-to',
		...inboundNumbers.map(({ number, rule }) =>
			element('option', { value: number, 'data-key': number }, `${number} · ${rule}`),
		),
	);
}

/** Phones when the form is sent. */
export function listenToPhoneIn(): void {
	const form = part<HTMLFormElement>('phone-in-form');
	form.addEventListener('submit', async (event) => {
		event.preventDefault();
		const fields = new FormData(form);
		const problem = await ask('POST', '/calls', {
			from: String(fields.get('from')).trim(),
			to: String(fields.get('to') ?? ''),
			isAnswered: fields.get('answered') === 'yes',
		});
		showIn('phone-in-problem', problem ?? '');
		if (problem === undefined) part('phones').scrollIntoView({ block: 'nearest' });
	});
}
