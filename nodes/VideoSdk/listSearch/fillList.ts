import {
	NodeApiError,
	type ILoadOptionsFunctions,
	type INode,
	type INodeListSearchItems,
	type INodeListSearchResult,
} from 'n8n-workflow';
import { isRecord } from '../../../videosdk/call.ts';
import { text } from '../../../videosdk/wire.ts';
import type { FailureFacts } from '../errors/failure.ts';
import { outcomeOf } from '../errors/outcome.ts';
import { readList } from '../api/readList.ts';
import type { Api, ApiRequest } from '../api/exchange.ts';
import { createApi } from '../api/send.ts';

export const CHOICES_PER_PAGE = 50;

/** What a person who opens the list or types into its search is to see. */
export interface ListOrder {
	/** The text in the search; empty = the whole list. */
	search: string;
	page: number;
}

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
	const outcome = await outcomeOf(read(createApi(context), order));
	if (!outcome.ok) throw toListError(context.getNode(), outcome.failure.facts);
	if ('results' in outcome.value) return outcome.value;
	throw toListError(context.getNode(), outcome.value);
}

/** A list of things with a name, which the API itself searches. */
export interface NamedList {
	request(order: ListOrder): ApiRequest;
	/** Where a row may have its id: documents and server SDK differ. */
	idKeys: readonly string[];
	/** What an account is told that has none. */
	none: ListProblem;
}

/** Makes a dropdown of such a list. */
export function searchNamed({ request, idKeys, none }: NamedList) {
	return async function (
		this: ILoadOptionsFunctions,
		filter?: string,
		paginationToken?: string,
	): Promise<INodeListSearchResult> {
		return await fillList(this, filter, paginationToken, async (api, order) => {
			const read = await readChoices(api, request(order), (row) => {
				const id = idKeys.map((key) => text(row[key])).find((found) => found !== undefined);
				return id === undefined ? undefined : namedChoice(text(row.name), id);
			});
			return unlessEmpty(read, order, none);
		});
	};
}

/** One page of a list of the API. */
export async function readChoices(
	api: Api,
	{ path, query }: ApiRequest,
	toChoice: (row: Record<string, unknown>) => INodeListSearchItems | undefined,
): Promise<INodeListSearchResult> {
	const { rows, hasNext } = await readList(api, path, query);
	return {
		results: rows
			.filter(isRecord)
			.map(toChoice)
			.filter((choice) => choice !== undefined),
		paginationToken: hasNext ? String(Number(query?.page) + 1) : undefined,
	};
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
