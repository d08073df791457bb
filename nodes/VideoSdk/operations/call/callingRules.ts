import { isRecord } from '../../../../videosdk/call.ts';
import {
	callingWindowAt,
	WEEKDAYS,
	type CallingWindow,
	type WindowDecision,
} from '../../../../telephony/callingWindow.ts';
import { numberFacts } from '../../../../telephony/numberFacts.ts';
import { parseDestination } from '../../../../telephony/phoneNumber.ts';
import type { Gate, Verdict } from '../../engine/defineOperation.ts';
import { notAllowed } from '../../errors/failure.ts';
import { fieldText } from '../../fields/fieldText.ts';
import { hoursBetweenCalls, mostCallsOf } from './callLimits.ts';
import { decideNumber, numberRefused, unreadableRule } from './numberRules.ts';
import { checksOf } from './checks.ts';
import { destination, listOf, readingOf, type OutboundParams } from './outboundParams.ts';
import { createRecentCalls, HOUR_MS } from './recentCalls.ts';

type Safety = OutboundParams['safety'];

/** Which calls are placed at all, by the "Safety" block; some numbers are refused without it as well. */
export const callingRules: Gate<OutboundParams> = {
	decide,
	most: ({ safety }) => mostCallsOf(safety),
	tooMany: ({ to, safety }) => {
		const most = mostCallsOf(safety);
		const calls = most === 1 ? 'one call' : `${most} calls`;
		return skipped(to, 'mostCalls', `this node may place ${calls} in one execution`);
	},
	usedBefore: ({ to, options }) =>
		skipped(
			to,
			'calledBefore',
			`the Deduplication Key "${fieldText(options.deduplicationKey)}" was used in an earlier execution, so its call was placed, or may have been`,
		),
	start: (api) => {
		const recentCalls = createRecentCalls(api);
		return async (params) => {
			const hours = hoursBetweenCalls(params.safety);
			if (hours === 0) return { send: true };
			const last = await recentCalls.lastTo(destination(params), hours);
			return last ? calledLately(params, hours, last.at) : { send: true };
		};
	},
};

function decide(params: OutboundParams, now: Date, lastSentAt?: () => number | undefined): Verdict {
	const { to, safety } = params;
	const decision = decideNumber(to, safety);
	if (!decision.allowed) {
		if (safety.whenNotAllowed === 'skip') return skipped(to, decision.code, decision.reason);
		throw numberRefused('To', decision.reason);
	}
	const address = destination(params);
	const window = windowOf(safety);
	const hours = window && callingWindowAt(now, window, address);
	if (hours?.open === 'unknown') throw wrongWindow(hours.reason);
	if (hours?.open === false) return outsideWindow(params, address, hours);
	// The call list may show a call of this execution late, or never.
	const pause = hoursBetweenCalls(safety);
	const lastCallAt = pause > 0 ? lastSentAt?.() : undefined;
	if (lastCallAt !== undefined && lastCallAt >= now.getTime() - pause * HOUR_MS) {
		return calledLately(params, pause, lastCallAt);
	}
	return { send: true, note: noteOf(params, address, hours) };
}

type Closed = Extract<WindowDecision, { open: false }>;

function outsideWindow(
	params: OutboundParams,
	address: string,
	{ opensAt, ...where }: Closed,
): Verdict {
	const { to, safety } = params;
	const { localTime, timeZone, timeZones } = where;
	const place =
		timeZones === undefined
			? `where the called person is (${timeZone})`
			: `in ${timeZone}, one of the places with ${timeZones.length} different clocks in which the called person can be`;
	const opens = timeZones === undefined ? 'opens' : 'opens on all of them';
	const reason = `it is ${localTime} ${place}, outside the calling window, which ${opens} at ${opensAt}`;
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

/** @param at in milliseconds since 1970; undefined = VideoSDK does not tell */
function calledLately({ to }: OutboundParams, hours: number, at: number | undefined): Verdict {
	if (at === undefined) {
		const reason = `this number was called at a time that VideoSDK does not tell, and may have been within the last ${hours} hours`;
		return skipped(to, 'calledLately', reason);
	}
	const lastCallAt = new Date(at).toISOString();
	const reason = `this number was called at ${lastCallAt}, which is less than ${hours} hours ago`;
	return skipped(to, 'calledLately', reason, { lastCallAt });
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

function windowOf(safety: Safety): CallingWindow | undefined {
	if (!('callingWindow' in safety)) return undefined;
	const { callingWindow } = safety;
	const window: unknown = isRecord(callingWindow) ? callingWindow.window : undefined;
	if (!isRecord(window)) throw wrongWindow('it is empty. Add a window, or remove the rule');
	const days = listOf(window.days).map((day) => day.toLowerCase());
	if (days.length === 0) {
		throw wrongWindow('its Days are empty. Choose on which days people may be called');
	}
	const wrong = days.find((day) => !WEEKDAYS.some((weekday) => weekday === day));
	if (wrong !== undefined) {
		throw wrongWindow(`its Days name "${wrong}", which is no day of the week such as monday`);
	}
	const { timeZone } = window;
	if (typeof timeZone === 'object' && timeZone !== null) {
		throw wrongWindow('its Time Zone is no text such as Europe/Oslo');
	}
	return {
		days: WEEKDAYS.filter((weekday) => days.includes(weekday)),
		from: fieldText(window.from),
		until: fieldText(window.until),
		timeZone: fieldText(timeZone),
	};
}

function wrongWindow(reason: string) {
	return unreadableRule('Calling Window', reason);
}
