import { isRecord } from '../../../../videosdk/call.ts';
import { fieldText } from '../../fields/fieldText.ts';
import { listOf, type OutboundParams } from './outboundParams.ts';

/** All that "Allow Special Numbers" offers. */
const SPECIAL = ['emergency', 'premiumRate', 'satellite'];

const NOT_LISTED =
	'VideoSDK may not list calls through a trunk: of such a call nobody knew when notAgainWithin was checked';

/**
 * Which rules a call has passed, by the names of their fields; `specialNumbers` are premium-rate,
 * satellite and emergency numbers, for which a field is needed only to allow them.
 */
export function checksOf({ callThrough, safety }: OutboundParams) {
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
	const checked = Object.entries(isSet).flatMap(([name, wasChecked]) => (wasChecked ? name : []));
	const isUnsure = isSet.notAgainWithin && callThrough === 'trunk';
	return { checked, ...(isUnsure ? { notSure: NOT_LISTED } : {}) };
}
