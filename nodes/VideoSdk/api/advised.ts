import { Failure } from '../errors/failure.ts';
import { failureOf } from '../errors/failureOf.ts';

/**
 * Does something with what an item names. What VideoSDK says against it is about that, and so is the
 * advice.
 *
 * @param advice what to do when VideoSDK refuses it, or does not know it
 */
export async function advised<T>(advice: string, work: Promise<T>): Promise<T> {
	try {
		return await work;
	} catch (error) {
		throw withAdvice(failureOf(error), advice);
	}
}

function withAdvice(failure: Failure, advice: string): Failure {
	const isAboutIt = ['refused', 'notFound'].includes(failure.facts.code);
	return isAboutIt ? new Failure({ ...failure.facts, hint: advice }) : failure;
}
