import type { IDataObject } from 'n8n-workflow';
import type { Verdict } from './defineOperation.ts';
import { Failure, notAllowed } from '../errors/failure.ts';
import type { RunFacts } from './runFacts.ts';

type Refusal = Extract<Verdict, { send: false }>;

/**
 * Thrown where an item is kept back by a rule of the user's. That is no failure of the item: another
 * comes out in its place.
 */
export class Withheld extends Failure {
	private readonly verdict: Refusal;

	constructor(verdict: Refusal) {
		super(notAllowed(verdict.reason, 'No phone has rung for this item.').facts);
		this.verdict = verdict;
	}

	/**
	 * The item that comes out. One that is to come back keeps what came in as it is: masked, it could not
	 * be sent then.
	 */
	itemFor({ context, masked }: RunFacts, item: number, params: never): IDataObject {
		const { json, isForLater } = this.verdict;
		const shown = masked(params, json);
		return isForLater ? { ...context.getInputData()[item].json, ...shown } : shown;
	}
}
