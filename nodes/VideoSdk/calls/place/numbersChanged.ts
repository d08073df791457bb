import { Failure } from '../../errors/failure.ts';

/** Between two runs of the node the numbers of a person have become others, or stand in another order. */
export function numbersChanged(address: string): Failure {
	return new Failure({
		code: 'invalidInput',
		message: `The numbers of this item are others than before, or in another order, so the call to ${address} was not placed`,
		hint: 'Calls were placed for it before. Put the numbers back in the order in which they were, or run the workflow anew for this person.',
		callMayExist: true,
	});
}
