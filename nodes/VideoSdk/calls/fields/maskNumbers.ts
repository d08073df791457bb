import { isOwnKey } from '../../../../videosdk/callMetadata.ts';
import { numberMask } from '../../../../telephony/numberMask.ts';
import { Failure } from '../../errors/failure.ts';
import { fieldText } from '../../fields/fieldText.ts';
import { parseOptionsOf } from './outboundParams.ts';

/** Hides in what is told of an item, be it a text or all of its json, what the user wants hidden. */
export type Mask = <T>(value: T) => T;

export const HIDE_NOTHING: Mask = (value) => value;

/** What is known of an item whose numbers are hidden: a parked execution keeps no more. */
type Numbers = {
	/** One number, or a list of them. */
	to?: unknown;
	from?: unknown;
	safety?: { defaultCountry?: unknown; allowNumbers?: unknown };
};

/** Under these, VideoSDK tells numbers that no field of the item has: the gateway's own for one. */
const NUMBER_KEYS = new Set(['to', 'from', 'sipCallTo', 'sipCallFrom']);

/** Deeper than the lists of any address book. */
const MOST_LEVELS = 8;

/**
 * How the numbers of an item are told. Where its options could not be read, nobody knows whether they
 * are to be hidden: then they are.
 */
export function maskOf(params: Numbers & { options?: { maskNumbers?: boolean } }): Mask {
	const isWanted = params.options?.maskNumbers ?? params.options === undefined;
	return isWanted ? maskNumbersOf(params) : HIDE_NOTHING;
}

export function maskedFailure(mask: Mask, failure: Failure): Failure {
	return mask === HIDE_NOTHING ? failure : new Failure(mask(failure.facts));
}

/** Hides the numbers of a call in whatever is told of it, however they are spelled there. */
export function maskNumbersOf({ to, from, safety = {} }: Numbers): Mask {
	return <T>(value: T): T => {
		const numbers = [...textsIn(to), fieldText(from), ...numbersIn(value)];
		// It keeps its shape: only a number of which digits are hidden becomes a text.
		return inTexts(value, numberMask(numbers, parseOptionsOf(safety))) as T;
	};
}

/** A list or an object as well: of what cannot be read in it, an error tells. */
function textsIn(value: unknown, levels = MOST_LEVELS): string[] {
	if (typeof value !== 'object' || value === null) return [fieldText(value)];
	if (levels === 0) return [];
	return Object.values(value).flatMap((one) => textsIn(one, levels - 1));
}

function numbersIn(value: unknown): string[] {
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([key, inner]) => {
		if (isOwnKey(key)) return [];
		return NUMBER_KEYS.has(key) && !isDate(inner) ? [fieldText(inner)] : numbersIn(inner);
	});
}

const isDate = (value: unknown) => /^\d{4}-\d{2}-\d{2}/.test(fieldText(value));

/** A value with another text in place of each of its texts, keys and numbers among them. */
function inTexts(value: unknown, change: (text: string) => string): unknown {
	if (typeof value === 'string') return change(value);
	if (typeof value === 'number') {
		const changed = change(String(value));
		return changed === String(value) ? value : changed;
	}
	if (Array.isArray(value)) return value.map((one) => inTexts(one, change));
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value).map(([key, inner]) => [change(key), inTexts(inner, change)]),
	);
}
