import { createHash } from 'node:crypto';

const BYTES = 16;

/** A short, stable stand-in for a value that JSON can write. Stored with executions: it never changes. */
export function fingerprint(value: unknown): string {
	// Part of a longer text would keep all of it in memory.
	return createHash('sha256').update(JSON.stringify(value)).digest().toString('hex', 0, BYTES);
}
