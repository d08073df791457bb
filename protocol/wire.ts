/** How single values are read out of an answer. Whatever is not what it should be reads as absent. */

export function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function text(value: unknown): string | undefined {
	return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The last moment that a JavaScript `Date` can hold. */
const LAST_MOMENT_MS = 8.64e15;

/** A moment in milliseconds since 1970. The API writes ISO texts; a number is taken for milliseconds. */
export function moment(value: unknown): number | undefined {
	const at = typeof value === 'number' ? value : Date.parse(text(value) ?? '');
	return Math.abs(at) <= LAST_MOMENT_MS ? at : undefined;
}

export function isoText(at: number | undefined): string | undefined {
	return at === undefined ? undefined : new Date(at).toISOString();
}
