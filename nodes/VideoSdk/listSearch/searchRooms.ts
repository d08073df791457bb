import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';
import { text } from '../../../videosdk/wire.ts';
import type { Api, ApiRequest } from '../api/exchange.ts';
import {
	CHOICES_PER_PAGE,
	fillList,
	namedChoice,
	readChoices,
	unlessEmpty,
	type ListOrder,
} from './fillList.ts';

/** How many pages one search reads before it shows what it has and offers to go on. */
const PAGES_PER_SEARCH = 5;

const NO_ROOMS = {
	message: 'There are no meetings in this VideoSDK account yet',
	hint: 'To phone somebody, choose "New Meeting for This Call" under Put Call Into: the node then makes one. If you know the ID of a room (VideoSDK calls meetings so), choose "By ID" and enter it.',
};

/** Fills the list of meetings: a page at a time, or those whose name or ID has the text in it. */
export async function searchRooms(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await fillList(this, filter, paginationToken, async (api, order) => {
		if (order.search !== '') return await search(api, order);
		return unlessEmpty(await readRooms(api, order.page), order, NO_ROOMS);
	});
}

export function listRoomsRequest(page: number, query?: string) {
	return {
		method: 'GET',
		path: '/v2/rooms',
		query: { page, perPage: CHOICES_PER_PAGE, query },
	} satisfies ApiRequest;
}

/** The API finds exact IDs only (`query`), so a part of a name is looked for here. */
async function search(api: Api, order: ListOrder): Promise<INodeListSearchResult> {
	const wanted = order.search.toLowerCase();
	const results: INodeListSearchItems[] = [];
	let { page } = order;
	let next: string | undefined;
	do {
		const read = await readRooms(api, page++);
		results.push(...read.results.filter(({ name }) => name.toLowerCase().includes(wanted)));
		next = read.paginationToken as string | undefined;
	} while (next && results.length === 0 && page < order.page + PAGES_PER_SEARCH);
	if (results.length === 0 && next) {
		const exact = await readRooms(api, 1, order.search);
		return { results: exact.results, paginationToken: next };
	}
	return { results, paginationToken: next };
}

async function readRooms(api: Api, page: number, query?: string): Promise<INodeListSearchResult> {
	return await readChoices(api, listRoomsRequest(page, query), (room) => {
		const roomId = text(room.roomId);
		return roomId === undefined ? undefined : namedChoice(text(room.customRoomId), roomId);
	});
}
