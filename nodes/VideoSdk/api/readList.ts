import { readPage, type Page } from '../../../videosdk/page.ts';
import { Failure } from '../errors/failure.ts';
import type { Api, ApiAnswer, ApiRequest } from './exchange.ts';

/**
 * Reads a page of a list.
 *
 * @throws Failure also when a good answer holds no list: an empty list would be a claim
 */
export async function readList(
	api: Api,
	path: string,
	query: ApiRequest['query'],
	rowsKey?: string,
): Promise<Page & Pick<ApiAnswer, 'clockOffset'>> {
	const { body, clockOffset } = await api.send({ method: 'GET', path, query });
	const page = readPage(body, rowsKey);
	if (page) return { ...page, clockOffset };
	throw new Failure({
		code: 'unreadableAnswer',
		message: 'VideoSDK answered without the list that was asked for',
		hint: 'Try again in a few minutes. If it goes on, ask VideoSDK about it.',
		callMayExist: false,
	});
}
