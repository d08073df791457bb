import { Failure } from './failure.ts';

/** What came of a piece of work, a failure being a result like any other. */
export type Outcome<T> = { ok: true; value: T } | { ok: false; failure: Failure };

export async function outcomeOf<T>(work: Promise<T>): Promise<Outcome<T>> {
	try {
		return { ok: true, value: await work };
	} catch (error) {
		if (error instanceof Failure) return { ok: false, failure: error };
		const hint =
			'This should not happen: please report it. Look into the call list of the VideoSDK dashboard before you dial again.';
		// Nobody expected this, so nobody knows what was sent before.
		return { ok: false, failure: unexpected(error, hint, true) };
	}
}

/** What n8n itself reports while an item is made ready: an expression that fails, a missing field. */
export function beforeSending(error: unknown): Failure {
	if (error instanceof Failure) return error;
	return unexpected(error, 'Check the fields of this item. No phone has rung for it.', false);
}

function unexpected(error: unknown, hint: string, callMayExist: boolean): Failure {
	const { message, description } = error as { message?: string; description?: string | null };
	return new Failure({
		code: 'unexpected',
		message: message ?? 'Something unexpected went wrong',
		hint: [description, hint].filter(Boolean).join(' '),
		callMayExist,
	});
}
