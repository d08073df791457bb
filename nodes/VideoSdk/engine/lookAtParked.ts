import type { IDataObject } from 'n8n-workflow';
import type { AnyOperation, Made } from './defineOperation.ts';
import { Failure } from '../errors/failure.ts';
import { isWaitedFor } from './isWaitedFor.ts';
import { maskedFailure, maskOf } from './mask.ts';
import type { LedgerEntry } from './onceLedger.ts';
import { outcomeOf } from '../errors/outcome.ts';
import { sentOf } from './sendOnce.ts';
import type { Api } from '../api/exchange.ts';
import type { Memory } from './parkedMemory.ts';

/** What one look has shown. */
export interface Seen {
	/** How many are still waited for. */
	waiting: number;
	/** Why some of them could not be seen. */
	unread?: Failure;
	/** Each item as it comes out now, in order. */
	jsons: IDataObject[];
	/** Ends what was reserved for the execution. */
	release(api: Api): Promise<void>;
}

/** Or why nothing could be seen. */
export type Look = Seen | { failure: Failure };

/** Looks at all calls that a resting execution still waits for, and takes note of what has become of them. */
export async function lookAtParked(
	api: Api,
	memory: Memory,
	operations: readonly AnyOperation[],
): Promise<Look> {
	const { parked, ledger } = memory;
	const [resource, value] = parked.operation;
	const operation = operations.find((o) => o.resource === resource && o.option.value === value);
	if (operation?.effect !== 'once' || !operation.following) return { failure: unknownOperation() };
	const { parking } = operation.following;
	const jsons = parked.items.map((item) => ('json' in item ? item.json : {}));
	const open = parked.items.flatMap((item, place) => {
		if ('json' in item) return [];
		const entry = () => ledger.get(item.key) as LedgerEntry;
		const made: Made<never> = {
			params: item.params as never,
			answer: entry().answer ?? {},
			sent: () => sentOf(item.key, entry(), ledger),
			identify: (id) => ledger.set(item.key, { ...entry(), id }),
			seen: item.seen,
		};
		return [{ place, made }];
	});
	const outcome = await outcomeOf(
		parking.look(
			api,
			open.map(({ made }) => made),
		),
	);
	if (!outcome.ok) {
		const masks = open.map(({ made }) => maskOf(operation, made.params));
		const failure = masks.reduce((told, mask) => maskedFailure(mask, told), outcome.failure);
		return { failure };
	}
	let waiting = 0;
	let unread: Failure | undefined;
	for (const [index, { place, made }] of open.entries()) {
		const followed = outcome.value[index];
		const { json, isOver } = followed;
		const mask = maskOf(operation, made.params);
		jsons[place] = mask({ ...json, waitedBy: 'parked' });
		if (isOver) parked.items[place] = { json: jsons[place] };
		else if (isWaitedFor(followed)) waiting++;
		unread ??= followed.unread && maskedFailure(mask, followed.unread);
	}
	const release = async (with_: Api) => await parking.release(with_, parked.registration);
	return { waiting, unread, jsons, release };
}

function unknownOperation(): Failure {
	return new Failure({
		code: 'unexpected',
		message: 'This version of the VideoSDK node does not know the operation that was parked',
		hint: 'Update the package n8n-nodes-videosdk.',
		callMayExist: true,
	});
}
