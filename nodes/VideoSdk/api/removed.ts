import { failureOf } from '../errors/failureOf.ts';

/**
 * Whether there was what is removed. That it is gone already is no error: the answer to the request before
 * may have been lost.
 */
export async function removed(sending: Promise<unknown>): Promise<boolean> {
	try {
		await sending;
		return true;
	} catch (error) {
		const failure = failureOf(error);
		if (failure.facts.httpStatus === 404) return false;
		throw failure;
	}
}
