import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';
import { toBatchItem } from '../../../videosdk/batchCall.ts';
import { fillList, searchPages, toChoices, unlessEmpty } from './fillList.ts';

const NO_BATCHES = {
	message: 'There are no batches in this VideoSDK account yet',
	hint: 'Launch one, or choose "By ID" and enter the ID of a batch.',
};

/** Fills the list of batches, newest first: those with a text in name, status or day. */
export async function searchBatchCalls(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await fillList(this, filter, paginationToken, async (api, order) => {
		const read = async (page: number) => toChoices(await api.batchCalls.page(page), page, toChoice);
		if (order.search !== '') return await searchPages(order, read);
		return unlessEmpty(await read(order.page), order, NO_BATCHES);
	});
}

function toChoice(row: Record<string, unknown>): INodeListSearchItems | undefined {
	const { batchId, batchName, createdAt, status } = toBatchItem(row);
	if (batchId === undefined) return undefined;
	const about = [batchName, createdAt?.slice(0, 10), status].filter(Boolean).join(', ');
	return { name: about === '' ? batchId : `${about} (${batchId})`, value: batchId };
}
