import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { fillList, toChoices, unlessEmpty } from './fillList.ts';
import { numberChoice } from './searchCallerNumbers.ts';

/** Fills the list of all numbers of the account, for fields that name them as they are dialed. */
export async function searchOwnNumbers(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await fillList(this, filter, paginationToken, async (api, order) => {
		const read = toChoices(await api.phoneNumbers.page(order), order.page, numberChoice);
		return unlessEmpty(read, order, {
			message: 'There are no phone numbers in this VideoSDK account yet',
			hint: 'Add some with Create, or in the VideoSDK dashboard under Telephony, and open this list again.',
		});
	});
}
