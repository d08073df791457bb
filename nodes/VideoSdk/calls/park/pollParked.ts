import type { IDataObject } from 'n8n-workflow';
import type { Api } from '../../api/index.ts';
import { Failure } from '../../errors/failure.ts';
import { failureOf } from '../../errors/failureOf.ts';
import { withBeside } from '../../node/withBeside.ts';
import type { OnceLedger } from '../../once/onceLedger.ts';
import { inputFields } from '../fields/inputFields.ts';
import { maskedFailure, maskOf, type Mask } from '../fields/maskNumbers.ts';
import { placedItem } from '../fields/placedItem.ts';
import { pollOnce } from '../wait/outcomeWait.ts';
import { placedCall, type PlacedCall, type PollResult } from '../wait/placedCall.ts';
import { isWaitedFor } from './isWaitedFor.ts';
import type { Memory } from './parkedMemory.ts';
import { PARKING_OPERATION, type ParkedItem } from './parkedState.ts';

/** What one poll of the calls of a parked execution has shown. */
export interface ParkedCalls {
	/** How many are still waited for. */
	waiting: number;
	/** Some of them are over: of what comes after a call, no event of the call tells. */
	isComing: boolean;
	/** Why some of them could not be seen. */
	unread?: Failure;
	/** Each item as it comes out now, in order. */
	jsons: IDataObject[];
}

/** Or why nothing could be seen. */
export type ParkedPoll = ParkedCalls | { failure: Failure };

/** A call that is waited for, and the item that it belongs to. */
interface ParkedCall {
	item: number;
	call: PlacedCall;
	mask: Mask;
}

/** Polls all calls that an execution still waits for, and takes note of what has become of them. */
export async function pollParked(api: Api, { parked, ledger }: Memory): Promise<ParkedPoll> {
	if (String(parked.operation) !== String(PARKING_OPERATION)) {
		return { failure: unknownOperation() };
	}
	const open = parked.items.flatMap((one, item) => parkedCall(one, item, ledger));
	let polled: PollResult[];
	try {
		polled = await pollOnce(
			api,
			open.map(({ call }) => call),
		);
	} catch (error) {
		const failure = failureOf(error);
		return { failure: open.reduce((masked, { mask }) => maskedFailure(mask, masked), failure) };
	}
	const jsons = parked.items.map((item) => ('json' in item ? item.json : {}));
	let waiting = 0;
	let isComing = false;
	let unread: Failure | undefined;
	for (const [index, { item, call, mask }] of open.entries()) {
		const one = polled[index];
		const { params } = call;
		const beside = params.options.includeInputFields ? inputFields(parked.inputs[item]) : {};
		const json = placedItem({ params, mask }, { ...one.json, waitedBy: 'parked' });
		jsons[item] = withBeside(json, beside);
		if (one.isOver) parked.items[item] = { json: jsons[item] };
		else if (isWaitedFor(one)) {
			waiting++;
			isComing ||= one.isComing === true;
		}
		unread ??= one.unread && maskedFailure(mask, one.unread);
	}
	return { waiting, isComing, unread, jsons };
}

function parkedCall(one: ParkedItem, item: number, ledger: OnceLedger): ParkedCall[] {
	if ('json' in one) return [];
	const { key, params, seen } = one;
	const call = placedCall(ledger, key, { params, seen, answer: ledger.get(key)?.answer ?? {} });
	return [{ item, call, mask: maskOf(params) }];
}

function unknownOperation(): Failure {
	return new Failure({
		code: 'unexpected',
		message: 'This version of the VideoSDK node does not know the operation that was parked',
		hint: 'Update the package n8n-nodes-videosdk.',
		callMayExist: true,
	});
}
