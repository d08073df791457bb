import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

/** An item that is done, or what is needed to go on waiting for it. */
export type ParkedItem =
	| { json: IDataObject }
	| {
			/** Its key in the ledger. */
			key: string;
			params: IDataObject;
			/** See `Made`. */
			seen: IDataObject;
			/** In milliseconds since 1970. */
			until: number;
	  };

/**
 * What an execution that rests remembers beside the ledger, in the node's context of the execution.
 * n8n saves it: so it is small. Whoever reads it can make the node look at its calls, and no more.
 */
export interface Parked {
	/** By which the node's own requests to look again are known. */
	token: string;
	runIndex: string;
	/** The resource and the operation. */
	operation: [string, string];
	/** When the last item's time is up. */
	until: number;
	resumeUrl: string;
	registration: string;
	items: ParkedItem[];
	/** What came in, as it is replaced while the execution rests. */
	inputs: IDataObject[];
}

const PARKED_KEY = 'parked';

export function keepParked(nodeContext: IDataObject, parked: Parked): void {
	nodeContext[PARKED_KEY] = parked as unknown as IDataObject;
}

export function parkedIn(nodeContext: IDataObject): Parked | undefined {
	return nodeContext[PARKED_KEY] as unknown as Parked | undefined;
}

/**
 * At the time limit n8n goes on with what came in, and no code of the node runs: so what comes in
 * has to be what shall come out. The items are this node's own copies, their json is not.
 */
export function replaceInput(input: INodeExecutionData[], outputs: IDataObject[]): void {
	for (const [place, json] of outputs.entries()) input[place].json = json;
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
