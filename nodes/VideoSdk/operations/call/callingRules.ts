import { isRecord } from '../../../../protocol/call.ts';
import {
	callingWindowAt,
	WEEKDAYS,
	type CallingWindow,
} from '../../../../protocol/callingWindow.ts';
import { mayDial, readDialingRules, type DialingRules } from '../../../../protocol/dialingRules.ts';
import { numberFacts } from '../../../../protocol/numberFacts.ts';
import { parseDestination } from '../../../../protocol/phoneNumber.ts';
import type { Gate, Verdict } from '../../engine/defineOperation.ts';
import { invalidInput, notAllowed } from '../../engine/failure.ts';
import { fieldText } from '../../fields/fieldText.ts';
import { checksOf } from './checks.ts';
import { destination, listOf, readingOf, type OutboundParams } from './outboundParams.ts';
import { createRecentCalls } from './recentCalls.ts';

type Safety = OutboundParams['safety'];

/** Which calls are placed at all, by the "Safety" block; some numbers are refused without it as well. */
export const callingRules: Gate<OutboundParams> = {
	decide,
	most: ({ safety }) => (safety.mostCalls === undefined ? Infinity : Number(safety.mostCalls)),
	tooMany: ({ to, safety }) =>
		skipped(to, 'mostCalls', `this node may place ${safety.mostCalls} calls in one execution`),
	usedBefore: ({ to, options }) =>
		skipped(
			to,
			'calledBefore',
			`the Deduplication Key "${fieldText(options.deduplicationKey)}" was used in an earlier execution, so its call was placed, or may have been`,
		),
	start: (api) => {
		const recentCalls = createRecentCalls(api);
		return async (params) => {
			const hours = Number(params.safety.notAgainWithin ?? 0);
			if (!(hours > 0)) return { send: true };
			const lastCallAt = await recentCalls.lastTo(destination(params), hours);
			if (lastCallAt === undefined) return { send: true };
			const when = new Date(lastCallAt).toISOString();
			const reason = `this number was called at ${when}, which is less than ${hours} hours ago`;
			return skipped(params.to, 'calledLately', reason, { lastCallAt: when });
		};
	},
};

function decide(params: OutboundParams, now: Date): Verdict {
	const { to, safety } = params;
	const decision = mayDial(fieldText(to), rulesOf(safety));
	if (!decision.allowed) {
		if (safety.whenNotAllowed === 'skip') return skipped(to, decision.code, decision.reason);
		throw notAllowed(
			`"To" must not be called: ${decision.reason}`,
			'No phone has rung for this item. Whether such numbers may be called is said under Safety.',
		);
	}
	const address = destination(params);
	const window = windowOf(safety);
	const hours = window && callingWindowAt(now, window, address);
	if (hours?.open === 'unknown') throw invalidInput('Calling Window', address, hours.reason);
	if (hours?.open === false) return outsideWindow(params, address, hours);
	return { send: true, note: noteOf(params, address, hours) };
}

interface Closed {
	open: false;
	localTime: string;
	timeZone: string;
	opensAt: string;
}

function outsideWindow(
	params: OutboundParams,
	address: string,
	{ opensAt, ...where }: Closed,
): Verdict {
	const { to, safety } = params;
	const reason = `it is ${where.localTime} where the called person is (${where.timeZone}), outside the calling window, which opens at ${opensAt}`;
	if (safety.outsideWindow === 'fail') {
		throw notAllowed(`"To" must not be called now: ${reason}`, 'No phone has rung for this item.');
	}
	const code = 'outsideWindow';
	const skip = skipped(to, code, reason, { ...where, callAt: opensAt });
	if (safety.outsideWindow === 'skip' || skip.send) return skip;
	// It goes back to this node: beside what came in, no more names of its own than are needed.
	const told = { ...numbersOf(params, address), code, reason, ...where };
	const json = { outcome: 'deferred', callAt: opensAt, safety: told };
	return { ...skip, json, isForLater: true };
}

function skipped(to: unknown, code: string, reason: string, told = {}): Verdict {
	const json = { to: fieldText(to), outcome: 'skipped', code, reason, ...told };
	return { send: false, json, reason: `${fieldText(to)} was not called: ${reason}` };
}

/** What the item tells of the rules it has passed: nothing when there are none and nothing was read into the number. */
function noteOf(params: OutboundParams, address: string, hours?: object) {
	const { to, safety } = params;
	if (fieldText(to) === address && Object.keys(safety).length === 0) return undefined;
	return { safety: { ...numbersOf(params, address), ...hours, ...checksOf(params) } };
}

function numbersOf({ to, safety }: OutboundParams, address: string) {
	const given = fieldText(to);
	const parsed = parseDestination(given, readingOf(safety));
	const extension = parsed.kind === 'phoneNumber' ? parsed.extension : undefined;
	const country = numberFacts(address)?.countryName;
	return {
		numberGiven: given,
		numberDialed: address,
		...(extension === undefined ? {} : { extensionNotDialed: extension }),
		...(country === undefined ? {} : { country }),
	};
}

/** The rules of the last item are most often those of the next: a long list is read once. */
let last: { settings: string; rules: DialingRules } | undefined;

function rulesOf({ allowNumbers, ...safety }: Safety): DialingRules {
	const { allowedCountries, allowedPrefixes, doNotCall } = safety;
	const allowed = listOf(allowNumbers);
	const settings = {
		allowedCountries,
		allowedPrefixes,
		doNotCall,
		allowEmergency: allowed.includes('emergency'),
		allowPremiumRate: allowed.includes('premiumRate'),
		allowSatellite: allowed.includes('satellite'),
		defaultCountry: fieldText(safety.defaultCountry) || undefined,
	};
	const written = JSON.stringify(settings);
	if (last?.settings === written) return last.rules;
	const rules = readDialingRules(settings);
	if ('reason' in rules) throw invalidInput('Safety', '', rules.reason);
	last = { settings: written, rules };
	return rules;
}

function windowOf({ callingWindow }: Safety): CallingWindow | undefined {
	const window: unknown = isRecord(callingWindow) ? callingWindow.window : undefined;
	if (!isRecord(window)) return undefined;
	const days = listOf(window.days).map((day) => day.toLowerCase());
	const wrong = days.find((day) => !WEEKDAYS.some((weekday) => weekday === day));
	if (wrong !== undefined) throw invalidInput('Calling Window', wrong, 'it is no day of the week');
	return {
		days: WEEKDAYS.filter((weekday) => days.includes(weekday)),
		from: fieldText(window.from),
		until: fieldText(window.until),
		timeZone: fieldText(window.timeZone),
	};
}
