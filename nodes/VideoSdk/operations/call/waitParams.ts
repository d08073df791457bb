import { invalidInput } from '../../errors/failure.ts';
import type { WaitHow } from '../../engine/waitHow.ts';

const DEFAULT_WAIT_LIMIT_SECONDS = 600;
/** No call lasts as long. A moment thousands of years ahead n8n cannot save, and would wait for ever. */
const LONGEST_WAIT_SECONDS = 30 * 24 * 3600;

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
		maskNumbers?: boolean;
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

/**
 * A node that rests cannot keep it when n8n was restarted meanwhile, so the option is not shown with
 * Park. n8n keeps what was chosen before.
 */
export const hangsUpAtLimit = ({ waitFor, waitHow, options }: WaitParams): boolean =>
	waitFor !== 'nothing' && waitHow !== 'park' && options.hangUpAtLimit === true;
