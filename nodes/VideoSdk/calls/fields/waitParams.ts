import { invalidInput } from '../../errors/failure.ts';
import { fieldText } from '../../fields/fieldText.ts';
import { listOf } from './outboundParams.ts';

const DEFAULT_WAIT_LIMIT_SECONDS = 600;
/** No call lasts as long. A moment thousands of years ahead n8n cannot save, and would wait for ever. */
const LONGEST_WAIT_SECONDS = 30 * 24 * 3600;

/** `automatic` parks where it can be told to do good. These words are stored: never rename them. */
export type WaitHow = 'automatic' | 'keepRunning' | 'park';

/** What waiting needs to know of an item. */
export interface WaitParams {
	waitFor: 'nothing' | 'answer' | 'end';
	waitLimit: number;
	waitHow: WaitHow;
	to: string;
	from: string;
	safety: { defaultCountry?: unknown; allowNumbers?: unknown };
	options: {
		hangUpOnStop?: boolean;
		hangUpAtLimit?: boolean;
		rawAnswer?: boolean;
		details?: boolean;
		maskNumbers?: boolean;
		includeInputFields?: boolean;
		afterTheCall?: readonly string[];
		afterLimit?: number;
	};
}

/** @throws Failure when nobody can wait as long as the item says; found before any phone rings */
export function checkWaitLimit(waitLimit: unknown): void {
	const seconds = Number(waitLimit);
	if (isUnset(waitLimit) || (seconds >= 1 && seconds <= LONGEST_WAIT_SECONDS)) return;
	const reason = 'it must be a number of seconds, 1 or more, and no more than 30 days';
	throw invalidInput('Wait Limit', String(waitLimit), reason);
}

export function waitSeconds({ waitLimit }: Pick<WaitParams, 'waitLimit'>): number {
	return isUnset(waitLimit) ? DEFAULT_WAIT_LIMIT_SECONDS : Number(waitLimit);
}

/** An expression may give nothing: then the limit is the usual one. */
const isUnset = (value: unknown) => value === undefined || value === null || value === '';

export const isWaitWanted = ({ waitFor }: Pick<WaitParams, 'waitFor'>): boolean =>
	waitFor !== 'nothing';

/**
 * An execution that is parked cannot hang up when n8n was restarted meanwhile, so the option is not
 * shown with Save to Database. n8n keeps what was chosen before.
 */
export const hangsUpAtLimit = ({ waitFor, waitHow, options }: WaitParams): boolean =>
	isWaitWanted({ waitFor }) && waitHow !== 'park' && options.hangUpAtLimit === true;

export const hangsUpOnStop = ({ waitFor, options }: WaitParams): boolean =>
	isWaitWanted({ waitFor }) && options.hangUpOnStop === true;

/**
 * What of an item's parameters is needed to poll its call later: it is saved, so it is little. Its names
 * never change.
 */
export function paramsToKeep(params: WaitParams): WaitParams {
	const { waitFor, waitLimit, waitHow, to, from, safety, options } = params;
	return {
		...{ waitFor, waitLimit, waitHow, to: fieldText(to), from: fieldText(from) },
		// How the numbers are read, for Mask Numbers.
		safety: {
			defaultCountry: fieldText(safety.defaultCountry),
			allowNumbers: listOf(safety.allowNumbers),
		},
		options: {
			...{ rawAnswer: options.rawAnswer, details: options.details },
			maskNumbers: options.maskNumbers,
			includeInputFields: options.includeInputFields,
			...{ afterTheCall: options.afterTheCall, afterLimit: options.afterLimit },
		},
	};
}
