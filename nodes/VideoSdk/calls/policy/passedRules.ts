import { isRecord } from '../../../../videosdk/wire.ts';
import { fieldText } from '../../fields/fieldText.ts';
import { listOf, type OutboundParams } from '../fields/outboundParams.ts';

/** All that "Allow Special Numbers" offers. */
const SPECIAL = ['emergency', 'premiumRate', 'satellite'];

const NOT_LISTED =
	'VideoSDK may not list calls through a trunk: of such a call nobody knew when notAgainWithin was checked';

/**
 * Which rules are there, by the names of their fields; `specialNumbers` are premium-rate, satellite and
 * emergency numbers, for which a field is needed only to allow them.
 */
export function rulesInUse(safety: OutboundParams['safety']): string[] {
	const allowed = listOf(safety.allowNumbers);
	const { doNotCall } = safety;
	const isSet = {
		specialNumbers: SPECIAL.some((kind) => !allowed.includes(kind)),
		allowedCountries: listOf(safety.allowedCountries).length > 0,
		allowedPrefixes: listOf(safety.allowedPrefixes).length > 0,
		doNotCall: Array.isArray(doNotCall) ? doNotCall.length > 0 : fieldText(doNotCall) !== '',
		callingWindow: isRecord(safety.callingWindow) && isRecord(safety.callingWindow.window),
		mostCalls: safety.mostCalls !== undefined,
		notAgainWithin: Number(safety.notAgainWithin ?? 0) > 0,
	};
	return Object.entries(isSet).flatMap(([name, isThere]) => (isThere ? name : []));
}

/** What the item of a call tells of the rules that it has passed. */
export function passedRules(
	inUse: readonly string[],
	callThrough: OutboundParams['callThrough'],
): { checked: readonly string[]; notSure?: string } {
	const isUnsure = inUse.includes('notAgainWithin') && callThrough === 'trunk';
	return { checked: inUse, ...(isUnsure ? { notSure: NOT_LISTED } : {}) };
}
