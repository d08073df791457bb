/** A table in Markdown whose columns stand under each other in a terminal too. */
export function tableOf(head: readonly string[], rows: ReadonlyArray<readonly string[]>): string {
	const widths = head.map((title, column) =>
		Math.max(title.length, ...rows.map((row) => (row[column] ?? '').length)),
	);
	// Numbers end under each other; the first column is words.
	const pad = (text: string, column: number) =>
		column === 0 ? text.padEnd(widths[0] ?? 0) : text.padStart(widths[column] ?? 0);
	const line = (cells: readonly string[]) => `| ${cells.map(pad).join(' | ')} |`;
	const rule = widths.map((width, column) =>
		column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`,
	);
	return [line(head), `| ${rule.join(' | ')} |`, ...rows.map(line)].join('\n');
}
