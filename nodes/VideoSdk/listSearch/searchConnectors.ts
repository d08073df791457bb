import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';
import { connectorIdIn } from '../../../videosdk/connector.ts';
import { text, type JsonObject } from '../../../videosdk/wire.ts';
import { fillList, namedChoice, unlessEmpty } from './fillList.ts';

/** Fills the list of connectors, which VideoSDK gives all at once. */
export async function searchConnectors(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return await fillList(this, filter, undefined, async (api, order) => {
		const wanted = order.search.toLowerCase();
		const choices = (await api.connectors.list()).flatMap(toChoice);
		const results = choices.filter(({ name }) => name.toLowerCase().includes(wanted));
		return unlessEmpty({ results }, order, {
			message: 'There are no connectors in this VideoSDK account yet',
			hint: 'Make one with Create, or in the VideoSDK dashboard under Telephony, and open this list again.',
		});
	});
}

function toChoice(row: JsonObject): INodeListSearchItems[] {
	const id = connectorIdIn(row);
	return id === undefined ? [] : [namedChoice(text(row.name) ?? text(row.provider), id)];
}
