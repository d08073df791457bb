// Which items are in a batch, as it is kept with an execution: the form never changes.

/** "0-999,1003" for indexes in order. */
export function indexesInWords(indexes: readonly number[]): string {
	const runs: Array<{ from: number; until: number }> = [];
	for (const index of indexes) {
		const last = runs.at(-1);
		if (last && last.until === index - 1) last.until = index;
		else runs.push({ from: index, until: index });
	}
	return runs
		.map(({ from, until }) => (from === until ? String(from) : `${from}-${until}`))
		.join(',');
}

/** The indexes in such a text. */
export function indexesIn(words: string): number[] {
	return words.split(',').flatMap((run) => {
		const [from = NaN, until = from] = run.split('-').map(Number);
		return Array.from({ length: until - from + 1 }, (_, index) => from + index);
	});
}
