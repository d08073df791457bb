import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { isRecord } from '../../../../videosdk/wire.ts';
import type { WaitParams } from '../fields/waitParams.ts';

/** An item that is done, or what is needed to go on waiting for it. */
export type ParkedItem =
	| { json: IDataObject }
	| {
			/** Its key in the ledger. */
			key: string;
			/** See `paramsToKeep`. */
			params: WaitParams;
			/** See `PlacedCall`. */
			seen: IDataObject;
			/** In milliseconds since 1970. */
			until: number;
	  };

/**
 * What a parked execution remembers beside the ledger, in the node's context of the execution.
 * n8n saves it: so it is small, and its names never change. Whoever reads it can make the node poll its
 * calls, and no more.
 */
export interface ParkedState {
	/** By which the node's own requests to poll are known. */
	token: string;
	runIndex: string;
	/** The resource and the operation. */
	operation: [string, string];
	/** When the last item's time is up. */
	until: number;
	resumeUrl: string;
	/** VideoSDK's ID of the webhook that wakes the execution; empty where VideoSDK is told nothing. */
	registration: string;
	/**
	 * The process that parked it goes on for it, and hands over what comes out: by a secret of which this
	 * is the fingerprint. See `ParkedTries`.
	 */
	tries?: string;
	items: ParkedItem[];
	/** What came in, as it is replaced while the execution is parked. */
	inputs: IDataObject[];
	/** The batches that are waited for; then all items have their json. */
	batches?: ParkedBatch[];
}

/** A batch that a parked execution waits for. */
export interface ParkedBatch {
	batchId: string;
	/** Which items are in it: "0-999,1003". */
	items: string;
	/** Of each of them, in order, as they stand in the file. */
	rowKeys: string[];
	numbers: string[];
	/** Whether numbers are hidden in what comes out. */
	isMasked: boolean;
	/** What this process has learned since. */
	isFinished?: boolean;
}

/**
 * The operation whose executions can be parked until calls are over: the resource and the operation, as a
 * parked execution keeps them. Stored with executions: never change them.
 */
export const PARKING_OPERATION: [string, string] = ['call', 'outboundSipCall'];

/** The same of the operation that launches batches. */
export const BATCH_PARKING_OPERATION: [string, string] = ['batchCall', 'launchFromItems'];

const PARKED_KEY = 'parked';

export function keepParked(nodeContext: IDataObject, parked: ParkedState): void {
	Object.assign(nodeContext, { [PARKED_KEY]: parked });
}

export function parkedIn(nodeContext: IDataObject): ParkedState | undefined {
	const parked: unknown = nodeContext[PARKED_KEY];
	return isParkedState(parked) ? parked : undefined;
}

/** Written by `keepParked` alone, in whatever version; n8n has kept it whole, or nothing of it. */
const isParkedState = (value: unknown): value is ParkedState => isRecord(value);

/**
 * At the time limit n8n goes on with what came in, and no code of the node runs: so what comes in
 * has to be what shall come out. The items are this node's own copies, their json is not.
 */
export function replaceInput(input: INodeExecutionData[], outputs: IDataObject[]): void {
	for (const [item, json] of outputs.entries()) input[item].json = json;
}

/** Takes it back when n8n runs the node again: a stopped execution is retried with what it had. */
export function restoreInput(
	nodeContext: IDataObject,
	input: INodeExecutionData[],
	runIndex: string,
): void {
	const parked = parkedIn(nodeContext);
	if (parked?.runIndex !== runIndex || parked.inputs.length !== input.length) return;
	replaceInput(input, parked.inputs);
	delete nodeContext[PARKED_KEY];
}
