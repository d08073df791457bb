import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { withoutStop } from '../../api/client.ts';
import { createApi } from '../../api/index.ts';
import { failureOf } from '../../errors/failureOf.ts';
import type { SentRequest } from '../../once/ledgerEntry.ts';
import { mapInPool } from '../../time/pool.ts';
import { sleep } from '../../time/sleep.ts';
import { hangsUpOnStop, type WaitParams } from '../fields/waitParams.ts';
import { hangUp } from './hangUp.ts';

/** Hanging up must be quick: the user has pressed Stop. */
const HUNG_UP_AT_ONCE = 20;
const LONGEST_HANGING_UP_SECONDS = 1.5;

/** A call that was placed before the workflow was stopped. */
export interface StoppedCall {
	params: WaitParams;
	/** The item as far as it is known, or undefined when the answer was lost. */
	item: IDataObject | undefined;
	sent: SentRequest;
	/** "the call to +14155550123" */
	inWords: string;
	mask<T>(value: T): T;
}

/** Hangs up what was placed, where the user wants that of a workflow that is stopped. */
export async function hangUpOnStop(
	{ context }: { context: IExecuteFunctions },
	calls: readonly StoppedCall[],
): Promise<void> {
	const toHangUp = calls.filter(({ params }) => hangsUpOnStop(params));
	if (toHangUp.length === 0) return;
	// n8n breaks off whatever is sent on the stopped execution's behalf.
	const api = createApi(withoutStop(context));
	const hangingUp = mapInPool(toHangUp, HUNG_UP_AT_ONCE, async ({ item, sent, inWords, mask }) => {
		if (item?.endedAt !== undefined) return;
		try {
			await hangUp(api, sent);
		} catch (error) {
			const { message } = failureOf(error);
			context.logger.warn(mask(`Stopped, but ${inWords} was not hung up: ${message}`));
		}
	});
	// Stop does not wait for a service that is slow: what is not hung up by then is later.
	await Promise.race([hangingUp, sleep(LONGEST_HANGING_UP_SECONDS * 1000)]);
}
