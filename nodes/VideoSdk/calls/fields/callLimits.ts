import { textOrDateParam } from '../../fields/fieldValues.ts';
import type { Pace } from '../../time/pool.ts';
import { DEFAULT_CALLS_AT_ONCE } from './outboundOptions.ts';
import type { OutboundParams } from './outboundParams.ts';

type Options = OutboundParams['options'];

export function paceOf({ maxCallsAtOnce, callsPerSecond }: Options): Pace {
	return { atOnce: maxCallsAtOnce ?? DEFAULT_CALLS_AT_ONCE, perSecond: callsPerSecond ?? 0 };
}

/**
 * @returns undefined without the option; an empty text where the option is there and holds nothing
 * @throws Failure for what is no name of one thing: of a rounded number, others have the same digits
 */
export function deduplicationKeyOf(options: Options): string | undefined {
	if (!('deduplicationKey' in options)) return undefined;
	return textOrDateParam('Deduplication Key', options.deduplicationKey).trim();
}
