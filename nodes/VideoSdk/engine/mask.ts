import type { AnyOperation, Mask } from './defineOperation.ts';
import { Failure } from '../errors/failure.ts';

const HIDE_NOTHING: Mask = (told) => told;

/** @param params may lack those that could not be read */
export function maskOf(operation: AnyOperation, params: never): Mask {
	return ('mask' in operation && operation.mask?.(params)) || HIDE_NOTHING;
}

export function maskedFailure(mask: Mask, failure: Failure): Failure {
	return mask === HIDE_NOTHING ? failure : new Failure(mask(failure.facts));
}
