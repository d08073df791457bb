import type { PageCall } from '../control/pageState.mts';
import { part } from './showIn.mts';

type Action = PageCall['actions'][number];

const KEYS: Readonly<Record<string, Action>> = { a: 'answer', d: 'reject', h: 'hangup' };

/** A, D and H, for the phone that has the focus, or else for the only one that can do so. */
export function listenToKeys(
	calls: () => readonly PageCall[],
	onAction: (callId: string, action: Action) => void,
): void {
	document.addEventListener('keydown', (event) => {
		const action = KEYS[event.key.toLowerCase()];
		const isOn = part<HTMLInputElement>('keys').checked;
		if (!action || !isOn || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
		const target = event.target instanceof Element ? event.target : document.body;
		if (target.closest('input, select, textarea')) return;
		const able = calls().filter(({ actions }) => actions.includes(action));
		const focused = target.closest<HTMLElement>('.phone')?.dataset.call;
		const chosen = able.find(({ callId }) => callId === focused) ?? only(able);
		if (chosen) onAction(chosen.callId, action);
	});
}

const only = (calls: readonly PageCall[]) => (calls.length === 1 ? calls[0] : undefined);
