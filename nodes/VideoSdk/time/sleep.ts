import { sleep } from 'n8n-workflow';
import { Failure } from '../errors/failure.ts';

/**
 * Waits, and stops waiting as soon as the user stops the workflow.
 *
 * @throws Failure `cancelled` when the workflow was stopped
 */
export async function rest(milliseconds: number, signal?: AbortSignal): Promise<void> {
	throwIfCancelled(signal);
	if (milliseconds <= 0) return;
	let stop = () => {};
	const stopped = new Promise<void>((resolve) => {
		stop = resolve;
		signal?.addEventListener('abort', stop);
	});
	// n8n-workflow 2.41.0 has no sleep that can be aborted: its timer is left to run out unheard.
	await Promise.race([sleep(milliseconds), stopped]);
	signal?.removeEventListener('abort', stop);
	throwIfCancelled(signal);
}

/** @throws Failure `cancelled` when the workflow was stopped */
export function throwIfCancelled(signal?: AbortSignal): void {
	if (!signal?.aborted) return;
	throw new Failure({
		code: 'cancelled',
		message: 'The workflow was stopped before this item was sent',
		hint: 'No phone has rung for this item. Run the workflow again to send it.',
		callMayExist: false,
	});
}
