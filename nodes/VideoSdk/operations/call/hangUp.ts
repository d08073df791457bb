import type { Sent } from '../../engine/defineOperation.ts';
import { Failure } from '../../errors/failure.ts';
import { sleep } from '../../time/sleep.ts';
import type { Api } from '../../api/exchange.ts';
import { endCallRequest } from './endCall.ts';
import { lookUpCall } from './lookUpCall.ts';

const LOOK_PAUSES_SECONDS = [0, 1, 3];

/** Ends a call that was placed, be it one that has no name yet. */
export async function hangUp(api: Api, sent: Sent, signal?: AbortSignal): Promise<void> {
	const callId = sent.id ?? (await findToHangUp(api, sent, signal));
	await api.send(endCallRequest(callId));
}

/** A call that was only just on its way may show in the list a moment later. */
async function findToHangUp(api: Api, sent: Sent, signal?: AbortSignal): Promise<string> {
	for (const pause of LOOK_PAUSES_SECONDS) {
		await sleep(pause * 1000, signal);
		const found = await lookUpCall(api, sent);
		if (found) return found.callId;
	}
	throw new Failure({
		code: 'notFound',
		message: "VideoSDK's call list does not show it",
		hint: 'Look for it in the VideoSDK dashboard.',
		callMayExist: true,
	});
}
