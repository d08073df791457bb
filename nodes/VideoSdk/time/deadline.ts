/** Aborts once the time is over, whatever is waited for until then. */
export function deadline(milliseconds: number): AbortSignal {
	return AbortSignal.timeout(milliseconds);
}
