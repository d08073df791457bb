/** What the server SDK gives a request by default (`http/client.ts`). */
export const REQUEST_TIMEOUT_SECONDS = 30;

/** How long a phone may ring when nobody has said; VideoSDK's own default is not documented. */
const LONGEST_RINGING_SECONDS = 120;

/** What a request takes beside the ringing: until the phone rings, and for the answer. */
const RING_MARGIN_SECONDS = 15;

/**
 * How long VideoSDK may take to answer a request that places a call. Whether it holds the answer
 * back until somebody picks up (`waitUntilAnswered`) is not documented: the request must outlast
 * the ringing, or it is given up before the phone is answered.
 */
export function callTimeoutSeconds(waitsForAnswer: boolean, ringTimeoutSeconds?: number): number {
	if (!waitsForAnswer) return REQUEST_TIMEOUT_SECONDS;
	const ringing = ringTimeoutSeconds ?? LONGEST_RINGING_SECONDS;
	return Math.max(REQUEST_TIMEOUT_SECONDS, ringing + RING_MARGIN_SECONDS);
}
