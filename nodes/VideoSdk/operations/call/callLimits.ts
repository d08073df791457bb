import { textOrMomentOf } from '../../fields/fieldValues.ts';
import type { Pace } from '../../time/pool.ts';
import { DEFAULT_CALLS_AT_ONCE } from './outboundOptions.ts';
import type { OutboundParams } from './outboundParams.ts';

type Safety = OutboundParams['safety'];
type Options = OutboundParams['options'];

// Only what the user has not added at all is no limit: where an expression leaves one empty or makes it
// unreadable, the item has failed when its fields were read.

export function mostCallsOf({ mostCalls = Infinity }: Safety): number {
	return mostCalls;
}

/** "Not Again Within"; 0 = no limit. */
export function hoursBetweenCalls({ notAgainWithin = 0 }: Safety): number {
	return notAgainWithin;
}

export function paceOf({ maxCallsAtOnce, callsPerSecond }: Options): Pace {
	return { atOnce: maxCallsAtOnce ?? DEFAULT_CALLS_AT_ONCE, perSecond: callsPerSecond ?? 0 };
}

/**
 * @returns undefined without the option; an empty text where the option is there and holds nothing
 * @throws Failure for what is no name of one thing: of a rounded number, others have the same digits
 */
export function deduplicationKeyOf(options: Options): string | undefined {
	if (!('deduplicationKey' in options)) return undefined;
	return textOrMomentOf('Deduplication Key', options.deduplicationKey).trim();
}
