import { Failure } from '../errors/failure.ts';

/** @param what in the answer is missing, for the message: `the gateway` */
export function withoutWhatWasAskedFor(what: string): Failure {
	return new Failure({
		code: 'unreadableAnswer',
		message: `VideoSDK answered without ${what} that was asked for`,
		hint: 'Try again in a few minutes. If it goes on, ask VideoSDK about it.',
		callMayExist: false,
	});
}
