import { Failure } from '../errors/failure.ts';
import { failureOf } from '../errors/failureOf.ts';

export function noSuchCall(callId: string): Failure {
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
	try {
		return await work;
	} catch (error) {
		throw withAdvice(failureOf(error), callId, advice);
	}
}

function withAdvice(failure: Failure, callId: string, advice: string): Failure {
	const { facts } = failure;
	if (facts.code === 'refused') return new Failure({ ...facts, hint: advice });
	if (facts.code !== 'notFound') return failure;
	const { hint } = noSuchCall(callId).facts;
	return new Failure({ ...facts, hint: `${hint} ${advice}` });
}
