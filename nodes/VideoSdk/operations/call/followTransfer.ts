import { isFinal, transferStateOf } from '../../../../videosdk/callStatus.ts';
import { Failure } from '../../errors/failure.ts';
import { outcomeOf } from '../../errors/outcome.ts';
import { sleep } from '../../time/sleep.ts';
import type { Api } from '../../api/exchange.ts';
import { readCall } from './readCall.ts';
import type { AcceptedTransfer } from './transferOnce.ts';

/** What came of a transfer. `accepted`: VideoSDK has taken the request, and told nothing more. */
export type TransferResult = 'accepted' | 'transferred' | 'failed' | 'timedOut';

const FIRST_PAUSE_SECONDS = 1;
const LONGEST_PAUSE_SECONDS = 5;
/** Each pause is this much longer than the one before. */
const WIDENING = 1.5;

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
	for (
		let pause = FIRST_PAUSE_SECONDS;
		;
		pause = Math.min(pause * WIDENING, LONGEST_PAUSE_SECONDS)
	) {
		const result = transferResult({ ...accepted, call });
		// Over without a word on the transfer: then nobody knows whether it came about.
		if (result !== 'accepted' || isFinal(call)) return { ...accepted, call, result };
		const left = deadline - Date.now();
		if (left <= 0) return { ...accepted, call, result: 'timedOut' };
		await restUnlessStopped(Math.min(pause * 1000, left), signal);
		const look = await outcomeOf(readCall(api, callId));
		if (look.ok) call = look.value;
	}
}

async function restUnlessStopped(milliseconds: number, signal?: AbortSignal): Promise<void> {
	const outcome = await outcomeOf(sleep(milliseconds, signal));
	if (outcome.ok) return;
	throw new Failure({
		...outcome.failure.facts,
		message: 'The workflow was stopped while the transfer was under way',
		hint: 'VideoSDK has accepted the transfer and goes on with it. Look the call up with the operation Get to learn what came of it.',
		callMayExist: true,
	});
}
