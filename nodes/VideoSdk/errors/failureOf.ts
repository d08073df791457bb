import { isRecord } from '../../../telephony/isRecord.ts';
import { Stopped } from '../time/sleep.ts';
import { Failure } from './failure.ts';

/** What came of a piece of work, a failure being a result like any other. */
export type Settled<T> = { ok: true; value: T } | { ok: false; failure: Failure };

export async function settled<T>(work: Promise<T>): Promise<Settled<T>> {
	try {
		return { ok: true, value: await work };
	} catch (error) {
		return { ok: false, failure: failureOf(error) };
	}
}

/** What was thrown, as a `Failure`: it is one already, unless it is something that nobody expected. */
export function failureOf(error: unknown): Failure {
	const known = knownFailure(error);
	if (known) return known;
	const hint =
		'This should not happen: please report it. Look into the call list of the VideoSDK dashboard before you dial again.';
	// Nobody expected this, so nobody knows what was sent before.
	return unexpected(error, hint, true);
}

/** What n8n itself reports while an item is made ready: an expression that fails, a missing field. */
export function failureBeforeSending(error: unknown): Failure {
	const known = knownFailure(error);
	return known ?? unexpected(error, 'Check the fields of this item.', false);
}

/** What was expected, the user's Stop among it: that ends a wait, and nothing is sent after it. */
function knownFailure(error: unknown): Failure | undefined {
	if (error instanceof Failure) return error;
	if (!(error instanceof Stopped)) return undefined;
	return new Failure({
		code: 'cancelled',
		message: 'The workflow was stopped before this item was sent',
		hint: 'No phone has rung for this item. Run the workflow again to send it.',
		callMayExist: false,
	});
}

function unexpected(error: unknown, hint: string, callMayExist: boolean): Failure {
	const { message, description } = isRecord(error) ? error : {};
	return new Failure({
		code: 'unexpected',
		message: typeof message === 'string' ? message : 'Something unexpected went wrong',
		hint: [description, hint].filter(Boolean).join(' '),
		callMayExist,
	});
}
