/** Whether a list in an answer has these texts and no others, in whatever order. */
export function hasSameTexts(list: unknown, texts: readonly string[] = []): boolean {
	const has: unknown[] = Array.isArray(list) ? list : [];
	return has.length === texts.length && texts.every((text) => has.includes(text));
}
