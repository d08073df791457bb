import type { AnyOperation } from './defineOperation.ts';
import { Failure } from '../errors/failure.ts';

/** Hides in what is told of an item, be it a text or all of its json, what the user wants hidden. */
export type Mask = <T>(told: T) => T;

const HIDE_NOTHING: Mask = (told) => told;

/** @param params may lack those that could not be read */
export function maskOf(operation: AnyOperation, params: never): Mask {
	return ('mask' in operation && operation.mask?.(params)) || HIDE_NOTHING;
}

export function maskedFailure(mask: Mask, failure: Failure): Failure {
	return mask === HIDE_NOTHING ? failure : new Failure(mask(failure.facts));
}
