import { invalidInput } from '../engine/failure.ts';

/** What a switch says, also where an expression gives it as a text. Undefined = nothing. */
export function switchOf(field: string, value: unknown): boolean | undefined {
	if (typeof value === 'boolean') return value;
	const choice = choiceOf(field, value, ['true', 'false']);
	return choice === undefined ? undefined : choice === 'true';
}

/**
 * Which of its choices a field has, where an expression may give any value. Undefined = none.
 *
 * @throws Failure for what is none of them
 */
export function choiceOf<C extends string>(
	field: string,
	value: unknown,
	choices: readonly C[],
): C | undefined {
	if (value === undefined || value === null || value === '') return undefined;
	const written = typeof value === 'string' ? value : JSON.stringify(value);
	const found = choices.find((choice) => choice.toLowerCase() === written.trim().toLowerCase());
	if (found !== undefined) return found;
	throw invalidInput(field, written, `it must be ${choices.join(' or ')}`);
}
