/** What to do next, for a trigger: the advice is worded for items, and for requests that place calls. */
export function withoutCalls(hint: string): string {
	return hint.replace(/^Nothing was placed\. /, '').replace(' of this item.', '.');
}
