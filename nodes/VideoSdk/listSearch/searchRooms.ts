import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';
import { text } from '../../../videosdk/wire.ts';
import type { Api } from '../api/index.ts';
import { pages, type ListOrder, type ListPage } from '../api/pages.ts';
import { fillList, namedChoice, toChoices, unlessEmpty } from './fillList.ts';

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
		const read = toRooms(await api.rooms.page(order.page), order.page);
		return unlessEmpty(read, order, NO_ROOMS);
	});
}

/** The API finds exact IDs only (`query`), so a part of a name is looked for here. */
async function search(api: Api, order: ListOrder): Promise<INodeListSearchResult> {
	const wanted = order.search.toLowerCase();
	const results: INodeListSearchItems[] = [];
	let next: INodeListSearchResult['paginationToken'];
	const turning = { first: order.page, most: PAGES_PER_SEARCH };
	const readPage = async (page: number) => {
		const read = await api.rooms.page(page);
		return { ...toRooms(read, page), hasNext: read.hasNext };
	};
	for await (const read of pages(readPage, turning)) {
		results.push(...read.results.filter(({ name }) => name.toLowerCase().includes(wanted)));
		next = read.paginationToken;
		if (results.length > 0) break;
	}
	if (results.length === 0 && next) {
		const exact = toRooms(await api.rooms.page(1, order.search), 1);
		return { results: exact.results, paginationToken: next };
	}
	return { results, paginationToken: next };
}

function toRooms(read: ListPage, page: number): INodeListSearchResult {
	return toChoices(read, page, (room) => {
		const roomId = text(room.roomId);
		return roomId === undefined ? undefined : namedChoice(text(room.customRoomId), roomId);
	});
}
