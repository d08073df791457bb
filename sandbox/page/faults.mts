import type { PageState } from '../control/pageState.mts';
import type { FaultOrder } from '../faults/faultOrder.mts';
import { element } from './element.mts';
import { ask } from './sandbox.mts';
import { part, showIn } from './showIn.mts';

interface Trouble {
	name: string;
	fault: FaultOrder['fault'];
}

const TROUBLES: readonly Trouble[] = [
	{
		name: 'Too many requests (429)',
		fault: {
			...{ kind: 'status', status: 429, headers: { 'Retry-After': '2' } },
			body: { message: 'Too many requests.' },
		},
	},
	{ name: 'Error 500, nobody is called', fault: { kind: 'status', status: 500, body: undefined } },
	{
		name: 'Error 500, though the phone rings',
		fault: { kind: 'status', status: 500, body: undefined, placed: true },
	},
	{ name: 'Connection breaks, nobody is called', fault: { kind: 'reset' } },
	{ name: 'Connection breaks, though the phone rings', fault: { kind: 'reset', placed: true } },
	{
		name: 'Answer comes after 40 seconds',
		fault: { kind: 'stall', seconds: 40, placed: true },
	},
	{ name: 'Half an answer', fault: { kind: 'truncatedJson', placed: true } },
	{ name: "A proxy's error page (502)", fault: { kind: 'html', status: 502 } },
];

/** The next request that asks for a call, whichever way. */
const NEXT_CALL = { method: 'POST', path: '/v2/sip/*' };

/** What a click on the button of a trouble does. */
export async function orderFault(name: string): Promise<void> {
	const fault = TROUBLES.find((trouble) => trouble.name === name)?.fault;
	await say(ask('POST', '/faults', { on: NEXT_CALL, fault }), `Ordered: ${name}.`);
}

export async function cancelFaults(): Promise<void> {
	await say(ask('DELETE', '/faults'), 'Nothing goes wrong with the next call.');
}

export async function breakAccount(): Promise<void> {
	const { value, selectedOptions } = part<HTMLSelectElement>('broken-account');
	const title = selectedOptions[0]?.text ?? value;
	await say(ask('PUT', '/account', { broken: value }), `The account is broken: ${title}.`);
}

export async function resetSandbox(): Promise<void> {
	await say(ask('POST', '/reset'), 'The sandbox is as it was at its start.');
}

/** Says what was done, or why it was not. */
async function say(asked: Promise<string | undefined>, done: string): Promise<void> {
	showIn('fault-answer', (await asked) ?? done);
}

/** Faults of the next call, and of the account, at a click. */
export function showFaults({ faults, brokenAccounts }: PageState): void {
	showIn('fault-count', faults.length === 0 ? '' : `${faults.length} to come`);
	const chosen = part('fault-list').querySelector('select')?.value;
	showIn(
		'fault-list',
		element('h3', {}, 'With the next call'),
		element(
			'div',
			{ class: 'troubles' },
			...TROUBLES.map(({ name }) =>
				element('button', { type: 'button', 'data-do': 'fault', 'data-of': name }, name),
			),
		),
		element(
			'p',
			{ class: 'hint' },
			faults.length === 0
				? 'The next call goes well.'
				: `To come: ${faults.map(({ fault }) => faultWords(fault)).join(', then ')}.`,
		),
		element('button', { type: 'button', 'data-do': 'cancelFaults' }, 'Cancel what is to come'),
		element('h3', {}, 'With the account'),
		element(
			'label',
			{},
			'What is wrong',
			element(
				'select',
				{ id: 'broken-account' },
				...brokenAccounts.map(({ name, title }) => element('option', { value: name }, title)),
			),
		),
		element('button', { type: 'button', 'data-do': 'breakAccount' }, 'Break the account'),
		element('h3', {}, 'Begin anew'),
		element('p', { class: 'hint' }, 'Forgets calls, webhooks and faults, and mends the account.'),
		element('button', { type: 'button', 'data-do': 'reset' }, 'Reset the sandbox'),
	);
	if (chosen !== undefined) part<HTMLSelectElement>('broken-account').value = chosen;
}

const faultWords = (fault: FaultOrder['fault']) =>
	TROUBLES.find((trouble) => JSON.stringify(trouble.fault) === JSON.stringify(fault))?.name ??
	fault.kind;
