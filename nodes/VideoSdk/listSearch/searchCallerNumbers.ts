import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';
import { numberIn } from '../../../videosdk/phoneNumber.ts';
import { isRecord, text, type JsonObject } from '../../../videosdk/wire.ts';
import { failureOf } from '../errors/failureOf.ts';
import { fieldText } from '../fields/fieldText.ts';
import type { Api } from '../api/index.ts';
import { chosenId } from './chosenId.ts';
import { fillList, toChoices, unlessEmpty, type ListProblem } from './fillList.ts';

/** What carries a call has its own numbers: what reads them, and how the node's fields name it. */
const CARRIERS = {
	trunk: { api: 'trunks', field: 'trunkId', label: 'trunk' },
	gateway: { api: 'gateways', field: 'gatewayId', label: 'gateway' },
	routingRule: { api: 'routingRules', field: 'routingRuleId', label: 'routing rule' },
} as const;

export type CallThrough = keyof typeof CARRIERS;

interface Carrier {
	through: CallThrough;
	id: string;
}

const NO_NUMBERS = {
	message: 'There are no phone numbers in this VideoSDK account yet',
	hint: 'Add one in the VideoSDK dashboard under Telephony and open this list again. If you know the number, choose "Number" and enter it.',
};

/**
 * Fills the list of numbers to call from: those of the chosen trunk, gateway or routing rule; as long
 * as none is chosen, or VideoSDK does not know it, all numbers of the account.
 */
export async function searchCallerNumbers(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await fillList(this, filter, paginationToken, async (api, order) => {
		const carrier = chosenCarrier(this);
		const numbers = carrier && (await numbersOf(api, carrier));
		if (!carrier || !numbers) {
			const read = toChoices(await api.phoneNumbers.page(order), order.page, numberChoice);
			return unlessEmpty(read, order, NO_NUMBERS);
		}
		const results = numbers
			.filter((number) => number.includes(order.search))
			.map((number) => ({ name: number, value: number }));
		return unlessEmpty({ results }, order, hasNoNumbers(carrier));
	});
}

function chosenCarrier(context: ILoadOptionsFunctions): Carrier | undefined {
	const through = fieldText(context.getCurrentNodeParameter('callThrough')) || 'trunk';
	if (!isCallThrough(through)) return undefined;
	const id = chosenId(context, CARRIERS[through].field);
	return id === undefined ? undefined : { through, id };
}

function isCallThrough(through: string): through is CallThrough {
	return Object.hasOwn(CARRIERS, through);
}

/** @returns undefined when VideoSDK does not know it, or no longer has the endpoint for trunks */
async function numbersOf(api: Api, { through, id }: Carrier): Promise<string[] | undefined> {
	try {
		return numbersIn(await api[CARRIERS[through].api].get(id));
	} catch (error) {
		const failure = failureOf(error);
		const { code } = failure.facts;
		if (code === 'notFound' || code === 'refused') return undefined;
		throw failure;
	}
}

/** Nothing else of the answer is used: it has the password of the carrier in it. */
function numbersIn(answer: unknown): string[] | undefined {
	if (!isRecord(answer)) return undefined;
	const numbers = [answer, answer.data].filter(isRecord).map((one) => one.numbers);
	return numbers.find(Array.isArray)?.filter((number) => text(number) !== undefined);
}

/** A number in a row, by its name. */
export function numberChoice(row: JsonObject): INodeListSearchItems | undefined {
	const number = numberIn(row);
	if (number === undefined) return undefined;
	const name = text(isRecord(row.phoneNumber) ? row.phoneNumber.name : row.name);
	return { name: name === undefined ? number : `${number} (${name})`, value: number };
}

function hasNoNumbers({ through }: Carrier): ListProblem {
	const { label } = CARRIERS[through];
	return {
		message: `This ${label} has no phone numbers yet`,
		hint: `Give it one in the VideoSDK dashboard under Telephony and open this list again, or choose another ${label}.`,
	};
}
