import { hash } from 'node:crypto';

const BYTES = 16;
/** What a hash is written into, to be read as hexadecimal digits. */
const digest = Buffer.alloc(32);

/** A short, stable stand-in for a value that JSON can write. Stored with executions: it never changes. */
export function fingerprint(value: unknown): string {
	// A hash object for each, or a buffer, costs twice as much; part of a longer text would keep all of it.
	digest.write(hash('sha256', JSON.stringify(value), 'binary'), 'binary');
	return digest.toString('hex', 0, BYTES);
}
