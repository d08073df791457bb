import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';
import { isRecord, text } from '../../../videosdk/wire.ts';
import { fillList, toChoices, unlessEmpty } from './fillList.ts';

/** Fills the list of numbers of the account for fields that name them by their IDs. */
export async function searchPhoneNumbers(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await fillList(this, filter, paginationToken, async (api, order) => {
		const read = toChoices(await api.phoneNumbers.page(order), order.page, toChoice);
		return unlessEmpty(read, order, {
			message: 'There are no phone numbers in this VideoSDK account yet',
			hint: 'Add one in the VideoSDK dashboard under Telephony and open this list again.',
		});
	});
}

function toChoice(row: Record<string, unknown>): INodeListSearchItems | undefined {
	const about = isRecord(row.phoneNumber) ? row.phoneNumber : row;
	const id = text(about.phoneNumberId) ?? text(about.id);
	if (id === undefined) return undefined;
	const [number, name] = [text(about.e164) ?? text(about.phoneNumber), text(about.name)];
	return { name: [number ?? id, name && `(${name})`].filter(Boolean).join(' '), value: id };
}
