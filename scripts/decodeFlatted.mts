/**
 * n8n sends the data of executions in the format of the npm package `flatted`: a JSON array of
 * values, in which each string inside an object or array is the index of another value.
 */
export function decodeFlatted<T>(text: string): T {
	const values = JSON.parse(text) as unknown[];
	const done = new Map<number, unknown>();

	function at(index: number): unknown {
		if (done.has(index)) return done.get(index);
		const value = values[index];
		if (typeof value !== 'object' || value === null) return value;
		const result: Record<string, unknown> = Array.isArray(value)
			? ([] as unknown as Record<string, unknown>)
			: {};
		// Before its members: one of them may refer back to it.
		done.set(index, result);
		for (const [key, member] of Object.entries(value)) {
			result[key] = typeof member === 'string' ? at(Number(member)) : member;
		}
		return result;
	}

	return at(0) as T;
}
