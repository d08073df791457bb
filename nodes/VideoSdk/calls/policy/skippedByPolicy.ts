import type { IDataObject } from 'n8n-workflow';
import { Failure, notAllowed } from '../../errors/failure.ts';
import { withBeside } from '../../node/withBeside.ts';
import { inputFields } from '../fields/inputFields.ts';
import { CALLED_LATELY, type PolicyDecision, type Skip } from './callPolicy.ts';

/**
 * Thrown where a call is not placed because of a rule of the user's. It is a Failure only so that it
 * passes through what catches failures: `placeCalls` makes an item of it.
 */
export class SkippedByPolicy extends Failure {
	readonly #skip: Skip;

	constructor(skip: Skip) {
		super(notAllowed(skip.reason, 'No phone has rung for this item.').facts);
		this.#skip = skip;
	}

	/**
	 * Why the number was refused that was called lately: the person may be called at another one. Undefined
	 * where it is another rule.
	 */
	get calledLately(): string | undefined {
		const { code, reason } = this.#skip.json;
		return code === CALLED_LATELY ? String(reason) : undefined;
	}

	/**
	 * The item that comes out. One that is to come back keeps what came in as it is: masked, it could not
	 * be called then.
	 */
	itemFor(input: IDataObject, mask: <T>(value: T) => T): IDataObject {
		const { json, below, isForLater } = this.#skip;
		const shown = mask(json);
		return isForLater ? withBeside(shown, { ...mask(below), ...inputFields(input) }) : shown;
	}
}

/**
 * Lets a call pass that may be placed.
 *
 * @throws SkippedByPolicy for one that may not; an AI agent is told by a Failure
 */
export function enforce(decision: PolicyDecision, isTool: boolean): void {
	if (decision.place) return;
	if (isTool) throw notAllowed(decision.reason, 'Do not try it again. No phone has rung.');
	throw new SkippedByPolicy(decision);
}
