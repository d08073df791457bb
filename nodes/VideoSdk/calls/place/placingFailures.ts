import { Failure } from '../../errors/failure.ts';
import { SkippedByPolicy } from '../policy/skippedByPolicy.ts';
import type { DialPlan } from './dialPlan.ts';
import { numbersChanged } from './numbersChanged.ts';

const FOR_AGENT =
	'Do not call again: the phone may have rung. Tell whoever asked for this call that nobody knows whether it was placed.';

/** A new run knows nothing of this one. */
const RETRY_NOT_EXECUTE =
	'Do not execute the node anew, which would dial: open the tab Executions, and press Retry there.';

/** How a call is spoken of in messages: "the call to +14155550123". */
export const callInWords = ({ address }: Pick<DialPlan, 'address'>) => `the call to ${address}`;

/** Nobody knows whether a call was placed; `cause` is why its answer was lost, or why it was not sent again. */
export function unknownCall({ address, params }: DialPlan, cause: Error): Failure {
	const facts = cause instanceof Failure ? cause.facts : undefined;
	const isSkipped = cause instanceof SkippedByPolicy;
	const why = isSkipped ? `it was not sent again. ${cause.message}` : cause.message;
	const looks =
		'Look for it in the call list of the VideoSDK dashboard. Every retry of this execution looks for it first';
	return new Failure({
		code: 'callUnknown',
		message: `It is unknown whether ${callInWords({ address })} was placed: ${why}`,
		hint:
			params.options.whenUnknown === 'dialAgainIfNotFound'
				? `${looks}, and dials again once in all. ${RETRY_NOT_EXECUTE}`
				: `${looks} and does not dial. ${RETRY_NOT_EXECUTE} To let the retry dial once more when the call is not found, first set Options > If the Result Is Unknown to "Dial Again If Not Found".`,
		forAgent: FOR_AGENT,
		callMayExist: true,
		httpStatus: isSkipped ? undefined : facts?.httpStatus,
		requestId: isSkipped ? undefined : facts?.requestId,
	});
}

/** The same Deduplication Key for two calls is a mistake: the answer of the first is none for the second. */
export function keyOfAnotherCall(plan: DialPlan, wasPlaced: boolean): Failure {
	if (plan.earlierKeys) return numbersChanged(plan.address);
	return new Failure({
		code: 'invalidInput',
		message: `The Deduplication Key "${plan.deduplicationKey}" already stands for another call, so ${callInWords(plan)} was not placed`,
		hint: `Give each call a key of its own.${wasPlaced ? ' That one was placed.' : ''}`,
		callMayExist: false,
	});
}

/** n8n has lost what it did before in this execution. */
export function lostExecution(plan: DialPlan): Failure {
	return new Failure({
		code: 'callUnknown',
		message: `It is unknown whether ${callInWords(plan)} was placed: this execution has run this node before, and n8n has kept nothing of what it did`,
		hint: 'n8n was ended at that time, or the execution was retried before. Look into the call list of the VideoSDK dashboard to see who was called, and run the workflow anew for the others. A retry of this execution does not dial. With a Deduplication Key it dials those who were not called.',
		forAgent: FOR_AGENT,
		callMayExist: true,
	});
}
