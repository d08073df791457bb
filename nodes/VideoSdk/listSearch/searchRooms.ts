import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { text } from '../../../videosdk/wire.ts';
import type { ListPage } from '../api/pages.ts';
import { fillList, namedChoice, searchPages, toChoices, unlessEmpty } from './fillList.ts';

const NO_ROOMS = {
	message: 'There are no rooms in this VideoSDK account yet',
	hint: 'To phone somebody, choose "New Room for This Call" under Room: the node then makes one. If you know the ID of a room (VideoSDK calls meetings so), choose "By ID" and enter it.',
};

/** Fills the list of rooms: a page at a time, or those whose name or ID has the text in it. */
export async function searchRooms(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await fillList(this, filter, paginationToken, async (api, order) => {
		const read = async (page: number) => toRooms(await api.rooms.page(page), page);
		if (order.search === '') return unlessEmpty(await read(order.page), order, NO_ROOMS);
		const found = await searchPages(order, read);
		if (found.results.length > 0 || found.paginationToken === undefined) return found;
		// The API finds whole IDs only, but on whatever page.
		const { results } = toRooms(await api.rooms.page(1, order.search), 1);
		return { ...found, results };
	});
}

function toRooms(read: ListPage, page: number): INodeListSearchResult {
	return toChoices(read, page, (room) => {
		const roomId = text(room.roomId);
		return roomId === undefined ? undefined : namedChoice(text(room.customRoomId), roomId);
	});
}
