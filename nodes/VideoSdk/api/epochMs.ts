/**
 * A moment as lists are asked for it: in milliseconds since 1970.
 *
 * @param moment as ISO 8601 in UTC; empty = none
 */
export function epochMs(moment = ''): number | undefined {
	return moment === '' ? undefined : Date.parse(moment);
}
