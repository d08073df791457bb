import { Failure } from '../errors/failure.ts';
import { failureOf, settled } from '../errors/failureOf.ts';

/**
 * Makes something that is not asked for a second time when the answer was lost: it is looked for instead.
 *
 * @param create gives undefined when VideoSDK answers without what was made
 * @returns undefined when that is so, and it is not found
 */
export async function createdOrFound<T>(
	create: () => Promise<T | undefined>,
	find: () => Promise<T | undefined>,
): Promise<T | undefined> {
	let lost: Failure | undefined;
	try {
		const created = await create();
		if (created !== undefined) return created;
	} catch (error) {
		lost = failureOf(error);
		if (!lost.facts.callMayExist) throw lost;
	}
	const found = await settled(find());
	if (found.ok && found.value !== undefined) return found.value;
	if (lost) throw lost;
	if (!found.ok) throw found.failure;
	return undefined;
}
