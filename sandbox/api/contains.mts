/** Whether a text is in one of several: searching is case-insensitive in all lists of the docs. */
export function contains(search = '', ...values: string[]): boolean {
	return values.some((value) => value.toLowerCase().includes(search.toLowerCase()));
}
