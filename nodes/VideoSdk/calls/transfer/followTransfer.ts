import { isFinal, transferStateOf } from '../../../../videosdk/callStatus.ts';
import { Failure } from '../../errors/failure.ts';
import { failureOf, settled } from '../../errors/failureOf.ts';
import { wideningPauses } from '../../time/poll.ts';
import { sleep } from '../../time/sleep.ts';
import type { Api } from '../../api/index.ts';
import type { AcceptedTransfer } from './transferOnce.ts';

/** What came of a transfer. `accepted`: VideoSDK has taken the request, and told nothing more. */
export type TransferResult = 'accepted' | 'transferred' | 'failed' | 'timedOut';

const PAUSES = { firstSeconds: 1, factor: 1.5, longestSeconds: 5 };

/** What is known of a transfer as the call stands. */
export function transferResult({ call, since }: AcceptedTransfer): TransferResult {
	const state = transferStateOf(call, since);
	return state === 'transferred' || state === 'failed' ? state : 'accepted';
}

/**
 * Looks at the call until its transfer is done or has failed, the call is over, or the time is up.
 * A look that fails is no reason to give up, as the transfer goes on all the same.
 *
 * @throws Failure when the workflow was stopped
 */
export async function followTransfer(
	api: Api,
	callId: string,
	accepted: AcceptedTransfer,
	{ waitLimit, signal }: { waitLimit: number; signal?: AbortSignal },
): Promise<AcceptedTransfer & { result: TransferResult }> {
	const deadline = Date.now() + waitLimit * 1000;
	let { call } = accepted;
	const pauses = wideningPauses(PAUSES, deadline);
	for (;;) {
		const result = transferResult({ ...accepted, call });
		// Over without a word on the transfer: then nobody knows whether it came about.
		if (result !== 'accepted' || isFinal(call)) return { ...accepted, call, result };
		const pause = pauses.next();
		if (pause.done) return { ...accepted, call, result: 'timedOut' };
		await sleepUnlessStopped(pause.value * 1000, signal);
		const polled = await settled(api.calls.get(callId));
		if (polled.ok) call = polled.value;
	}
}

async function sleepUnlessStopped(milliseconds: number, signal?: AbortSignal): Promise<void> {
	try {
		await sleep(milliseconds, signal);
	} catch (error) {
		const stopped = new Failure({
			...failureOf(error).facts,
			message: 'The workflow was stopped while the transfer was under way',
			hint: 'VideoSDK has accepted the transfer and goes on with it. Look the call up with the operation Get to learn what came of it.',
			callMayExist: true,
		});
		throw stopped;
	}
}
