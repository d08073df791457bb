import { Failure } from '../errors/failure.ts';
import { pollUntil, wideningPauses } from '../time/poll.ts';

const PAUSES = { firstSeconds: 2, factor: 1.5, longestSeconds: 15 };

interface Awaited<T> {
	/** What VideoSDK says of it now. */
	look: () => Promise<T>;
	isReady: (seen: T) => boolean;
	/** VideoSDK has given up on it. */
	hasFailed: (seen: T) => boolean;
	/** What it is, for messages: `The recording "abc"`. */
	inWords: string;
}

/**
 * Looks at once, and then again and again, until something is ready.
 *
 * @param seconds how long it is waited for; 0 = one look
 * @returns it, as it was seen last
 * @throws Failure `notReady` when it is not ready in time, or never will be
 */
export async function untilReady<T>(
	{ look, isReady, hasFailed, inWords }: Awaited<T>,
	seconds: number,
	signal?: AbortSignal,
): Promise<T> {
	const found = await pollUntil(
		pausesFor(seconds),
		async () => {
			const seen = await look();
			if (hasFailed(seen)) throw notReady(`${inWords} has failed at VideoSDK`, FAILED_HINT);
			return isReady(seen) ? { seen } : undefined;
		},
		signal,
	);
	if (found) return found.seen;
	throw notReady(`${inWords} is not ready, after ${seconds} seconds of waiting`, LATE_HINT);
}

function* pausesFor(seconds: number): Generator<number, void, undefined> {
	yield 0;
	yield* wideningPauses(PAUSES, Date.now() + seconds * 1000);
}

const FAILED_HINT =
	'There will be no file. Look into the VideoSDK dashboard for the reason: the storage that it shall lie in, for one.';
const LATE_HINT =
	'VideoSDK makes the file after the talk is over and the recording has ended: stop it, or try again later, or raise "Wait for It" in the options. When the account stores recordings in a bucket of your own, fetch it there.';

function notReady(message: string, hint: string): Failure {
	return new Failure({ code: 'notReady', message, hint, callMayExist: false });
}
