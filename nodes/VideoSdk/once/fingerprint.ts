import { createHash } from 'node:crypto';

const CHARACTERS = 32;

/** A short, stable stand-in for a value that JSON can write. Stored with executions: it never changes. */
export function fingerprint(value: unknown): string {
	return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, CHARACTERS);
}
