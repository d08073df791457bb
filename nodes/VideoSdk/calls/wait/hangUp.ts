import type { Api } from '../../api/index.ts';
import { Failure } from '../../errors/failure.ts';
import type { SentRequest } from '../../once/ledgerEntry.ts';
import { pollUntil } from '../../time/poll.ts';
import { lookUpCall } from '../lookUp/lookUpCall.ts';

/** A call that was only just on its way may show in the list a moment later. */
const LOOK_UP_PAUSES_SECONDS = [0, 1, 3];

/** Ends a call that was placed, be it one whose ID is not known yet. Throws a Failure. */
export async function hangUp(api: Api, sent: SentRequest, signal?: AbortSignal): Promise<void> {
	const callId = sent.id ?? (await findToHangUp(api, sent, signal));
	await api.calls.end(callId);
}

async function findToHangUp(api: Api, sent: SentRequest, signal?: AbortSignal): Promise<string> {
	const lookUp = async () => await lookUpCall(api, sent);
	const found = await pollUntil(LOOK_UP_PAUSES_SECONDS, lookUp, signal);
	if (found) return found.callId;
	throw new Failure({
		code: 'notFound',
		message: "VideoSDK's call list does not show it",
		hint: 'Look for it in the VideoSDK dashboard.',
		callMayExist: true,
	});
}
