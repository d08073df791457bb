/** The text in a field without the space around it. An expression may give a number, or nothing at all. */
export function fieldText(value: unknown): string {
	return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
}
