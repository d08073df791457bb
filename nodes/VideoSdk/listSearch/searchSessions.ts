import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';
import { toSessionItem } from '../../../videosdk/session.ts';
import { chosenId } from './chosenId.ts';
import { fillList, searchPages, toChoices, unlessEmpty } from './fillList.ts';

const NO_SESSIONS = {
	message: 'There are no sessions yet: nobody has been in a room',
	hint: 'A session begins when somebody joins a room, as an answered call does. If you know the ID of one, choose "By ID" and enter it.',
};

/** Fills the list of sessions: of the chosen room, or of all; those with a text in room or time. */
export async function searchSessions(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const roomId = chosenId(this, 'roomId');
	return await fillList(this, filter, paginationToken, async (api, order) => {
		const read = async (page: number) =>
			toChoices(await api.sessions.page({ roomId }, page), page, toChoice);
		if (order.search !== '') return await searchPages(order, read);
		return unlessEmpty(await read(order.page), order, NO_SESSIONS);
	});
}

function toChoice(row: Record<string, unknown>): INodeListSearchItems | undefined {
	const { sessionId, roomId, customRoomId, startedAt, status } = toSessionItem(row);
	if (sessionId === undefined) return undefined;
	const when = startedAt?.slice(0, 16).replace('T', ' ');
	const about = [customRoomId ?? roomId, when && `${when} UTC`, status].filter(Boolean);
	return { name: [...about, `(${sessionId})`].join(', ').replace(', (', ' ('), value: sessionId };
}
