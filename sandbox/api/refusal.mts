import { z } from 'zod';

/**
 * Thrown by any route to answer with an error. The body is `{ "message": ... }`: the key that the
 * vendor's SDK looks at first (src/http/errors.ts); the real service documents no error bodies.
 */
export class Refusal extends Error {
	readonly status: number;

	constructor(status: number, message: string) {
		super(message);
		this.status = status;
	}
}

/** Checks a value against a schema, or refuses with 400 and a sentence that names every field. */
export function checked<T extends z.ZodTypeAny>(schema: T, value: unknown): z.output<T> {
	const result = schema.safeParse(value);
	if (result.success) return result.data;
	throw new Refusal(400, result.error.issues.map(sentence).join(' '));
}

function sentence(issue: z.ZodIssue): string {
	const field = issue.path.join('.');
	if (issue.code === 'unrecognized_keys') {
		const names = issue.keys.map((key) => `"${field ? `${field}.` : ''}${key}"`).join(', ');
		return `Unknown field ${names}.`;
	}
	if (issue.code === 'invalid_type' && issue.received === 'undefined') {
		return field ? `"${field}" is required.` : 'A JSON body is required.';
	}
	return field ? `"${field}": ${issue.message}.` : `${issue.message}.`;
}
