import { z } from 'zod';

/** A time in a query. */
export const epochMs = z
	.string()
	.regex(/^\d{1,15}$/, 'must be a time in epoch milliseconds')
	.transform(Number)
	.optional();
