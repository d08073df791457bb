import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';
import { text, type JsonObject } from '../../../videosdk/wire.ts';
import { chosenId } from './chosenId.ts';
import { fillList, namedChoice, unlessEmpty } from './fillList.ts';

const NO_AGENT = {
	message: 'There is no voice agent yet whose versions could be listed',
	hint: 'Choose the Voice Agent first and open this list again. If you know the version, choose "By ID" and enter it.',
};
const NO_VERSIONS = {
	message: 'VideoSDK tells of no versions of this voice agent',
	hint: 'Leave the field empty for the version that was deployed last. If you know the version, choose "By ID" and enter it.',
};

/** Fills the list of the versions of the chosen voice agent. */
export async function searchAgentVersions(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await fillList(this, filter, paginationToken, async (api, order) => {
		const agentId = chosenId(this, 'agentId') ?? chosenId(this, 'options.agentId');
		if (agentId === undefined) return NO_AGENT;
		const wanted = order.search.toLowerCase();
		const choices = (await api.agents.versions(agentId)).flatMap(toChoice);
		const results = choices.filter(({ name }) => name.toLowerCase().includes(wanted));
		return unlessEmpty({ results }, order, NO_VERSIONS);
	});
}

function toChoice(version: JsonObject): INodeListSearchItems[] {
	const id = text(version.versionId) ?? text(version.id);
	if (id === undefined) return [];
	return [namedChoice(text(version.versionTag) ?? text(version.name), id)];
}
