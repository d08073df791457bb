import {
	NodeApiError,
	type ILoadOptionsFunctions,
	type INode,
	type INodeListSearchItems,
	type INodeListSearchResult,
} from 'n8n-workflow';
import { isRecord, text, textUnder, type JsonObject } from '../../../videosdk/wire.ts';
import type { FailureFacts } from '../errors/failure.ts';
import { failureOf } from '../errors/failureOf.ts';
import { createApi, type Api } from '../api/index.ts';
import { pages, type ListOrder, type ListPage } from '../api/pages.ts';

/** How many pages one search reads before it shows what it has and offers to go on. */
const PAGES_PER_SEARCH = 5;

/** What an error in a dropdown says: what is wrong, and what to do next. */
export type ListProblem = Pick<FailureFacts, 'message' | 'hint' | 'httpStatus'>;

/**
 * Fills a dropdown with what `read` finds.
 *
 * @param read gives the choices, or why there are none at all. A search that finds nothing needs no
 * explanation: n8n says "No results"
 */
export async function fillList(
	context: ILoadOptionsFunctions,
	filter: string | undefined,
	paginationToken: string | undefined,
	read: (api: Api, order: ListOrder) => Promise<INodeListSearchResult | ListProblem>,
): Promise<INodeListSearchResult> {
	const order = { search: filter?.trim() ?? '', page: Number(paginationToken ?? 1) };
	let found: INodeListSearchResult | ListProblem;
	try {
		found = await read(createApi(context), order);
	} catch (error) {
		throw toListError(context.getNode(), failureOf(error).facts);
	}
	if ('results' in found) return found;
	throw toListError(context.getNode(), found);
}

/** A list of things with a name, which the API itself searches. */
export interface NamedList {
	/** @param context tells what other fields of the form say */
	page(api: Api, order: ListOrder, context: ILoadOptionsFunctions): Promise<ListPage>;
	/** Where a row may have its id: documents and server SDK differ. */
	idKeys: readonly string[];
	/** What a row is called; without it, by its `name`. */
	nameOf?: (row: JsonObject) => string | undefined;
	/** What an account is told that has none. */
	none: ListProblem;
}

/** Makes a dropdown of such a list. */
export function searchNamed({ page, idKeys, nameOf = ({ name }) => text(name), none }: NamedList) {
	return async function (
		this: ILoadOptionsFunctions,
		filter?: string,
		paginationToken?: string,
	): Promise<INodeListSearchResult> {
		return await fillList(this, filter, paginationToken, async (api, order) => {
			const read = toChoices(await page(api, order, this), order.page, (row) => {
				const id = textUnder(row, idKeys);
				return id === undefined ? undefined : namedChoice(nameOf(row), id);
			});
			return unlessEmpty(read, order, none);
		});
	};
}

/** @param page the number of the one that was read */
export function toChoices(
	{ rows, hasNext }: ListPage,
	page: number,
	toChoice: (row: JsonObject) => INodeListSearchItems | undefined,
): INodeListSearchResult {
	return {
		results: rows
			.filter(isRecord)
			.map(toChoice)
			.filter((choice) => choice !== undefined),
		paginationToken: hasNext ? String(page + 1) : undefined,
	};
}

/** The choices with a text in their name, of a list in which the API itself finds no part of one. */
export async function searchPages(
	{ search, page: first }: ListOrder,
	read: (page: number) => Promise<INodeListSearchResult>,
): Promise<INodeListSearchResult> {
	const wanted = search.toLowerCase();
	const results: INodeListSearchItems[] = [];
	let next: INodeListSearchResult['paginationToken'];
	const readPage = async (page: number) => {
		const found = await read(page);
		return { ...found, hasNext: found.paginationToken !== undefined };
	};
	for await (const found of pages(readPage, { first, most: PAGES_PER_SEARCH })) {
		results.push(...found.results.filter(({ name }) => name.toLowerCase().includes(wanted)));
		next = found.paginationToken;
		if (results.length > 0) break;
	}
	return { results, paginationToken: next };
}

/** What was read; or, when a list has nothing in it although nothing was searched for, the problem. */
export function unlessEmpty(
	read: INodeListSearchResult,
	{ search, page }: ListOrder,
	problem: ListProblem,
): INodeListSearchResult | ListProblem {
	const isEmpty = read.results.length === 0 && read.paginationToken === undefined;
	return isEmpty && search === '' && page === 1 ? problem : read;
}

/** Two things may have the same name. */
export function namedChoice(name: string | undefined, id: string): INodeListSearchItems {
	return { name: name === undefined || name === id ? id : `${name} (${id})`, value: id };
}

/** Of an error the dropdown shows the message alone, so the message says what to do as well. */
function toListError(node: INode, problem: ListProblem): NodeApiError {
	const { httpStatus } = problem;
	const message = `${problem.message}. ${problem.hint}`;
	const httpCode = httpStatus === undefined ? undefined : String(httpStatus);
	const error = new NodeApiError(node, { message }, { message, httpCode });
	// n8n words anew whatever looks like a network error; and a trace of our files helps nobody.
	return Object.assign(error, { message, description: null, messages: [], stack: '' });
}
