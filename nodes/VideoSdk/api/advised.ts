import { Failure } from '../errors/failure.ts';
import { failureOf } from '../errors/failureOf.ts';

/** What an item says in fields, by their labels. */
export type GivenFields = Record<string, string | undefined>;

/**
 * Does something with what an item names. What VideoSDK says against it is about that, and so is the
 * advice.
 *
 * @param given the fields that name it
 * @param advice what to do when VideoSDK refuses it, or does not know it
 */
export async function advised<T>(given: GivenFields, advice: string, work: Promise<T>): Promise<T> {
	try {
		return await work;
	} catch (error) {
		throw withAdvice(failureOf(error), adviceOn(given, advice));
	}
}

/** An advice that begins with what came: in a long list, nobody else knows which one it is. */
export function adviceOn(given: GivenFields, advice: string): string {
	const filled = Object.entries(given).filter(([, value]) => value !== undefined);
	return [...filled.map(([field, value]) => `${field} is "${value}".`), advice].join(' ');
}

function withAdvice(failure: Failure, advice: string): Failure {
	const isAboutIt = ['refused', 'notFound'].includes(failure.facts.code);
	return isAboutIt ? new Failure({ ...failure.facts, hint: advice }) : failure;
}
