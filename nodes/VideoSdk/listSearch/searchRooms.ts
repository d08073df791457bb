import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';
import { isRecord } from '../../../protocol/call.ts';
import { toNodeError } from '../engine/nodeError.ts';
import { outcomeOf } from '../engine/outcome.ts';
import { readList } from '../transport/readList.ts';
import { createApi, type Api } from '../transport/send.ts';

const ROOMS_PER_PAGE = 50;
/** How many pages one search reads before it shows what it has and offers to go on. */
const PAGES_PER_SEARCH = 5;

/** Fills the list of meetings: a page at a time, or those whose name or ID has the text in it. */
export async function searchRooms(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const api = createApi(this);
	const firstPage = Number(paginationToken ?? 1);
	const outcome = await outcomeOf(
		filter ? search(api, filter, firstPage) : readRooms(api, firstPage),
	);
	if (outcome.ok) return outcome.value;
	throw toNodeError(this.getNode(), outcome.failure);
}

/** The API finds exact IDs only (`query`), so a part of a name is looked for here. */
async function search(api: Api, filter: string, firstPage: number): Promise<INodeListSearchResult> {
	const wanted = filter.trim().toLowerCase();
	const results: INodeListSearchItems[] = [];
	let page = firstPage;
	let next: string | undefined;
	do {
		const read = await readRooms(api, page++);
		results.push(...read.results.filter(({ name }) => name.toLowerCase().includes(wanted)));
		next = read.paginationToken as string | undefined;
	} while (next && results.length === 0 && page < firstPage + PAGES_PER_SEARCH);
	if (results.length === 0 && next) {
		const exact = await readRooms(api, 1, filter.trim());
		return { results: exact.results, paginationToken: next };
	}
	return { results, paginationToken: next };
}

async function readRooms(api: Api, page: number, query?: string): Promise<INodeListSearchResult> {
	const { rows, hasNext } = await readList(api, '/v2/rooms', {
		page,
		perPage: ROOMS_PER_PAGE,
		query,
	});
	return {
		results: rows.filter(isRecord).flatMap(toChoice),
		paginationToken: hasNext ? String(page + 1) : undefined,
	};
}

function toChoice(room: Record<string, unknown>): INodeListSearchItems[] {
	const { roomId, customRoomId } = room;
	if (typeof roomId !== 'string' || roomId === '') return [];
	const name =
		typeof customRoomId === 'string' && customRoomId !== '' && customRoomId !== roomId
			? `${customRoomId} (${roomId})`
			: roomId;
	return [{ name, value: roomId }];
}
