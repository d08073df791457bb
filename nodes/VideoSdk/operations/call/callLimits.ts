import { invalidInput, missingInput } from '../../engine/failure.ts';
import type { Pace } from '../../engine/pool.ts';
import { fieldText } from '../../fields/fieldText.ts';
import { DEFAULT_CALLS_AT_ONCE } from './outboundOptions.ts';
import type { OutboundParams } from './outboundParams.ts';

type Safety = OutboundParams['safety'];
type Options = OutboundParams['options'];

/**
 * How many calls, how fast and how often. Only what the user has not added at all is no limit: one
 * that an expression leaves empty or makes unreadable would else let everybody be called, unnoticed.
 *
 * @throws Failure when one of them cannot be read
 */
export function checkLimits({ safety, options }: Pick<OutboundParams, 'safety' | 'options'>): void {
	mostCallsOf(safety);
	hoursBetweenCalls(safety);
	paceOf(options);
	deduplicationKeyOf(options);
}

export function mostCallsOf(safety: Safety): number {
	return Math.floor(numberIn(safety, 'mostCalls', 'Most Calls', 0) ?? Infinity);
}

/** "Not Again Within"; 0 = no limit. */
export function hoursBetweenCalls(safety: Safety): number {
	return numberIn(safety, 'notAgainWithin', 'Not Again Within', 0) ?? 0;
}

export function paceOf(options: Options): Pace {
	return {
		atOnce: numberIn(options, 'maxCallsAtOnce', 'Calls at Once', 1) ?? DEFAULT_CALLS_AT_ONCE,
		perSecond: numberIn(options, 'callsPerSecond', 'Calls per Second', 0) ?? 0,
	};
}

/** @returns undefined without the option; an empty text where the option is there and holds nothing */
export function deduplicationKeyOf(options: Options): string | undefined {
	if (!('deduplicationKey' in options)) return undefined;
	const given: unknown = options.deduplicationKey;
	if (given === null || given === undefined) return '';
	if (typeof given === 'string' || Number.isFinite(given)) return fieldText(given);
	const reason = 'it must be a text or a number. In an expression, name the field that holds it';
	throw invalidInput('Deduplication Key', String(given), reason);
}

/** The number in a field that can be added; an expression may give it as text. */
function numberIn<C extends object>(
	collection: C,
	name: keyof C & string,
	field: string,
	least: number,
): number | undefined {
	if (!(name in collection)) return undefined;
	const given: unknown = collection[name];
	if (given === null || given === undefined || given === '') {
		throw missingInput(field, `Give "${field}" a number, or remove it from this node.`);
	}
	const text = fieldText(given);
	if (/^\d+(\.\d+)?$/.test(text) && Number(text) >= least) return Number(text);
	throw invalidInput(field, String(given), `it must be a number, ${least} or more`);
}
