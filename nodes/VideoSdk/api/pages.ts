import { readPage, type Page } from '../../../videosdk/page.ts';
import { isRecord, type JsonObject } from '../../../videosdk/wire.ts';
import type { Failure } from '../errors/failure.ts';
import type { ApiAnswer, ApiRequest, Client } from './exchange.ts';
import { withoutWhatWasAskedFor } from './unreadable.ts';

/** How many rows of a list a person is shown at a time. */
export const ROWS_PER_PAGE = 50;

/** Which page of a list, and of which rows. */
export interface ListOrder {
	/** Part of a text in a row; empty = all rows. */
	search: string;
	/** The first is 1. */
	page: number;
}

export type ListPage = Page & Pick<ApiAnswer, 'clockOffset'>;

/**
 * Reads a page of a list.
 *
 * @param rowsKey where the rows lie when not under `data`
 * @throws Failure also when a good answer holds no list: an empty list would be a claim
 */
export async function readList(
	client: Client,
	request: ApiRequest,
	rowsKey?: string,
): Promise<ListPage> {
	return listPageIn(await client.send(request), rowsKey);
}

/** The page in an answer; the parameters and what it throws are those of `readList`. */
export function listPageIn({ body, clockOffset }: ApiAnswer, rowsKey?: string): ListPage {
	const page = readPage(body, rowsKey);
	if (page) return { ...page, clockOffset };
	throw withoutWhatWasAskedFor('the list');
}

interface Turning<P> {
	/** The page to begin with. */
	first?: number;
	/** How many pages are read at most. */
	most?: number;
	/** Whether there may be a page behind this one; without it, what the page itself says. */
	goesOn?: (page: P) => boolean;
	/** Gives what is thrown when there may be more pages than `most`; without it, nothing is. */
	tooLong?: () => Failure;
}

/**
 * Turns the pages of a list. A page is only asked for when the one before was used up: who has seen
 * enough, or the same rows again, breaks off.
 */
export async function* pages<P extends Pick<Page, 'hasNext'>>(
	read: (page: number) => Promise<P>,
	{ first = 1, most = Infinity, goesOn = ({ hasNext }) => hasNext, tooLong }: Turning<P> = {},
): AsyncGenerator<P, void, undefined> {
	for (let page = first; page < first + most; page++) {
		const one = await read(page);
		yield one;
		if (!goesOn(one)) return;
	}
	if (tooLong) throw tooLong();
}

interface RowsWanted {
	/** What a row is known again by; undefined = it is no row of this list. */
	idOf: (row: JsonObject) => string | undefined;
	/** How many rows are wanted at most. */
	most?: number;
}

/**
 * The rows of a list from all its pages, each once: something new that comes meanwhile moves the others
 * on, and one of them shows up again.
 */
export async function listRows(
	read: (page: number) => Promise<Pick<Page, 'rows' | 'hasNext'>>,
	{ idOf, most = Infinity }: RowsWanted,
): Promise<JsonObject[]> {
	const found = new Map<string, JsonObject>();
	for await (const { rows } of pages(read)) {
		const before = found.size;
		for (const row of rows.filter(isRecord)) {
			const id = idOf(row);
			if (id !== undefined) found.set(id, row);
		}
		// A page with nothing new on it means that the list goes round in circles.
		if (found.size === before || found.size >= most) break;
	}
	return [...found.values()].slice(0, most);
}
