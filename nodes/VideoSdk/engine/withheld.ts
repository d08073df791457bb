import type { IDataObject } from 'n8n-workflow';
import { Failure, notAllowed } from './failure.ts';

/**
 * Thrown where an item is kept back by a rule of the user's. That is no failure of the item: `json`
 * comes out in its place.
 */
export class Withheld extends Failure {
	readonly json: IDataObject;

	constructor(json: IDataObject, reason: string) {
		super(notAllowed(reason, 'No phone has rung for this item.').facts);
		this.json = json;
	}
}
