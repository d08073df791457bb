import { isRecord } from './call.ts';

export interface Page {
	rows: unknown[];
	hasNext: boolean;
}

/**
 * Reads one page of a list. The API has several envelopes (server SDK, `http/pagination.ts`): the
 * counts under `pageInfo` or `pagination`, under either of two names, or a bare array.
 *
 * @param rowsKey where the rows lie when not under `data`
 * @returns undefined when the answer holds no list: that is not the same as an empty one
 */
export function readPage(answer: unknown, rowsKey = 'data'): Page | undefined {
	if (Array.isArray(answer)) return { rows: answer, hasNext: false };
	if (!isRecord(answer)) return undefined;
	const rows = [answer[rowsKey], answer.data].find(Array.isArray);
	if (!rows) return undefined;
	const info = [answer.pageInfo, answer.pagination].find(isRecord) ?? {};
	const current = Number(info.currentPage ?? info.page);
	const last = Number(info.lastPage ?? info.totalPages);
	return { rows, hasNext: rows.length > 0 && current < last };
}
