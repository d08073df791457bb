import { readPage, type Page } from '../../../videosdk/page.ts';
import { Failure } from '../errors/failure.ts';
import type { ApiAnswer, ApiRequest, Client } from './exchange.ts';

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
	const { body, clockOffset } = await client.send(request);
	const page = readPage(body, rowsKey);
	if (page) return { ...page, clockOffset };
	throw new Failure({
		code: 'unreadableAnswer',
		message: 'VideoSDK answered without the list that was asked for',
		hint: 'Try again in a few minutes. If it goes on, ask VideoSDK about it.',
		callMayExist: false,
	});
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
