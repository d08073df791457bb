/** Aborts once the time is over, whatever is waited for until then. */
export function abortAfter(milliseconds: number): AbortSignal {
	return AbortSignal.timeout(milliseconds);
}

/** So much too late a deadline may come: those that come about then are one. */
const MOST_LATE_MS = 1000;

/** Signals of deadlines by the number of their second. */
const ofSecond = new Map<number, AbortSignal>();

/** Node keeps each such signal until its time is over: in a long list that would be thousands. */
function abortAbout(milliseconds: number): AbortSignal {
	const now = performance.now();
	const second = Math.ceil((now + milliseconds) / MOST_LATE_MS);
	const known = ofSecond.get(second);
	if (known) return known;
	const signal = abortAfter(Math.ceil(second * MOST_LATE_MS - now));
	ofSecond.set(second, signal);
	signal.addEventListener('abort', () => ofSecond.delete(second));
	return signal;
}

/**
 * Waits for work, but no longer than so many milliseconds and a second. The work itself is not broken off.
 *
 * @param lateError gives what is thrown when the time is over
 */
export async function withDeadline<T>(
	work: Promise<T>,
	milliseconds: number,
	lateError: () => Error,
): Promise<T> {
	const tooLate = abortAbout(milliseconds);
	let stop = () => {};
	const late = new Promise<never>((_resolve, reject) => {
		stop = () => reject(lateError());
	});
	tooLate.addEventListener('abort', stop);
	try {
		return await Promise.race([work, late]);
	} finally {
		// As long as somebody listens, Node keeps the signal and all that hangs on it until its time is over.
		tooLate.removeEventListener('abort', stop);
	}
}
