import { Failure } from '../errors/failure.ts';
import { failureOf } from '../errors/failureOf.ts';

/**
 * Starts something at VideoSDK that is no call. What is said of calls when that fails does not fit here.
 *
 * @param what is started, for messages: `The recording`
 * @param advice what to do when VideoSDK refuses it, or does not know what it is about
 */
export async function startedOnce<T>(what: string, advice: string, work: Promise<T>): Promise<T> {
	try {
		return await work;
	} catch (error) {
		throw withAdvice(failureOf(error), `${what} may have been started`, advice, 'started');
	}
}

/** The same for what is made at VideoSDK. */
export async function createdOnce<T>(what: string, advice: string, work: Promise<T>): Promise<T> {
	try {
		return await work;
	} catch (error) {
		throw withAdvice(failureOf(error), `${what} may have been created`, advice, 'created');
	}
}

function withAdvice(
	{ facts }: Failure,
	mayHaveBeen: string,
	advice: string,
	done: 'started' | 'created',
): Failure {
	const hint = facts.hint.replace('Nothing was placed. ', `Nothing was ${done}. `);
	if (facts.code === 'cancelled' && !facts.callMayExist) return new Failure(facts);
	if (facts.callMayExist) {
		const again = done === 'started' ? 'start' : 'create';
		const unknown = `${mayHaveBeen} all the same: look with Get Many before you ${again} another. `;
		return new Failure({ ...facts, hint: unknown + hint });
	}
	const isAboutIt = ['refused', 'notFound'].includes(facts.code);
	return new Failure({ ...facts, hint: isAboutIt ? advice : hint });
}
