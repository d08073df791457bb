import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';
import { sessionIdIn, toParticipantItem } from '../../../videosdk/session.ts';
import { chosenId } from './chosenId.ts';
import { fillList, namedChoice, searchPages, toChoices, unlessEmpty } from './fillList.ts';

const NO_ROOM = {
	message: 'Choose a room first: this list shows who is in it',
	hint: 'Where the room is an expression, choose "By ID" and give the participant by an expression, too.',
};

const NOBODY = {
	message: 'Nobody is in this room now',
	hint: 'Only who is in the room can be removed. If you know the ID of a participant, choose "By ID" and enter it.',
};

/** Fills the list of those that are in the chosen room now. */
export async function searchParticipants(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const roomId = chosenId(this, 'roomId');
	return await fillList(this, filter, paginationToken, async (api, order) => {
		if (roomId === undefined) return NO_ROOM;
		const sessionId = sessionIdIn((await api.sessions.ongoing(roomId)) ?? {});
		if (sessionId === undefined) return unlessEmpty({ results: [] }, order, NOBODY);
		const read = async (page: number) =>
			toChoices(await api.sessions.participantsPage(sessionId, 'active', page), page, toChoice);
		if (order.search !== '') return await searchPages(order, read);
		return unlessEmpty(await read(order.page), order, NOBODY);
	});
}

function toChoice(row: Record<string, unknown>): INodeListSearchItems | undefined {
	const { participantId, name } = toParticipantItem(row);
	return participantId === undefined ? undefined : namedChoice(name, participantId);
}
