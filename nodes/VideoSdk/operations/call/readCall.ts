import { callIn, toCall } from '../../../../videosdk/call.ts';
import { Failure } from '../../errors/failure.ts';
import { outcomeOf } from '../../errors/outcome.ts';
import { readList } from '../../api/readList.ts';
import type { Api, ApiRequest } from '../../api/exchange.ts';

export function readCallRequest(callId: string): ApiRequest {
	return { method: 'GET', path: `/v2/sip/call/${encodeURIComponent(callId)}` };
}

/**
 * Reads one call as VideoSDK describes it. The endpoint for one call is in the server SDK only
 * (`sip.ts`) and in no docs page: where it knows nothing of the call, the list is asked.
 *
 * @throws Failure `notFound` when neither knows the call
 */
export async function readCall(api: Api, callId: string): Promise<Record<string, unknown>> {
	const outcome = await outcomeOf(api.send(readCallRequest(callId)));
	if (outcome.ok) {
		const call = callIn(outcome.value.body);
		if (toCall(call)) return call;
	} else if (outcome.failure.facts.httpStatus !== 404) {
		throw outcome.failure;
	}
	const { rows } = await readList(api, '/v2/sip/call', { id: callId, page: 1, perPage: 10 });
	// Should the filter be ignored one day, some other call must not be taken for this one.
	const found = rows.map(callIn).find((row) => [row.callId, row.id, row._id].includes(callId));
	if (found) return found;
	throw unknownCall(callId);
}

export function unknownCall(callId: string): Failure {
	return new Failure({
		code: 'notFound',
		message: `VideoSDK knows no call with the ID "${callId}"`,
		hint: 'Check the Call ID of this item: it is the "callId" of a call, not its participant, room or session ID. Check also that the credential is of the account that the call belongs to. A call that was placed within the last seconds may not be listed yet.',
		callMayExist: false,
		httpStatus: 404,
	});
}

/**
 * Does something with a call. What VideoSDK says against it is about that call, and so is the advice.
 *
 * @param advice what to do when VideoSDK refuses it
 */
export async function aboutCall<T>(callId: string, advice: string, work: Promise<T>): Promise<T> {
	const outcome = await outcomeOf(work);
	if (outcome.ok) return outcome.value;
	const { facts } = outcome.failure;
	if (facts.code === 'refused') throw new Failure({ ...facts, hint: advice });
	if (facts.code !== 'notFound') throw outcome.failure;
	const { hint } = unknownCall(callId).facts;
	throw new Failure({ ...facts, hint: `${hint} ${advice}` });
}
