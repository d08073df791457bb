import { missingInput, type Failure } from '../errors/failure.ts';

/** What is thrown for an update that would change nothing. */
export function nothingToUpdate(): Failure {
	return missingInput('Update Fields', 'Add what shall change, and fill it in.');
}
