/** Aborts once the time is over, whatever is waited for until then. */
export function abortAfter(milliseconds: number): AbortSignal {
	return AbortSignal.timeout(milliseconds);
}

/**
 * Waits for work, but no longer than so many milliseconds. The work itself is not broken off.
 *
 * @param lateError gives what is thrown when the time is over
 */
export async function withDeadline<T>(
	work: Promise<T>,
	milliseconds: number,
	lateError: () => Error,
): Promise<T> {
	const tooLate = abortAfter(milliseconds);
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
